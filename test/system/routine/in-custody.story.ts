import { telephone } from '../../../dev/demo/common';
import type { Stage } from '../../../dev/demo/stage';
import { now } from './chapters';
import { applicant } from './people';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const body = { ...telephone(applicant(4), 'Wants to leave (invented).'), inCustody: true };
  const sav = stage.at('sav.caseworker', await stage.open('sav.caseworker', body, 'registers'));
  const release = { authority: 'kriminalvarden', contact: 'An invented contact.' };
  await sav.refused('record-release', { ...release, date: '2020-01-01' }, ['INT-7']);
  await sav.act('record-release', { ...release, date: '2031-05-20' }, 'records the planned release');
  await sav.until('sees the release among the deadlines', ({ deadlines }) =>
    JSON.stringify(deadlines).includes('releaseDay'),
  );
  await sav.act('record-first-contact', { at: now(), how: 'visit' }, 'records the first contact');
  await sav.act('record-milieu', { kinds: ['projectBased'], text: 'Invented.' }, 'records the milieu');
  const method = { by: 'sav.caseworker', at: now(), ownCriminality: 'Invented.' };
  await sav.act('record-assessment-method', { method: 'asi', ...method }, 'records the method');
}

export const inCustody: Story = {
  name: 'in-custody',
  title: 'INT-7 FUP-8 DEF-7 DEF-11: an exit begins in prison; the release is a deadline',
  play,
};

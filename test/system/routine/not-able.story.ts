import { consentTo, standingConsent } from '../../../dev/demo/common';
import type { Stage } from '../../../dev/demo/stage';
import { assessedAtSav, formal, now } from './chapters';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const sav = await assessedAtSav(stage, 2, 'high');
  await sav.act('classify-defector', { classification: 'special' }, 'classifies');
  const other = { ability: 'notAble', otherNeeds: 'Invented needs.' };
  await sav.act('assess-ability', other, 'finds other large needs of support');
  await sav.act('decide-handling', {}, 'decides who handles');
  const help = { at: now(), wanted: true, askedFor: 'Invented support.' };
  await sav.refused('record-help-to-apply', help, ['RSP-2']);
  await sav.refused('grant-intervention', { kind: 'regular', intervention: 'x', from: now().slice(0, 10) }, [
    'RSP-2',
  ]);
  await sav.act('reject-application', { because: 'notAble', ...formal() }, 'rejects by a formal decision');
  await sav.act('record-help-to-apply', help, 'helps the person to apply in the district');
  const consent = consentTo('disclosure', ['hisingen'], ['core', 'threatAssessment'], 'staff');
  await sav.act('give-consent', consent, 'records a consent to disclose the assessment');
  const carried = {
    consent: standingConsent(stage, await sav.view(), 'disclosure'),
    recipient: 'hisingen',
    categories: ['core', 'threatAssessment'],
    purpose: 'disclosure',
  };
  await sav.act('disclose-with-consent', carried, 'discloses the assessment to the home district');
  await sav.until('sees that it arrived', ({ letters }) =>
    letters.some(({ kind, standing }) => kind === 'disclosure' && standing === 'sent'),
  );
  await sav.refused('close-case', { reason: 'noFurtherAction' }, ['RSP-11']);
  await sav.act('close-case', { reason: 'applicationRejected' }, 'closes');
}

export const notAble: Story = {
  name: 'not-able',
  title: 'RSP-2 RSP-11: special but not able: first the rejection, then help to apply',
  play,
};

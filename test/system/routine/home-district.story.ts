import { telephone } from '../../../dev/demo/common';
import type { Stage } from '../../../dev/demo/stage';
import { takeUp, watch } from './chapters';
import { applicant } from './people';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const body = telephone(applicant(14), 'Wants to leave (invented).');
  const sav = stage.at('sav.caseworker', await stage.open('sav.caseworker', body, 'registers'));
  const atDesk = await watch(stage, 'socialjour.reception', 'unassigned');
  await sav.act('ask-home-district', { what: 'Invented.' }, 'asks the duty desk where the person belongs');
  const desk = await takeUp(stage, 'socialjour', await atDesk());
  const seen = JSON.stringify(await desk.view());
  if (seen.includes(sav.caseRef) || !seen.includes('"goteborg"'))
    stage.fail(`The duty desk sees who asks: ${seen}`);
  await desk.act('answer-home-district', { district: 'nordost' }, 'answers the city, whoever asked');
  await desk.act('close-case', { reason: 'answered' }, 'closes');
  await sav.until('knows the home district', ({ homeDistrict }) => homeDistrict === 'nordost');
}

export const homeDistrict: Story = {
  name: 'home-district',
  title: 'INT-6 CON-5: the duty desk says where the person belongs, and does not learn which unit asked',
  play,
};

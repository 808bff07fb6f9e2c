import type { Stage } from '../../../dev/demo/stage';
import { assessedAtSav, now, takeUp, watch } from './chapters';
import { applicant } from './people';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const sav = await assessedAtSav(stage, 11, 'low');
  const arrived = await watch(stage, 'hisingen.reception', 'unassigned');
  await sav.act('receive-concern-report', { receivedAt: now(), text: 'Invented.' }, 'receives a report');
  await sav.act('forward-concern-report', {}, 'passes it on as received');
  const local = await takeUp(stage, 'hisingen', await arrived());
  await local.act('confirm-concern-report', {}, 'confirms the receipt by name');
  await sav.until('knows that it was received', ({ letters }) =>
    letters.some(({ kind, standing }) => kind === 'concernReport' && standing === 'sent'),
  );
  const body = {
    ...{ action: 'receiveConcernReport', receivedAt: now(), text: 'Invented.' },
    person: { ...applicant(11), protectedIdentity: true },
  };
  const ref = await stage.open('hisingen.reception', body, 'receives another report on the same person');
  const own = await takeUp(stage, 'hisingen', ref);
  await own.act('close-case', { reason: 'concernHandled' }, 'handles it, and asks SAV nothing');
}

export const concernReport: Story = {
  name: 'concern-report',
  title: 'TRF-7 TRF-8 INT-6: a report that reaches SAV goes on; one that reaches a district stays',
  play,
};

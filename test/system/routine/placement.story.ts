import type { Stage } from '../../../dev/demo/stage';
import { appliedAtHisingen, now, today } from './chapters';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const local = await appliedAtHisingen(stage, 7);
  const terms = { provider: 'shelter', protectionLevel: 'raised', costSekPerDay: 2400, from: today() };
  await local.refused('renew-placement', terms, ['PLC-6']);
  await local.act('decide-acute-placement', terms, 'decides an acute placement');
  await local.until('sees its end among the deadlines', ({ deadlines }) =>
    JSON.stringify(deadlines).includes('PLC-'),
  );
  const told = { toldAt: now(), by: 'hisingen.caseworker' };
  await local.act('record-placement-information', told, 'tells the person how it works');
  await local.refused('close-case', { reason: 'noFurtherAction' }, ['PLC-6']);
  await local.act('renew-placement', terms, 'decides anew before the end');
  await local.act('end-placement', { at: now(), reason: 'needCeased' }, 'ends the placement');
}

export const placement: Story = {
  name: 'placement',
  title: 'PLC-1 PLC-3 PLC-4 PLC-5 PLC-6 PLC-7: an acute placement in the home district',
  play,
};

import type { Stage } from '../../../dev/demo/stage';
import { assessedAtSav, formal, now } from './chapters';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const sav = await assessedAtSav(stage, 3, 'low');
  const rejection = { because: 'declinesMove', ...formal() };
  await sav.refused('reject-application', rejection, ['RSP-4']);
  await sav.act('classify-defector', { classification: 'notSpecial' }, 'classifies');
  await sav.act('decide-handling', {}, 'decides who handles');
  await sav.act('reject-application', rejection, 'ends the investigation by a formal decision');
  const { decisions } = (await sav.view()) as unknown as {
    readonly decisions: { readonly taken: readonly { readonly id: string }[] };
  };
  const decision = decisions.taken[0]?.id ?? stage.fail('No decision is shown');
  const appeal = { decision, receivedAt: now() };
  await sav.act('record-appeal', appeal, 'records the appeal');
  await sav.act('record-appeal', { ...appeal, outcome: 'upheld' }, 'records the outcome of the appeal');
}

export const declinesTheMove: Story = {
  name: 'declines-the-move',
  title: 'RSP-4 RSP-11: the person does not want the move; the decision, and the appeal',
  play,
};

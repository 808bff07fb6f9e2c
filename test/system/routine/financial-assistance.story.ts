import type { Stage } from '../../../dev/demo/stage';
import { appliedAtHisingen, consents, now } from './chapters';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const local = await appliedAtHisingen(stage, 8);
  await local.act('contact-financial-assistance', { path: 'none', at: now() }, 'tells the person the way in');
  await local.refused('contact-financial-assistance', { path: 'ongoing', at: now() }, ['FIN-1']);
  await consents(stage, local, {
    purpose: 'financialAssistance',
    to: ['ekonomisktbistand'],
    categories: ['core', 'financialNeed'],
  });
  await local.act(
    'contact-financial-assistance',
    { path: 'ongoing', at: now() },
    'contacts the caseworker there',
  );
}

export const financialAssistance: Story = {
  name: 'financial-assistance',
  title: 'FIN-1 FIN-2: financial assistance, told without consent and contacted with it',
  play,
};

import type { Stage } from '../../../dev/demo/stage';
import { appliedAtHisingen, consents } from './chapters';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const local = await appliedAtHisingen(stage, 8);
  const there = { authority: 'ekonomisktbistand', categories: ['core'] };
  await local.act(
    'contact-financial-assistance',
    { ...there, categories: [], path: 'none' },
    'tells the person the way in',
  );
  await local.refused('contact-financial-assistance', { ...there, path: 'ongoing' }, ['FIN-1']);
  const scope = {
    purpose: 'financialAssistance',
    to: ['ekonomisktbistand'],
    categories: ['core', 'financialNeed'],
  };
  await consents(stage, local, scope);
  await local.act(
    'contact-financial-assistance',
    { ...there, path: 'ongoing' },
    'contacts the caseworker there',
  );
}

export const financialAssistance: Story = {
  name: 'financial-assistance',
  title: 'FIN-1 FIN-2: financial assistance, told without consent and contacted with it',
  play,
};

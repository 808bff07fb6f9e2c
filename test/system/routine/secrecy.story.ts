import type { Stage } from '../../../dev/demo/stage';
import { assessedAtSav } from './chapters';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const sav = await assessedAtSav(stage, 12, 'low');
  const why = { why: 'Directly called for (invented).', abuse: 'Invented.', content: 'Invented.' };
  const ground = { ground: 'careOfSubstanceAbuser', recipient: 'hisingen' };
  await sav.refused('disclose-on-ground', { ...ground, ...why, categories: ['threatAssessment'] }, ['CON-5']);
  await sav.refused(
    'disclose-on-ground',
    { ground: 'preventOrInvestigateCrime', recipient: 'las', categories: ['core'], ...why },
    ['CON-5'],
  );
  await sav.act(
    'disclose-on-ground',
    { ...ground, ...why, categories: ['core', 'substanceAbuse'] },
    'discloses',
  );
  const list = await stage.person('sav.caseworker').get(`/v1/cases/${sav.caseRef}/disclosures`);
  if (!JSON.stringify(list.body).includes('careOfSubstanceAbuser'))
    stage.fail('The list does not name the ground');
  const foreign = await stage.person('hisingen.supervisor').get(`/v1/cases/${sav.caseRef}`);
  const unknown = await stage.person('hisingen.supervisor').get('/v1/cases/c-0000000000000000');
  if (foreign.status !== 404 || JSON.stringify(foreign.body) !== JSON.stringify(unknown.body))
    stage.fail('A foreign case is answered otherwise than one that does not exist');
}

export const secrecy: Story = {
  name: 'secrecy',
  title: 'CON-4 CON-5 CON-6: a disclosure on a named ground, and nothing else',
  play,
};

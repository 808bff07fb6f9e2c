import { telephone } from '../../../dev/demo/common';
import { expectStatus } from '../../../dev/demo/expect';
import type { Stage } from '../../../dev/demo/stage';
import { applicant, spokenRules } from './people';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const telephoned = (personalNumber: string): object =>
    telephone({ name: 'Påhittad Ungdomsson', personalNumber }, 'Wants to leave (invented).');
  const young = await stage.person('sav.caseworker').post('/v1/cases', telephoned('20100118-9800'));
  expectStatus(young, 409, 'somebody too young applies');
  if (!spokenRules(young).includes('DEF-1')) stage.fail('DEF-1 did not speak');

  const ref = await stage.open('sav.caseworker', telephone(applicant(1), 'Wants to leave.'), 'registers');
  const sav = stage.at('sav.caseworker', ref);
  await sav.refused('record-criterion', { criterion: 'wish', value: 'met', reason: 'Invented.' }, ['DEF-8']);
  await sav.act(
    'record-motivation',
    { insight: 'strong', motivation: 'partial', text: 'Invented.' },
    'motivation',
  );
  for (const criterion of ['milieu', 'wish', 'need'])
    await sav.act(
      'record-criterion',
      { criterion, value: 'met', reason: 'Invented.' },
      `criterion ${criterion}`,
    );
  await sav.until(
    'sees a potential defector, for nobody has consented',
    ({ criteria }) => criteria['standing'] === 'potential' && criteria['consent'] === 'unknown',
  );
}

export const definition: Story = {
  name: 'definition',
  title: 'DEF-1 DEF-2 DEF-3 DEF-8: who is covered, and who is a potential defector',
  play,
};

import type { Stage } from '../../../dev/demo/stage';
import { appliedAtHisingen, assess, consents, settleCriteria, takeUp, watch } from './chapters';
import type { Story } from './story';

async function play(stage: Stage): Promise<void> {
  const local = await appliedAtHisingen(stage, 6);
  await settleCriteria(local);
  await assess(stage, local, 'high');
  await local.refused('classify-defector', { classification: 'special' }, ['DEF-5']);
  const categories = ['core', 'criteria', 'threatAssessment', 'question'];
  const advice = await consents(stage, local, { purpose: 'advice', to: ['sav'], categories: ['question'] });
  const atAdvice = await watch(stage, 'sav.reception', 'unassigned');
  await local.act(
    'ask-advice',
    { consent: advice, categories: ['question'], question: 'Invented?' },
    'asks advice',
  );
  const adviser = await takeUp(stage, 'sav', await atAdvice());
  await adviser.act('answer-advice', { answer: 'An invented answer.' }, 'answers');

  const consent = await consents(stage, local, { purpose: 'classification', to: ['sav'], categories });
  const atSav = await watch(stage, 'sav.reception', 'unassigned');
  await local.act(
    'request-classification',
    { consent, categories, text: 'Invented.' },
    'asks SAV for its assessment',
  );
  await local.act(
    'grant-intervention',
    { kind: 'acute', intervention: 'Invented.', from: '2026-01-01' },
    'goes on',
  );
  const sav = await takeUp(stage, 'sav', await atSav());
  await sav.act('classify-defector', { classification: 'special' }, 'classifies on what was disclosed');
  await sav.act('assess-ability', { ability: 'able' }, 'assesses the ability');
  await sav.act('decide-handling', {}, 'answers the district');
  await local.until('has SAV’s answer', ({ handling }) => JSON.stringify(handling).includes('able'));

  await consents(stage, local, {
    purpose: 'transfer',
    to: ['sav'],
    categories: ['core', 'criteria', 'threatAssessment'],
  });
  const offered = await watch(stage, 'sav.reception', 'our-receipt');
  const move = { to: 'sav', categories: ['criteria', 'threatAssessment'], reason: 'Invented.' };
  await local.act('offer-transfer', move, 'offers the application to SAV');
  await stage.at('sav.reception', await offered()).act('confirm-receipt', {}, 'confirms the receipt');
  await local.until('holds the application no longer', ({ holdsApplication }) => !holdsApplication);
  await local.act('close-case', { reason: 'handlingMovedToOtherBoard' }, 'closes');
}

export const districtAsks: Story = {
  name: 'district-asks',
  title: 'RSP-5 RSP-13 CON-7: a district asks SAV, goes on meanwhile, and moves the application to SAV',
  play,
};

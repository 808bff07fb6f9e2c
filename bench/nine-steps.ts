import { awaitedReference, consentTo, offeredCase, policeAnswers, waitingCases } from '../dev/demo/common';
import type { AtCase } from '../dev/demo/at-case';
import type { Bench } from './bench';
import { openCase } from './bench';
import { CASEWORKER } from './usual-case';

const TO = 'hisingen';
const RECEPTION = `${TO}.reception`;
const TOLD = 'does';

/** The two files of one case that was handed over. */
export interface HandedOver {
  readonly sender: string;
  readonly receiver: string;
}

/**
 * The nine steps after intake of a case that is investigated and handed over: consent, investigation, request to the police, an
 * answer of each of their functions, classification, the transfer offered, its receipt, closing. The rules want a few more between them.
 */
export async function nineSteps(bench: Bench): Promise<HandedOver> {
  const sav = bench.stage.at(CASEWORKER, await openCase(bench));
  await sav.act('set-home-district', { district: TO, basis: 'Bench.' }, TOLD);
  await sav.act(
    'give-consent',
    consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria'], CASEWORKER),
    TOLD,
  );
  await sav.act('open-investigation', {}, TOLD);
  await settle(sav);
  await sav.act('request-threat-assessment', { occasion: 'first' }, TOLD);
  await answers(bench, sav);
  await sav.act('classify-defector', { classification: 'notSpecial' }, TOLD);
  await sav.act('decide-handling', {}, TOLD);
  return handOver(bench, sav);
}

async function settle(sav: AtCase): Promise<void> {
  await sav.act('record-motivation', { insight: 'strong', motivation: 'partial', text: 'Bench.' }, TOLD);
  for (const criterion of ['milieu', 'wish'])
    await sav.act('record-criterion', { criterion, value: 'met', reason: 'Bench.' }, TOLD);
}

async function answers({ stage }: Bench, sav: AtCase): Promise<void> {
  const reference = awaitedReference(stage, await sav.view());
  const heard = (count: number) =>
    sav.until(TOLD, ({ threat }) => threat.requests[0]?.results.length === count);
  await policeAnswers(stage, 'las', { reference, level: 'low', stage: 'initial', final: false });
  await heard(1);
  await policeAnswers(stage, 'bops', { reference, level: 'low', stage: 'inDepth', final: true });
  await heard(2);
}

async function handOver({ stage }: Bench, sav: AtCase): Promise<HandedOver> {
  await sav.act(
    'give-consent',
    consentTo('transfer', [TO], ['core', 'criteria', 'threatAssessment'], CASEWORKER),
    TOLD,
  );
  const before = await waitingCases(stage, RECEPTION);
  const categories = ['criteria', 'threatAssessment', 'motivation', 'classification'];
  await sav.act('offer-transfer', { to: TO, categories, reason: 'Bench.' }, TOLD);
  const receiver = await offeredCase(stage, RECEPTION, before);
  await stage.at(RECEPTION, receiver).act('confirm-receipt', {}, TOLD);
  await sav.until(TOLD, ({ holdsApplication }) => !holdsApplication);
  await sav.act('close-case', { reason: 'handlingMovedToOtherBoard' }, TOLD);
  const chief = stage.at(`${TO}.supervisor`, receiver);
  await chief.until(TOLD, ({ kind, holdsApplication }) => kind === 'full' && holdsApplication);
  return { sender: sav.caseRef, receiver };
}

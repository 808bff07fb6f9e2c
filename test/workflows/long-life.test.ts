import { DateTime } from 'luxon';
import type { Reader } from '../../domain/kernel/actor';
import { idOf } from '../../domain/kernel/id';
import type { Action } from '../../domain/kernel/step';
import { goteborg } from '../domain/support/profile';
import { assessment } from '../domain/support/letters';
import { bundleOf } from './bundle';
import { commandOf, newCase, openCase, send, startServed, until } from './harness';
import type { ServedBench } from './harness';
import { connect } from './islands';
import type { Islands } from './islands';

// The longest life: twelve years of one person at two units, on a clock that is skipped forward, in short runs.

let bench: ServedBench;
let islands: Islands;

const CONTINUE_AFTER = 120;
const zone = 'Europe/Stockholm';

const anna: Reader = { person: 'sav.caseworker', unit: 'sav', roles: ['caseworker'] };
const hugo: Reader = { person: 'hisingen.caseworker', unit: 'hisingen', roles: ['caseworker'] };
const hedda: Reader = { person: 'hisingen.supervisor', unit: 'hisingen', roles: ['supervisor'] };

beforeAll(async () => {
  bench = await startServed('timeSkipping', { bundle: () => bundleOf(), profile: goteborg });
  bench.startedWith = { continueAfter: CONTINUE_AFTER };
  islands = connect(bench);
});

afterAll(() => bench.stop());

const now = async (): Promise<string> => new Date(await bench.env.currentTimeMs()).toISOString();

async function act(by: Reader, caseRef: string, name: string, body: Action['body'] = {}): Promise<void> {
  const command = commandOf(name, body);
  await send(bench, caseRef, { ...command, actor: by });
}

function happened(caseRef: string, type: string): readonly string[] {
  return bench.journal
    .stepsOf(caseRef)
    .flatMap(({ at, events }) => events.filter((event) => event.type === type).map(() => at));
}

/** Whether the case goes on in a later run than it began in. */
async function isRenewed(caseRef: string): Promise<boolean> {
  const { events } = await bench.env.client.workflow.getHandle(caseRef).fetchHistory();
  return events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId !== '';
}

async function register(by: Reader, channel: string): Promise<string> {
  const caseRef = newCase();
  const body = { channel, receivedAt: await now(), age: 24, inCustody: false };
  const command = commandOf('registerApplication', body);
  const opening = { ...command, actor: by, action: { ...command.action, person: 'p-1' } };
  await openCase(bench, caseRef, { unit: by.unit, continueAfter: CONTINUE_AFTER }, opening);
  return caseRef;
}

async function consent(by: Reader, caseRef: string, purpose: string, recipients: string[]): Promise<void> {
  const categories = ['core', 'criteria', 'threatAssessment'];
  const given = { form: 'written', receivedBy: by.person, givenAt: await now() };
  await act(by, caseRef, 'giveConsent', { purpose, recipients, categories, ...given });
}

/** The police answer what was asked last. */
async function answered(by: Reader, caseRef: string, occasion: 'first' | 'repeated'): Promise<void> {
  await act(by, caseRef, 'requestThreatAssessment', { occasion });
  const { reference = '' } = islands.written(caseRef, 'threatAssessmentRequest').at(-1) ?? {};
  const at = await now();
  await islands.arrive(
    by.unit,
    caseRef,
    assessment(reference, { letterId: `m-${reference}`, assessedAt: at, receivedAt: at }),
  );
}

async function investigated(by: Reader, caseRef: string): Promise<void> {
  await act(by, caseRef, 'openInvestigation');
  await act(by, caseRef, 'setHomeDistrict', { district: 'hisingen' });
  await act(by, caseRef, 'recordMotivation', { insight: 'strong', motivation: 'strong' });
  for (const criterion of ['milieu', 'wish', 'need'])
    await act(by, caseRef, 'recordCriterion', { criterion, value: 'met' });
  await consent(by, caseRef, 'threatAssessment', ['las', 'bops']);
  await answered(by, caseRef, 'first');
}

/** From SAV's telephone to the home district, where an intervention runs. */
async function movedToHisingen(): Promise<{ readonly sav: string; readonly hisingen: string }> {
  const sav = await register(anna, 'defectorTelephone');
  await investigated(anna, sav);
  await act(anna, sav, 'classifyDefector', { classification: 'notSpecial' });
  await act(anna, sav, 'decideHandling');
  await consent(anna, sav, 'transfer', ['hisingen']);
  await act(anna, sav, 'offerTransfer', { to: 'hisingen', categories: ['criteria', 'threatAssessment'] });
  const [offer] = islands.written(sav, 'transferOffer');
  if (offer === undefined) throw new Error('nothing was offered');
  const hisingen = islands.openedBy(offer);
  await until(() => happened(hisingen, 'OfferReceived').length === 1);
  await act(hedda, hisingen, 'confirmReceipt');
  await until(() => happened(hisingen, 'ApplicationTakenOver').length === 1);
  await act(anna, sav, 'closeCase', { reason: 'handlingMovedToOtherBoard' });
  await act(hedda, hisingen, 'assignCaseworker', { person: hugo.person, standIns: [] });
  return { sav, hisingen };
}

async function followUp(caseRef: string): Promise<void> {
  const needs = [{ need: 'housing', met: 'partly' }];
  await act(hugo, caseRef, 'recordFollowUp', { needs, motivation: 'stands', planFollowed: 'followed' });
}

async function years(from: DateTime): Promise<number> {
  return DateTime.fromISO(await now(), { zone }).diff(from, 'years').years;
}

/** Interventions for two years with their follow-ups, then completed and closed. */
async function twoYears(caseRef: string): Promise<void> {
  await act(hugo, caseRef, 'setPlan', { needs: ['housing'] });
  await act(hugo, caseRef, 'grantIntervention', { kind: 'regular', from: (await now()).slice(0, 10) });
  for (let quarter = 0; quarter < 8; quarter += 1) {
    await bench.env.sleep('93 days');
    await followUp(caseRef);
  }
  await consent(hugo, caseRef, 'exitProcess', ['las', 'bops']);
  await answered(hugo, caseRef, 'repeated');
  await act(hugo, caseRef, 'completeExit', { outcome: 'leftMilieu' });
  await act(hugo, caseRef, 'closeCase', { reason: 'exitCompleted' });
}

/** Letters of a case whose ids follow from what its log and Temporal's names show, its reference and its commands (CON-6, ADR 0027). */
function computed(caseRef: string): readonly string[] {
  return bench.journal.stepsOf(caseRef).flatMap(({ commandId, events }) => {
    const guesses = Array.from({ length: 2_000 }, (_, nth) => idOf({ caseRef, commandId }, 'l', nth));
    return events.flatMap(({ letters = [] }) =>
      letters.map(({ letterId }) => letterId).filter((id) => guesses.includes(id)),
    );
  });
}

test('FUP-1 THR-7 RSP-7 TRF-6 CON-6: twelve years with closings, returns, follow-ups and new runs', async () => {
  const begin = DateTime.fromISO(await now(), { zone });
  const lives: string[] = [];
  while ((await years(begin)) < 12) {
    const { hisingen } = await movedToHisingen();
    await act(hugo, hisingen, 'openInvestigation');
    await consent(hugo, hisingen, 'exitProcess', ['las', 'bops']);
    await twoYears(hisingen);
    lives.push(hisingen);
    await bench.env.sleep('300 days');
    await followUp(hisingen);
    await bench.env.sleep('300 days');
  }

  expect(lives.length).toBeGreaterThanOrEqual(3);
  for (const caseRef of lives) {
    await expect(isRenewed(caseRef)).resolves.toBe(true);
    expect(islands.written(caseRef, 'threatAssessmentRequest').length).toBeGreaterThan(0);
    expect(computed(caseRef)).toEqual([]);
    expect(happened(caseRef, 'FollowUpReminded').length).toBeGreaterThanOrEqual(10);
    const ids = bench.journal
      .stepsOf(caseRef)
      .flatMap(({ events }) =>
        events.flatMap((event) =>
          event.type === 'DeadlinePassed' ? [(event as { deadlineId?: string }).deadlineId] : [],
        ),
      );
    expect(new Set(ids).size).toBe(ids.length);
  }
}, 240_000);

import type { PartyId } from '../../../domain/kernel/actor';
import { plusSeconds, toInstant } from '../../../domain/time/instant';
import type { Instant } from '../../../domain/time/instant';
import { checkKeys } from '../../../security/key-check';
import { KeyAway } from '../../../security/key-away';
import { createInbox } from '../../../store/inbox';
import { lateCases, openLetters } from '../../../store/late-rows';
import { logOperator } from '../parts';
import type { OpsParts } from '../parts';
import { allCases } from '../cases';
import { eachOf } from '../each';
import type { Stalled } from './reasons';
import { runOf } from './run';
import type { RunStanding } from './run';

/** After how many seconds something is told of. */
export interface Patience {
  readonly letterSeconds: number;
  readonly otherSeconds: number;
}

/** Fewer tries than this happen to anybody. */
const TRIES = 3;
const MOST_LETTERS = 10_000;

/** All cases of a unit that stand still, and why. */
export async function stalledIn(
  parts: OpsParts,
  unit: PartyId,
  { letterSeconds, otherSeconds }: Patience,
  say: (line: string) => void,
): Promise<readonly Stalled[]> {
  const away = await keyAwayIn(parts, unit);
  // Where the key is away its log takes no line, and nothing of the unit is told.
  if (away !== undefined) return [away];
  await logOperator(parts, { unit, action: 'stalled', outcome: 'answered' });
  const { database: db, ring } = parts;
  const now = toInstant(Date.now());
  const [before, lettersBefore] = [plusSeconds(now, -otherSeconds), plusSeconds(now, -letterSeconds)];
  const runs = await runsOf(parts, unit, say);
  const late = await lateCases(db, unit, before);
  const out = await openLetters(db, unit, lettersBefore);
  const waiting = await createInbox(db, ring).waiting(unit, now, MOST_LETTERS);
  return [
    ...[...runs].flatMap(([caseRef, run]) => inRun({ unit, caseRef }, run, before)),
    ...late.map(({ caseRef, due }): Stalled => ({ kind: 'deadlinePast', unit, caseRef, since: due })),
    ...out.map(({ caseRef, letterId, state, since, attempts }): Stalled => {
      const failure = [state, runs.get(caseRef)?.deliveryFailure].filter(Boolean).join(', ');
      return { kind: 'letterOut', unit, caseRef, letterId, since, attempts, failure };
    }),
    ...waiting
      .filter(({ receivedAt }) => receivedAt < before)
      .map(({ caseRef, letterId, receivedAt }): Stalled => ({
        ...{ kind: 'letterIn', unit, letterId, since: receivedAt },
        ...(caseRef === undefined ? {} : { caseRef }),
      })),
  ];
}

async function keyAwayIn({ keyStore, masterKeys }: OpsParts, unit: PartyId): Promise<Stalled | undefined> {
  try {
    await checkKeys(unit, { store: keyStore, masterKeys });
    return undefined;
  } catch (error) {
    if (!(error instanceof KeyAway)) throw error;
    return { kind: 'keyAway', unit, failure: error.reason };
  }
}

/** Each case of the journal with how its run stands; undefined where there is none. */
async function runsOf(
  parts: OpsParts,
  unit: PartyId,
  say: (line: string) => void,
): Promise<ReadonlyMap<string, RunStanding | undefined>> {
  const temporal = await parts.ofUnit(unit);
  const caseRefs = await allCases(parts.database, temporal, unit);
  const found = new Map<string, RunStanding | undefined>();
  await eachOf(caseRefs, { say, what: `${unit}: cases looked at` }, async (caseRef) => {
    found.set(caseRef, await runOf(temporal, caseRef));
  });
  return found;
}

function inRun(
  name: Pick<Stalled, 'unit' | 'caseRef'>,
  run: RunStanding | undefined,
  before: Instant,
): readonly Stalled[] {
  if (run === undefined) return [{ kind: 'noWorkflow', ...name }];
  const { task, lastTaskFailure: failure } = run;
  const since = run.task?.since;
  const why = { ...(failure === undefined ? {} : { failure }), ...(since === undefined ? {} : { since }) };
  if (task !== undefined && task.attempt > TRIES)
    return [{ kind: 'taskFailing', ...name, attempts: task.attempt, ...why }];
  if (task !== undefined && task.since < before) return [{ kind: 'taskWaiting', ...name, since: task.since }];
  if (run.journalAwaySince !== undefined)
    return [{ kind: 'journalAway', ...name, since: run.journalAwaySince }];
  return [];
}

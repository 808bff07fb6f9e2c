import type { Client } from '@temporalio/client';
import type { PartyId } from '../domain/kernel/actor';
import { toInstant } from '../domain/time/instant';
import { caseWorkflowType, signalFor } from '../messages/case-messages';
import { caseKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import type { WaitingLetter } from '../store/inbox-waiting';
import type { Store } from '../store/store';
import type { Pauses } from '../telemetry/patience';
import { goOn } from './loop';
import { startOptions } from './revive';

/** What one unit's relay works with. */
export interface RelayOptions {
  readonly unit: PartyId;
  /** Left out for letters that name no unit served here: they are only ever refused (PIN-4). */
  readonly client?: Client;
  readonly inbox: Pick<Store['inbox'], 'waiting' | 'header' | 'awaits' | 'markSignalled' | 'settle'>;
  readonly cases: Pick<Store['cases'], 'shown'>;
  readonly keyRing: Pick<KeyRing, 'ensure'>;
  readonly report: (what: string, error: unknown) => void;
}

/** A letter that its case was told of. */
interface Told {
  readonly againAtMs: number;
  readonly waitMs: number;
}

const BUSY_MS = 400;
const IDLE_MS = 1_000;
/** While the store is away. */
const AWAY: Pauses = { first: 2_000, longest: 15_000 };
const BATCH = 100;
const CALL_MS = 10_000;

/** A letter without an outcome is told again after so long; twice as long each time. */
const FIRST_AGAIN_MS = 10_000;
const LAST_AGAIN_MS = 300_000;

/**
 * Tells cases of the letters that have come, until the journal has a step of each (ADR 0004). It holds nothing that is
 * not in the inbox, so it may end at any moment and begin anew.
 *
 * @returns when the signal is aborted
 */
export function runRelay(options: RelayOptions, signal: AbortSignal): Promise<void> {
  const told = new Map<string, Told>();
  const onFault = (error: unknown): void => {
    options.report('relay', error);
  };
  const once = async (): Promise<number> => ((await pass(options, told)) > 0 ? BUSY_MS : IDLE_MS);
  return goOn(once, { pauses: AWAY, signal, onFault });
}

/** Looks once for letters that wait, and answers how many did. */
export async function pass(options: RelayOptions, told: Map<string, Told>): Promise<number> {
  const letters = await options.inbox.waiting(options.unit, toInstant(Date.now() - FIRST_AGAIN_MS), BATCH);
  const due = letters.filter((letter) => Date.now() >= (told.get(nameOf(letter))?.againAtMs ?? 0));
  for (const letter of due) {
    try {
      await tell(options, told, letter);
    } catch (error) {
      options.report('relay', error);
    }
  }
  forget(told);
  return due.length;
}

async function tell(options: RelayOptions, told: Map<string, Told>, letter: WaitingLetter): Promise<void> {
  const { unit, client, inbox, keyRing } = options;
  const { from, letterId, caseRef } = letter;
  if (client === undefined || caseRef === undefined)
    return inbox.settle(unit, { from, letterId, outcome: 'refused' });
  // Before it is opened and told: one that never can be comes back among the others and not ahead of all that come.
  await inbox.markSignalled(unit, letter, caseRef, toInstant(Date.now()));
  const found = await inbox.header(unit, from, letterId);
  // Settled since.
  if (found === undefined) return;
  const { opens, ...header } = found;
  const place = opens ? 'there' : await placeOf(options, caseRef);
  if (place === 'none') return inbox.settle(unit, { from, letterId, outcome: 'refused' });
  // A withdrawal that was told before its question would end nothing, and the question be answered (CON-3).
  if (place === 'later') return;
  // The signal is encrypted with the case's key, which must be there before the case is.
  await keyRing.ensure(unit, caseKeyId(caseRef));
  await client.withDeadline(Date.now() + CALL_MS, () =>
    client.workflow.signalWithStart(caseWorkflowType, {
      ...startOptions(unit, caseRef),
      signal: signalFor(header.kind),
      signalArgs: [header],
    }),
  );
  const waitMs = Math.min((told.get(nameOf(letter))?.waitMs ?? FIRST_AGAIN_MS / 2) * 2, LAST_AGAIN_MS);
  told.set(nameOf(letter), { waitMs, againAtMs: Date.now() + waitMs });
}

/**
 * A letter that opens no case goes to one that is in the journal; where another letter is yet to open the case it waits for that one. The
 * inbox is asked before the journal: a letter leaves the one in the step that it is in the other.
 */
async function placeOf(
  { unit, inbox, cases }: RelayOptions,
  caseRef: string,
): Promise<'there' | 'later' | 'none'> {
  const isThere = async (): Promise<boolean> => (await cases.shown(unit, caseRef)) !== undefined;
  // Most cases are; only where one is not are the letters that wait for it opened.
  if (await isThere()) return 'there';
  const isAwaited = await inbox.awaits(unit, caseRef);
  if (await isThere()) return 'there';
  return isAwaited ? 'later' : 'none';
}

function nameOf({ from, letterId }: WaitingLetter): string {
  return `${from} ${letterId}`;
}

/** Letters that have their outcome do not come back; what is remembered of them ages out. */
function forget(told: Map<string, Told>): void {
  for (const [name, { againAtMs }] of told) {
    if (Date.now() > againAtMs + LAST_AGAIN_MS) told.delete(name);
  }
}

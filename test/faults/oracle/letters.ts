import { setTimeout as sleep } from 'node:timers/promises';

import type { Ledger } from '../load/ledger';
import type { Installation } from '../service/installation';
import type { Outside } from '../service/outside';
import type { Findings } from './findings';
import { grouped } from './grouped';
import type { CaseJournal } from './journals';

interface Sent {
  readonly unit: string;
  readonly letter_id: string;
  readonly case_ref: string;
  readonly state: string;
}

interface Received {
  readonly unit: string;
  readonly from_party: string;
  readonly letter_id: string;
  readonly state: string;
}

const POLL_MS = 250;

/** Not at its end yet. */
const underway: readonly string[] = ['waiting', 'sending', 'unknown'];

/** Waits until no letter is under way any more; false when that takes too long. */
export async function lettersSettle(
  installations: readonly Installation[],
  withinMs: number,
): Promise<boolean> {
  const lastMoment = Date.now() + withinMs;
  for (;;) {
    const open = await Promise.all(installations.map(underWay));
    if (open.every((count) => count === 0)) return true;
    if (Date.now() > lastMoment) return false;
    await sleep(POLL_MS);
  }
}

async function underWay({ witness: { admin } }: Installation): Promise<number> {
  const { rows } = await admin.query<{ open: number }>(
    `select ((select count(*) from outbox where state in ('waiting', 'sending', 'unknown'))
      + (select count(*) from inbox where state = 'received'))::int as open`,
  );
  return rows[0]?.open ?? 0;
}

/**
 * The sender's journal and outbox against the receiver's inbox and journal, and against what partners outside have: each letter that a
 * step wrote was sent once and came once, and each that came has one step. Call it when letters have settled.
 */
export async function checkLetters(
  installations: readonly Installation[],
  outside: Outside,
  journals: readonly CaseJournal[],
  findings: Findings,
): Promise<void> {
  const sent: Sent[] = [];
  const received: Received[] = [];
  for (const {
    witness: { admin },
  } of installations) {
    sent.push(...(await admin.query<Sent>('select unit, letter_id, case_ref, state from outbox')).rows);
    received.push(
      ...(await admin.query<Received>('select unit, from_party, letter_id, state from inbox')).rows,
    );
  }
  checkWritten(journals, sent, findings);
  checkArrived(sent, received, outside, findings);
  checkRecorded(journals, received, findings);
}

function checkWritten(journals: readonly CaseJournal[], sent: readonly Sent[], findings: Findings): void {
  const rows = grouped(sent, ({ unit, letter_id: id }) => `${unit} ${id}`);
  for (const { unit, caseRef, steps } of journals) {
    const written = steps.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.type === 'letter' ? [effect.letterId] : [])),
    );
    for (const letterId of written) {
      const own = rows.get(`${unit} ${letterId}`) ?? [];
      if (own.length === 0) findings.add('letters lost', `${caseRef}: ${letterId} is not in the outbox`);
      if (written.filter((other) => other === letterId).length > 1)
        findings.add('letters doubled', `${caseRef}: ${letterId} was written twice`);
    }
  }
}

function checkArrived(
  sent: readonly Sent[],
  received: readonly Received[],
  { boxes }: Outside,
  findings: Findings,
): void {
  const here = grouped(received, ({ from_party: from, letter_id: id }) => `${from} ${id}`);
  for (const { unit, letter_id: id, state } of sent) {
    const there = Object.values(boxes).filter((box) => box.has(id)).length;
    const count = (here.get(`${unit} ${id}`)?.length ?? 0) + there;
    if (state !== 'sent')
      findings.add(underway.includes(state) ? 'stalled' : 'letters lost', `${unit} ${id} is ${state}`);
    else if (count === 0) findings.add('letters lost', `${unit} ${id} was sent and has not come`);
    if (count > 1) findings.add('letters doubled', `${unit} ${id} came ${count} times`);
  }
}

function checkRecorded(
  journals: readonly CaseJournal[],
  received: readonly Received[],
  findings: Findings,
): void {
  const steps = grouped(
    journals.flatMap(({ unit, steps: of }) => of.map(({ commandId }) => `${unit} ${commandId}`)),
    (name) => name,
  );
  for (const { unit, from_party: from, letter_id: id, state } of received) {
    const count = steps.get(`${unit} letter:${from}:${id}`)?.length ?? 0;
    if (state !== 'refused' && count === 0)
      findings.add('letters lost', `${from} ${id} has no step at ${unit}`);
    if (count > 1) findings.add('letters doubled', `${from} ${id} has ${count} steps at ${unit}`);
  }
}

/** Every police message that was taken came once; one that nobody acknowledged came at most once. */
export async function checkMessages(
  { messages }: Ledger,
  installations: readonly Installation[],
  findings: Findings,
): Promise<void> {
  const came = new Map<string, number>();
  for (const {
    witness: { admin },
  } of installations) {
    const { rows } = await admin.query<{ letter_id: string }>('select letter_id from inbox');
    for (const { letter_id: id } of rows) came.set(id, (came.get(id) ?? 0) + 1);
  }
  for (const { messageId, taken, from } of messages) {
    const count = came.get(messageId) ?? 0;
    if (taken && count === 0) findings.add('letters lost', `${from} ${messageId} was taken and is not there`);
    if (count > 1) findings.add('letters doubled', `${from} ${messageId} came ${count} times`);
  }
}

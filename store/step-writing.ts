import type { Actor } from '../domain/kernel/actor';
import type { AppendInput } from '../domain/ports/journal.port';
import type { AccessLine } from './access-log';
import { settleLetter } from './inbox-settling';
import { finishCommand } from './intake-transaction';
import type { UnitTransaction } from './database';
import { writeNotices } from './notice-writing';
import { begunLines, insertLetters, stopUncarried } from './outbox-writing';
import { dropPending } from './notes';
import { sealSupervisors } from './restricted';
import { sealJson } from './sealing';
import type { Writing } from './writing';

/** Writes a step with everything that follows from it; the caller holds the case and its transaction (ADR 0002). */
export async function writeStep(writing: Writing): Promise<void> {
  const { tx, log, input } = writing;
  await insertStep(writing);
  const before = await statusOf(writing);
  await writeRow(writing);
  await syncLedger(writing);
  await insertLetters(writing);
  await stopUncarried(writing);
  await writeNotices(writing, before !== 'closed' && input.row.status === 'closed');
  await settleContent(writing);
  if (input.step.actor.kind === 'person' && input.step.refusal === undefined)
    await finishCommand(tx, input.step.commandId);
  if (input.inbox !== undefined) await settleLetter(tx, input.unit, input.caseRef, input.inbox);
  await log.write(tx, ...begunLines(input), lineOf(input));
}

async function insertStep({ tx, key, input: { unit, caseRef, step } }: Writing): Promise<void> {
  const place = { table: 'journal', unit, owner: caseRef, id: step.seq.toString() } as const;
  await tx
    .insertInto('journal')
    .values({
      unit,
      case_ref: caseRef,
      seq: step.seq,
      command_id: step.commandId,
      at: step.at,
      sealed: sealJson(key, step, place),
    })
    .execute();
}

async function statusOf({ tx, input }: Writing): Promise<string | undefined> {
  const row = await tx
    .selectFrom('cases')
    .select('status')
    .where('case_ref', '=', input.caseRef)
    .executeTakeFirst();
  return row?.status;
}

/** Writes the worklist row as the step leaves it. */
export async function writeRow({ tx, key, input: { unit, caseRef, step, row } }: Writing): Promise<void> {
  const shown = {
    status: row.status,
    awaits: row.awaits,
    next_due: row.nextDue,
    overdue: row.overdue,
    waits_at_reception: row.waitsAtReception,
    changed_at: step.at,
    seq: step.seq,
    sealed_next: sealJson(key, row.next, { table: 'cases', unit, owner: caseRef, id: 'next' }),
    sealed_supervisors: sealSupervisors(key, unit, caseRef, row.supervisors),
  };
  await tx
    .insertInto('cases')
    .values({ unit, case_ref: caseRef, opened_at: step.at, awaits_since: step.at, ...shown })
    .onConflict((conflict) =>
      conflict.columns(['unit', 'case_ref']).doUpdateSet((cases) => ({
        ...shown,
        awaits_since: cases
          .case()
          .when('cases.awaits', '=', row.awaits)
          .then(cases.ref('cases.awaits_since'))
          .else(step.at)
          .end(),
      })),
    )
    .execute();
  await tx.deleteFrom('case_people').where('case_ref', '=', caseRef).execute();
  if (row.people.length === 0) return;
  await tx
    .insertInto('case_people')
    .values(row.people.map(({ person, part }) => ({ unit, case_ref: caseRef, person, part })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Brings the stored consents in line with the ledger; one that the ledger no longer names has ended. */
export async function syncLedger({ tx, input: { unit, caseRef, step, ledger } }: Writing): Promise<void> {
  if (ledger.length > 0) {
    await tx
      .insertInto('consents')
      .values(
        ledger.map(({ consentId, validUntil, endedAt }) => ({
          ...{ unit, case_ref: caseRef, consent_id: consentId },
          ...{ valid_until: validUntil, ended_at: endedAt },
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['unit', 'case_ref', 'consent_id']).doUpdateSet((row) => ({
          valid_until: row.ref('excluded.valid_until'),
          ended_at: row.ref('excluded.ended_at'),
        })),
      )
      .execute();
  }
  const named = ledger.map(({ consentId }) => consentId);
  await tx
    .updateTable('consents')
    .set({ ended_at: step.at })
    .where('case_ref', '=', caseRef)
    .where('ended_at', 'is', null)
    .$if(named.length > 0, (query) => query.where('consent_id', 'not in', named))
    .execute();
}

/**
 * Keeps the narratives and identities that the step names, and removes what else its command left; a refusal keeps nothing (ADR 0005).
 * What a letter brought is stored under another command, so it is found by being named anywhere in the step.
 */
async function settleContent({ tx, input: { caseRef, step } }: Writing): Promise<void> {
  if (step.refusal === undefined) {
    const named = stringsIn(step);
    await keepNamed(tx, caseRef, named, ['notes', 'note_id']);
    await keepNamed(tx, caseRef, named, ['vault', 'person_ref']);
  }
  await dropPending(tx, caseRef, step.commandId);
}

async function keepNamed(
  tx: UnitTransaction,
  caseRef: string,
  named: ReadonlySet<string>,
  [table, id]: readonly ['notes', 'note_id'] | readonly ['vault', 'person_ref'],
): Promise<void> {
  const pending = await tx
    .selectFrom(table)
    .select(`${id} as id`)
    .where('case_ref', '=', caseRef)
    .where('state', '=', 'pending')
    .execute();
  const ids = pending.map((row) => row.id).filter((found) => named.has(found));
  if (ids.length === 0) return;
  await tx.updateTable(table).set({ state: 'kept' }).where(id, 'in', ids).execute();
}

function stringsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) stringsIn(member, found);
  }
  return found;
}

function lineOf({ unit, caseRef, step }: AppendInput): AccessLine {
  return {
    at: step.at,
    unit,
    ...whoOf(step.actor),
    caseRef,
    action: step.action,
    outcome: step.refusal === undefined ? 'done' : 'refused',
    rules: step.rules,
    requestId: step.commandId,
  };
}

function whoOf(actor: Actor): Pick<AccessLine, 'who' | 'roles'> {
  switch (actor.kind) {
    case 'person':
      return { who: actor.person, roles: actor.roles };
    case 'party':
      return { who: actor.party, roles: ['party'] };
    case 'clock':
    case 'engine':
      return { who: actor.kind, roles: [actor.kind] };
  }
}

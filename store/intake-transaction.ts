import type { PartyId } from '../domain/kernel/actor';
import type { KeyRing } from '../security/key-ring';
import type { AccessLine } from './access-log';
import type { Database, UnitTransaction } from './database';
import { openLog } from './log-writer';
import { dropPending, insertPending, sealContent } from './notes';
import type { PendingContent } from './notes';

/** What is stored in one transaction before a command goes to its workflow (ADR 0005). */
export interface PendingCommand extends PendingContent {
  /** Digest of the request's body: the same key with another one is another command (ADR 0010). */
  readonly bodyMac: string;
  readonly line: AccessLine;
}

/** A command that came before. */
export interface KnownCommand {
  readonly bodyMac: string;
  /** The case in which it is done, or which it opens. */
  readonly caseRef: string;
  /** How often it ended as unavailable: part of the next update's id (ADR 0002). */
  readonly attempt: number;
  /** Its step stands in the journal. */
  readonly finished: boolean;
}

/** Idempotency records, together with the narratives that wait for their step. */
export interface Commands {
  readonly find: (unit: PartyId, commandId: string) => Promise<KnownCommand | undefined>;
  /**
   * Stores record, log line and narratives in one transaction (AUD-1, ADR 0005). The second time nothing changes but the log; `otherBody`
   * when the id came with another body, also when both came at once: then nothing is stored.
   */
  readonly accept: (command: PendingCommand) => Promise<'accepted' | 'otherBody'>;
  /** The update ended as unavailable: the next try needs another update id. */
  readonly nextAttempt: (unit: PartyId, commandId: string) => Promise<void>;
  /** The command was refused: its pending content and its record go, so that it is evaluated anew next time. */
  readonly abandon: (unit: PartyId, commandId: string) => Promise<void>;
}

/** The intake of commands over one database. */
export function createCommands(db: Pick<Database, 'inUnit'>, ring: KeyRing): Commands {
  return {
    find: (unit, commandId) => db.inUnit(unit, (tx) => findRecord(tx, commandId)),
    async accept(command) {
      const sealed = await sealContent(ring, command);
      const log = await openLog(ring, command.unit);
      return db.inUnit(command.unit, async (tx) => {
        if (!(await insertRecord(tx, command))) return 'otherBody';
        await insertPending(tx, command, sealed, command.line.at);
        await log.write(tx, { ...command.line, requestId: command.commandId });
        return 'accepted';
      });
    },
    nextAttempt: (unit, commandId) =>
      db.inUnit(unit, async (tx) => {
        await tx
          .updateTable('idempotency')
          .set((row) => ({ attempt: row('attempt', '+', 1) }))
          .where('command_id', '=', commandId)
          .execute();
      }),
    abandon: (unit, commandId) => db.inUnit(unit, (tx) => forget(tx, commandId)),
  };
}

/** The command's step goes into the journal with this: what was recorded of the command is no longer waiting. */
export async function finishCommand(tx: UnitTransaction, commandId: string): Promise<void> {
  await tx.updateTable('idempotency').set({ finished: true }).where('command_id', '=', commandId).execute();
}

async function findRecord(tx: UnitTransaction, commandId: string): Promise<KnownCommand | undefined> {
  const row = await tx
    .selectFrom('idempotency')
    .select(['body_hmac', 'case_ref', 'attempt', 'finished'])
    .where('command_id', '=', commandId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { bodyMac: row.body_hmac, caseRef: row.case_ref, attempt: row.attempt, finished: row.finished };
}

/** False when the id stands there with another body. */
async function insertRecord(tx: UnitTransaction, command: PendingCommand): Promise<boolean> {
  const inserted = await tx
    .insertInto('idempotency')
    .values({
      unit: command.unit,
      command_id: command.commandId,
      body_hmac: command.bodyMac,
      person: command.line.who,
      case_ref: command.caseRef,
      attempt: 0,
      finished: false,
      created_at: command.line.at,
    })
    .onConflict((conflict) => conflict.columns(['unit', 'command_id']).doNothing())
    .returning('command_id')
    .executeTakeFirst();
  // Only one that was there before has to be looked at.
  return inserted !== undefined || (await findRecord(tx, command.commandId))?.bodyMac === command.bodyMac;
}

async function forget(tx: UnitTransaction, commandId: string): Promise<void> {
  const gone = await tx
    .deleteFrom('idempotency')
    .where('command_id', '=', commandId)
    .where('finished', '=', false)
    .returning('case_ref')
    .executeTakeFirst();
  if (gone !== undefined) await dropPending(tx, gone.case_ref, commandId);
}

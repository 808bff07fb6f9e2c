import type { AppendInput } from '../domain/ports/journal.port';
import type { DataKey } from '../security/sealed';
import type { UnitTransaction } from './database';
import type { LogWriter } from './log-writer';

/** A step on its way into the journal: the transaction that holds the case, the case's key, and the unit's log. */
export interface Writing {
  readonly tx: UnitTransaction;
  readonly key: DataKey;
  readonly log: LogWriter;
  readonly input: AppendInput;
}

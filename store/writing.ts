import type { AppendInput } from '../domain/ports/journal.port';
import type { DataKey } from '../security/sealed';
import type { UnitTransaction } from './database';

/** A step on its way into the journal: the transaction that holds the case, and the case's key. */
export interface Writing {
  readonly tx: UnitTransaction;
  readonly key: DataKey;
  readonly input: AppendInput;
}

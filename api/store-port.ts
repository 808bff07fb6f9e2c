import type { PartyId } from '../domain/kernel/actor';
import type { Store } from '../store/store';

/** The parts of the store that the API uses; every call is under the row security of one unit. */
export interface ApiStore {
  readonly journal: Pick<Store['journal'], 'load'>;
  readonly cases: Pick<Store['cases'], 'open' | 'worklist'>;
  readonly outbox: Pick<Store['outbox'], 'disclosures'>;
  readonly inbox: Pick<Store['inbox'], 'receive' | 'standing' | 'caseOf'>;
  readonly notes: Pick<Store['notes'], 'texts' | 'person' | 'samePerson'>;
  readonly commands: Store['commands'];
  readonly accessLog: Store['accessLog'];
  readonly notices: Store['notices'];
  readonly inOne: <T>(
    unit: PartyId,
    work: (parts: Pick<ApiStore, 'cases' | 'commands' | 'accessLog'>) => Promise<T>,
  ) => Promise<T>;
}

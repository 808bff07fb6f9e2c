import type { PartyId } from '../domain/kernel/actor';
import type { DataKey } from '../security/sealed';
import { openJson, sealJson } from './sealing';
import type { SealedPlace } from './sealing';

// What tells that a case is open to named staff only tells that somebody is a special defector. So who is named beyond the assignment
// does not stand in the clear: every row has it, sealed and of one length, whatever it says (ADR 0013).

/** The supervisors to whom a case is open; null for every one of the unit. */
type Supervisors = readonly string[] | null;

/** More than the longest list of ids that may be named at once takes. */
const SUPERVISORS_BLOCK = 512;

/** Seals to which supervisors a case is open, under the case's key. */
export function sealSupervisors(key: DataKey, unit: PartyId, caseRef: string, value: Supervisors): Buffer {
  return sealJson(key, value, supervisorsOf(unit, caseRef), SUPERVISORS_BLOCK);
}

/** Opens what `sealSupervisors` sealed; a case of which it is not known is open to none that is not assigned. */
export function openSupervisors(
  key: DataKey,
  unit: PartyId,
  caseRef: string,
  sealed: Buffer | null,
): Supervisors {
  return sealed === null ? [] : openJson<Supervisors>(key, sealed, supervisorsOf(unit, caseRef));
}

/** Whether the case is open to a person as a supervisor. */
export function isOpenTo(supervisors: Supervisors, person: string): boolean {
  return supervisors?.includes(person) !== false;
}

function supervisorsOf(unit: PartyId, caseRef: string): SealedPlace {
  return { table: 'cases', unit, owner: caseRef, id: 'supervisors' };
}

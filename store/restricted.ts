import type { PartyId } from '../domain/kernel/actor';
import { unitKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import type { DataKey } from '../security/sealed';
import type { AccessLine } from './access-log';
import { openJson, sealJson } from './sealing';
import type { SealedPlace } from './sealing';

// What tells that a case is open to named staff only tells that somebody is a special defector. So nothing of it stands in the
// clear: neither who is named beyond the assignment, nor which readings go to the review. Every row has both, sealed and of one
// length, whatever they say (ADR 0013).

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

/** Seals under the unit's key whether a line is a reading of a restricted case; null for a line that names no case. */
export async function sealMark(ring: KeyRing, line: AccessLine): Promise<Buffer | null> {
  if (line.caseRef === undefined) return null;
  const key = await ring.ensure(line.unit, unitKeyId(line.unit));
  return sealJson(key, line.restricted === true ? 1 : 0, markOf(line), 1);
}

/** Opens what `sealMark` sealed. */
export async function openMark(ring: KeyRing, line: AccessLine, sealed: Buffer | null): Promise<boolean> {
  if (sealed === null) return false;
  const key = await ring.get(line.unit, unitKeyId(line.unit));
  return openJson<number>(key, sealed, markOf(line)) === 1;
}

function markOf({ unit, caseRef = '', at, who, action }: AccessLine): SealedPlace {
  return { table: 'access_log', unit, owner: caseRef, id: JSON.stringify([at, who, action]) };
}

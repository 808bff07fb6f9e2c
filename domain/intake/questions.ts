import type { CaseState } from '../case/state';
import type { PartyId } from '../kernel/actor';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import { isBefore } from '../time/instant';
import type { Instant } from '../time/instant';

/** Whether there is a case at all. */
export function isOpened(state: CaseState): boolean {
  return state.intake.status !== 'none';
}

/** Whether the file is open for work: registered or taken over, and not closed. */
export function isOpen(state: CaseState): boolean {
  return state.intake.status === 'intake' || state.intake.status === 'investigation';
}

/** The home district, once it is known (INT-6). */
export function knownHomeDistrict({ intake: { homeDistrict } }: CaseState): PartyId | undefined {
  return homeDistrict === 'unclear' ? undefined : homeDistrict;
}

/** When the home district was last told, as it was before or otherwise (INT-3). */
export function districtToldAt(state: CaseState): Instant | undefined {
  return state.intake.districtSince;
}

/** Whether a step told the home district: another one than before, or the same anew (INT-3, INT-6). */
export function isDistrictTold(before: CaseState, after: CaseState): boolean {
  return (
    knownHomeDistrict(before) !== knownHomeDistrict(after) || districtToldAt(before) !== districtToldAt(after)
  );
}

/** Whether the home district was told after it had been said that the person is another’s (INT-6). */
export function wasDistrictToldSince(state: CaseState, declinedAt: Instant): boolean {
  const toldAt = districtToldAt(state);
  return toldAt !== undefined && isBefore(declinedAt, toldAt);
}

/** Whether the file was open and is closed. */
export function isClosed(state: CaseState): boolean {
  return state.intake.status === 'closed';
}

/** Objects unless the file is open for work. */
export function mustBeOpen(state: CaseState): Obstacle | undefined {
  if (isOpen(state)) return undefined;
  return obstacle(
    'INT-2',
    'The file is not open: work is done in a registered case that is not closed.',
    'Akten är inte öppen: arbete görs i ett aktualiserat ärende som inte är avslutat.',
  );
}

/** Objects unless an investigation is open: during intake the police may not be contacted (INT-4). */
export function mustBeInvestigating(state: CaseState): Obstacle | undefined {
  if (state.intake.status === 'investigation') return undefined;
  return obstacle(
    'INT-4',
    'No investigation is open; during intake there is no contact with the police. Open the investigation first.',
    'Ingen utredning är inledd; under aktualiseringen får polisen inte kontaktas. Inled utredning först.',
  );
}

/** Whether the case has a caseworker (ACC-2). */
export function isAssigned(state: CaseState): boolean {
  return state.intake.assignment !== undefined;
}

/** Whether reception sees the case as a stub: it waits to be received or assigned (ACC-2). */
export function waitsAtReception(state: CaseState): boolean {
  const { status } = state.intake;
  return status === 'offered' || (status !== 'none' && status !== 'closed' && !isAssigned(state));
}

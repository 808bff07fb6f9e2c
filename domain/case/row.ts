import { isConfirmationOverdue } from '../concern/questions';
import { allConsents } from '../consent/questions';
import { isCrimeAnswerOverdue } from '../crime/questions';
import { isQuestionOverdue } from '../enquiry/questions';
import { waitsAtReception } from '../intake/questions';
import type { AskingMatter, NoticeMatter } from '../kernel/notice';
import { isFollowUpOverdue } from '../plan/questions';
import type { CasePerson, CaseRow, LedgerRow } from '../ports/journal.port';
import { isTakeOverOverdue } from '../placement/questions';
import { isAssessmentOverdue } from '../threat/questions';
import { isReceiptOverdue } from '../transfer/questions';
import { areaList } from './areas';
import { isRestricted, openToSupervisors } from './access';
import { nextDeadline } from './deadlines';
import { awaits, caseStatus, nextOf } from './next';
import type { CaseState } from './state';

function people(state: CaseState): readonly CasePerson[] {
  const { assignment } = state.intake;
  if (assignment === undefined) return [];
  const standIns = [...new Set(assignment.standIns)].filter((person) => person !== assignment.person);
  return [
    { person: assignment.person, part: 'caseworker' },
    ...standIns.map((person): CasePerson => ({ person, part: 'standIn' })),
  ];
}

/** NTF-3: each area tells of its own matters whether they still ask for something. */
function settled(state: CaseState): readonly NoticeMatter[] {
  return areaList.flatMap(({ asks = {} }) =>
    (Object.keys(asks) as AskingMatter[]).filter((matter) => asks[matter]?.(state) === false),
  );
}

/** Whether anything that is awaited, here or there, is past its time (WRK-1). */
function isOverdue(state: CaseState): boolean {
  const asked = [
    ...[isAssessmentOverdue, isReceiptOverdue, isConfirmationOverdue, isFollowUpOverdue],
    ...[isCrimeAnswerOverdue, isTakeOverOverdue, isQuestionOverdue],
  ];
  return asked.some((isPast) => isPast(state));
}

/** The row that worklists read: status, whom the case waits for, what is next and by when (WRK-1). */
export function caseRow(state: CaseState): CaseRow {
  return {
    status: caseStatus(state),
    awaits: awaits(state),
    next: nextOf(state),
    nextDue: nextDeadline(state)?.at ?? null,
    overdue: isOverdue(state),
    people: people(state),
    waitsAtReception: waitsAtReception(state) && !isRestricted(state),
    settled: settled(state),
    supervisors: openToSupervisors(state),
  };
}

/** The ledger as the claim of a letter needs it (CON-4). */
export function ledgerRows(state: CaseState): readonly LedgerRow[] {
  return allConsents(state).map(({ id, until, ended }) => ({
    consentId: id,
    validUntil: until ?? null,
    endedAt: ended?.at ?? null,
  }));
}

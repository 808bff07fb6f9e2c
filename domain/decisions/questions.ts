import type { CaseState } from '../case/state';
import { consentsTo, hasDisclosed } from '../consent/questions';
import { hasUnmetCriterion } from '../criteria/questions';
import type { RuleId } from '../kernel/rule';
import { effectiveAssessment } from '../threat/questions';
import { applicationStanding } from '../transfer/questions';
import type { Appeal, DecisionOnRecord } from './state';

/** The decisions of this file, oldest first. */
export function allDecisions(state: CaseState): readonly DecisionOnRecord[] {
  return Object.values(state.decisions.taken);
}

/** The appeal against a decision that waits for its outcome. */
export function openAppeal({ appeals }: DecisionOnRecord): Appeal | undefined {
  return appeals.find(({ outcome }) => outcome === undefined);
}

/** Whether an appeal waits for its outcome: such a file is not disposed of (RET-1). */
export function hasOpenAppeal(state: CaseState): boolean {
  return allDecisions(state).some((decision) => openAppeal(decision) !== undefined);
}

/** Whether the exit was ended because there is nobody any more whom help could be offered to. */
function isBeyondHelp(state: CaseState): boolean {
  return allDecisions(state).some(
    ({ because }) => because === 'personDied' || because === 'personOutOfReach',
  );
}

/** The rule by which the person is offered help to apply for other support, now that the application has ended. */
export function helpRule(state: CaseState): RuleId | undefined {
  const standing = applicationStanding(state);
  if (standing === 'ended') return isBeyondHelp(state) ? undefined : 'RSP-10';
  if (standing !== 'rejected' && standing !== 'withdrawn') return undefined;
  if (allDecisions(state).some(({ because }) => because === 'notAble')) return 'RSP-2';
  return hasUnmetCriterion(state) ? 'RSP-14' : undefined;
}

/** The rule by which that offer is still to be recorded. */
export function helpDue(state: CaseState): RuleId | undefined {
  return state.decisions.help === undefined ? helpRule(state) : undefined;
}

/** Whether the assessment is to go to the home district: a consent lets it, and it has not gone yet (RSP-2, RSP-10). */
export function isAssessmentToBeDisclosed(state: CaseState): boolean {
  const rule = helpRule(state);
  const { homeDistrict } = state.intake;
  if ((rule !== 'RSP-2' && rule !== 'RSP-10') || homeDistrict === undefined) return false;
  return (
    effectiveAssessment(state) !== undefined &&
    consentsTo(state, homeDistrict, 'threatAssessment').length > 0 &&
    !hasDisclosed(state, homeDistrict, 'threatAssessment')
  );
}

import type { CaseState } from '../case/state';
import { mustBeOpen } from '../intake/questions';
import type { Area } from '../kernel/area';
import { fieldsOf, unless } from '../kernel/decision';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { mustHoldApplication } from '../transfer/questions';
import { policeAssessment } from './assess';
import { threatDeadlines, threatDue } from './clock';
import { evolveThreat } from './evolve';
import { threatFollow } from './follow';
import { effectiveAssessment, hasOpenRequest, isAssessmentOverdue, needsProtection } from './questions';
import { requestThreatAssessment } from './request';
import type { MoveNeedRecorded } from './state';
import { threatWords } from './words';

/** THR-6: at a high level it is always away; at a low one it is a judgement, recorded with its why. */
function recordMoveNeed(state: CaseState, action: Action): Decision {
  const { need } = fieldsOf<Pick<MoveNeedRecorded, 'need'>>(action);
  return unless<MoveNeedRecorded>(
    [
      mustBeOpen(state),
      mustHoldApplication(state, 'THR-6'),
      effectiveAssessment(state) === undefined
        ? obstacle(
            'THR-6',
            'There is no assessment of the threat yet.',
            'Det finns ingen hotbildsbedömning ännu.',
          )
        : undefined,
      needsProtection(state) && need === 'within'
        ? obstacle(
            'THR-6',
            'A high threat level always means moving away from the city.',
            'Hög hotbild innebär alltid flytt bort från kommunen.',
          )
        : undefined,
    ],
    () => [{ type: 'MoveNeedRecorded', rules: ['THR-6'], need }],
  );
}

/** The threat and what the police say of it (THR). */
export const threat: Area<CaseState, 'threat'> = {
  initial: { requests: {} },
  evolve: evolveThreat,
  follow: threatFollow,
  deadlines: threatDeadlines,
  due: threatDue,
  asks: { assessmentReminder: hasOpenRequest, assessmentOverdue: isAssessmentOverdue },
  words: threatWords,
  letters: { policeAssessment },
  actions: {
    requestThreatAssessment: { by: ['caseworker', 'supervisor'], decide: requestThreatAssessment },
    recordMoveNeed: { by: ['caseworker', 'supervisor'], tells: 'threat', decide: recordMoveNeed },
  },
};

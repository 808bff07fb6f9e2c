import type { CaseState } from '../case/state';
import { isOpen, mustBeOpen } from '../intake/questions';
import type { Area } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Matter } from '../kernel/matter';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { mustHoldApplication } from '../transfer/questions';
import { evolveCriteria } from './evolve';
import { assessedCriteria, criterion, isDefector } from './questions';
import { recordAssessmentMethod, recordMilieu, recordMotivation } from './records';
import type { CriterionRecorded, DefectorStandingChanged, ConsentCriterionFollowed } from './state';
import { criteriaWords } from './words';

/** DEF-8: insight and motivation are the basis of the criterion “wants to leave”. */
function motivationFirst(state: CaseState, fields: CriterionRecorded): Obstacle | undefined {
  const needed =
    fields.criterion === 'wish' && fields.value === 'met' && state.criteria.motivation === undefined;
  if (!needed) return undefined;
  return obstacle(
    'DEF-8',
    'Insight and motivation are the basis of the wish to leave: record them first.',
    'Insikt och motivation ligger till grund för viljan att lämna: dokumentera dem först.',
  );
}

function assessedHere(fields: CriterionRecorded): Obstacle | undefined {
  if (assessedCriteria.includes(fields.criterion)) return undefined;
  return obstacle(
    'DEF-2',
    'The consent criterion follows the consents on the ledger; it is not recorded by hand.',
    'Samtyckeskriteriet följer de samtycken som finns; det fylls inte i för hand.',
  );
}

function recordCriterion(state: CaseState, action: Action): Decision {
  const fields = fieldsOf<CriterionRecorded>(action);
  return unless<CriterionRecorded>(
    [
      mustBeOpen(state),
      mustHoldApplication(state, 'DEF-9'),
      assessedHere(fields),
      motivationFirst(state, fields),
    ],
    () => [
      {
        type: 'CriterionRecorded',
        rules: ['DEF-2', 'DEF-9'],
        criterion: fields.criterion,
        value: fields.value,
        notes: action.notes ?? [],
      },
    ],
  );
}

/** DEF-10: when the last consent ends, the handling unit is asked to settle the criterion. */
function consentFollowed(
  before: CaseState,
  after: CaseState,
  context: Context,
): readonly ConsentCriterionFollowed[] {
  const value = criterion(after, 'consent');
  if (value === criterion(before, 'consent') || value === 'notMet') return [];
  const asked = value === 'unknown' && after.intake.matter === 'exit' && isOpen(after);
  return [
    {
      type: 'ConsentCriterionFollowed',
      rules: ['DEF-2', 'DEF-10'],
      value,
      ...(asked
        ? {
            notices: [
              {
                noticeId: idOf(context, 'n', 10),
                audience: 'caseworker',
                matter: 'criterionOpen',
                rule: 'DEF-10',
              },
            ],
          }
        : {}),
    },
  ];
}

function standingFollowed(after: CaseState): readonly DefectorStandingChanged[] {
  const standing = isDefector(after) ? 'defector' : 'potential';
  if (standing === after.criteria.standing) return [];
  return [
    {
      type: 'DefectorStandingChanged',
      rules: standing === 'defector' ? ['DEF-2'] : ['DEF-3', 'DEF-10'],
      standing,
    },
  ];
}

/** What a file is about in which it matters who is a defector: an exit, or an assessment that a district asked for. */
const criteriaMatters: readonly Matter[] = ['exit', 'assessment'];

/** The four criteria: who is a defector (DEF-2, DEF-3). */
export const criteria: Area<CaseState, 'criteria'> = {
  initial: { assessed: {}, standing: 'potential' },
  evolve: evolveCriteria,
  words: criteriaWords,
  asks: { criterionOpen: (state) => criterion(state, 'consent') !== 'met' },
  follow: (before, after, context) =>
    criteriaMatters.includes(after.intake.matter)
      ? [...consentFollowed(before, after, context), ...standingFollowed(after)]
      : [],
  actions: {
    recordCriterion: { by: ['caseworker', 'supervisor'], decide: recordCriterion },
    recordMotivation: { by: ['caseworker', 'supervisor'], decide: recordMotivation },
    recordMilieu: { by: ['caseworker', 'supervisor'], decide: recordMilieu },
    recordAssessmentMethod: { by: ['caseworker', 'supervisor'], decide: recordAssessmentMethod },
  },
};

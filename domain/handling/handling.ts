import type { CaseState } from '../case/state';
import { isDefector, openCriteria } from '../criteria/questions';
import { isAssigned, mustBeInvestigating, mustBeOpen } from '../intake/questions';
import type { Area } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { hasFinalAssessment, needsProtection } from '../threat/questions';
import { decideHandling } from './decide';
import { classificationAnswer, classificationRequest, requestClassification } from './request';
import { evolveHandling } from './evolve';
import { isAskedOnly, isDefectorUnit, mustAssessHere } from './questions';
import { informRelatives } from './relatives';
import type { Ability, AbilityAssessed, Classification, DefectorClassified } from './state';
import { handlingWords } from './words';

/** DEF-5: no other unit classifies. */
function onlyDefectorUnit(context: Context): Obstacle | undefined {
  if (isDefectorUnit(context)) return undefined;
  return obstacle(
    'DEF-5',
    'Only the defector unit decides whether someone is a special defector.',
    'Endast avhopparverksamheten avgör om någon är särskild avhoppare.',
  );
}

/** DEF-6: a final police assessment comes first, unless other special circumstances are stated. */
function basisThere(state: CaseState, otherCircumstances: boolean): Obstacle | undefined {
  if (otherCircumstances || hasFinalAssessment(state)) return undefined;
  return obstacle(
    'DEF-6',
    'The final police assessment has not come; wait for it, or state other special circumstances.',
    'Polisens slutliga bedömning har inte kommit; invänta den eller ange andra särskilda omständigheter.',
  );
}

/** DEF-4: special means a defector with a high threat and great need of protection, or other circumstances stated. */
function fits(
  state: CaseState,
  wanted: Classification,
  otherCircumstances: boolean,
): readonly (Obstacle | undefined)[] {
  const high = needsProtection(state);
  if (wanted === 'special') {
    return [
      isDefector(state)
        ? undefined
        : obstacle(
            'DEF-2',
            `Not all four criteria are met: ${openCriteria(state).join(', ')}.`,
            `Alla fyra kriterier är inte uppfyllda: ${openCriteria(state).join(', ')}.`,
          ),
      high || otherCircumstances
        ? undefined
        : obstacle(
            'DEF-4',
            'The threat is not high; state the other special circumstances.',
            'Hotbilden är inte hög; ange de andra särskilda omständigheterna.',
          ),
    ];
  }
  return [
    high && isDefector(state)
      ? obstacle(
          'DEF-4',
          'A defector with a high threat is a special defector.',
          'En avhoppare med hög hotbild är särskild avhoppare.',
        )
      : undefined,
  ];
}

/** ACC-3: from then on the case is open to those named in it, so there must be somebody. */
function namesStaff(state: CaseState): Obstacle | undefined {
  if (isAssigned(state)) return undefined;
  return obstacle(
    'ACC-3',
    'Nobody is assigned: a case of a special defector is open to named staff only. Assign a caseworker first.',
    'Ingen är tilldelad: ett ärende om en särskild avhoppare är öppet bara för namngiven personal. Tilldela en handläggare först.',
  );
}

function classifyDefector(state: CaseState, action: Action, context: Context): Decision {
  const { classification } = fieldsOf<{ classification: Classification }>(action);
  // Other special circumstances can make a person special; they are no basis for the opposite (DEF-4).
  const stated =
    classification === 'special' &&
    action.notes?.some(({ field }) => field === 'otherCircumstances') === true;
  return unless<DefectorClassified>(
    [
      onlyDefectorUnit(context),
      mustBeOpen(state),
      isAskedOnly(state) ? undefined : mustBeInvestigating(state),
      mustAssessHere(state, context),
      basisThere(state, stated),
      ...fits(state, classification, stated),
      classification === 'special' ? namesStaff(state) : undefined,
    ],
    () => [
      {
        type: 'DefectorClassified',
        rules: ['DEF-4', 'DEF-5', 'DEF-6'],
        classification,
        basis: stated ? 'otherCircumstances' : 'policeAssessment',
      },
    ],
  );
}

function assessAbility(state: CaseState, action: Action, context: Context): Decision {
  const { ability } = fieldsOf<{ ability: Ability }>(action);
  const needsStated = action.notes?.some(({ field }) => field === 'otherNeeds') === true;
  return unless<AbilityAssessed>(
    [
      onlyDefectorUnit(context),
      mustBeOpen(state),
      mustAssessHere(state, context),
      state.handling.classification === 'special'
        ? undefined
        : obstacle(
            'DEF-8',
            'Ability is assessed for a special defector.',
            'Förmågan bedöms för en särskild avhoppare.',
          ),
      ability === 'notAble' && !needsStated
        ? obstacle('DEF-8', 'State the other large needs of support.', 'Ange de andra stora stödbehoven.')
        : undefined,
    ],
    () => [{ type: 'AbilityAssessed', rules: ['DEF-8', 'RSP-1'], ability }],
  );
}

/** Who is a special defector, and who handles (DEF-4..6, RSP). */
export const handling: Area<CaseState, 'handling'> = {
  initial: {},
  evolve: evolveHandling,
  words: handlingWords,
  letters: { classificationRequest, classificationAnswer },
  actions: {
    classifyDefector: { by: ['caseworker', 'supervisor'], decide: classifyDefector },
    assessAbility: { by: ['caseworker', 'supervisor'], tells: 'classification', decide: assessAbility },
    decideHandling: { by: ['caseworker', 'supervisor'], decide: decideHandling },
    requestClassification: { by: ['caseworker', 'supervisor'], decide: requestClassification },
    informRelatives: { by: ['caseworker', 'supervisor'], decide: informRelatives },
  },
};

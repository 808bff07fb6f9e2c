import type { CaseState } from '../case/state';
import { askDefectorUnit } from '../consent/ask-under';
import { awaitsAnswer } from '../consent/enquiries';
import { answerRule, questionRule } from '../consent/question-letters';
import { mustBeOpen } from '../intake/questions';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { factsIn, oneOf } from '../letters/facts';
import type { ReceivedLetter } from '../letters/letter';
import { categoryOf } from '../letters/enquiry';
import { hasFunction } from '../profile/lookup';
import { mustHoldApplication } from '../transfer/questions';
import { isDefectorUnit } from './questions';
import type { ClassificationAnswered } from './state';

function mustBeDistricts(asker: string, { profile }: Pick<Context, 'profile'>): Obstacle | undefined {
  if (hasFunction(profile, asker, 'district')) return undefined;
  return obstacle(
    'RSP-13',
    'A district that handles the application asks for the assessment.',
    'Det är stadsområdet som handlägger ansökan som begär bedömningen.',
  );
}

const withoutConsent = (): Obstacle =>
  obstacle(
    'RSP-13',
    'Without a consent that names the defector unit nothing goes to it: go on handling without a classification, or ask the person.',
    'Utan samtycke som anger avhopparverksamheten lämnas inget dit: handlägg vidare utan klassificering, eller fråga personen.',
  );

/**
 * A district asks the defector unit for its assessment, under a consent and with what that covers. It goes on handling;
 * nothing of it waits for the answer (RSP-5, RSP-13).
 */
export function requestClassification(state: CaseState, action: Action, context: Context): Decision {
  const isAsked = awaitsAnswer(state, 'classificationRequest', context);
  return askDefectorUnit(
    state,
    action,
    {
      kind: 'classificationRequest',
      purposes: ['classification', 'exitProcess'],
      checks: [
        mustBeOpen(state),
        mustBeDistricts(context.unit, context),
        mustHoldApplication(state, 'RSP-13'),
        isAsked
          ? obstacle(
              'RSP-13',
              'The defector unit has been asked already and has not answered yet.',
              'Avhopparverksamheten är redan tillfrågad och har inte svarat än.',
            )
          : undefined,
      ],
      without: withoutConsent(),
    },
    context,
  );
}

/** A district asks: the file that opens knows what was disclosed and nothing else (RSP-13). */
export const classificationRequest: LetterRule<CaseState> = questionRule({
  kind: 'classificationRequest',
  matter: 'assessment',
  mayAsk: ({ from }, context) =>
    isDefectorUnit(context)
      ? mustBeDistricts(from, context)
      : obstacle(
          'DEF-5',
          'Only the defector unit is asked whether someone is a special defector.',
          'Endast avhopparverksamheten tillfrågas om någon är särskild avhoppare.',
        ),
});

function answerIn({ enclosures, from }: ReceivedLetter): ClassificationAnswered | undefined {
  const category = categoryOf('classificationRequest');
  const facts = factsIn(enclosures.find((enclosure) => enclosure.category === category)?.facts);
  const classification = oneOf(['special', 'notSpecial'], facts['classification']);
  const ability = oneOf(['able', 'notAble'], facts['ability']);
  if (classification === undefined || (classification === 'special') !== (ability !== undefined))
    return undefined;
  return {
    ...{ type: 'ClassificationAnswered', rules: ['RSP-5', 'RSP-13'], from, classification },
    ...(ability === undefined ? {} : { ability }),
  };
}

/** The answer: special or not, able or not. The district stays the handling unit until the application moves (RSP-5). */
export const classificationAnswer: LetterRule<CaseState> = answerRule(
  'classificationRequest',
  (_state, letter) => {
    const answer = answerIn(letter);
    return answer === undefined
      ? obstacle('RSP-13', 'The answer says no classification.', 'Svaret anger ingen klassificering.')
      : [answer];
  },
);

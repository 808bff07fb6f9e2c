import type { CaseState } from '../case/state';
import { mustBeOpen } from '../intake/questions';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { unless } from '../kernel/decision';
import type { PartyId } from '../kernel/actor';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { hasFunction } from '../profile/lookup';
import { answerUnder, askDefectorUnit } from './ask-under';
import { mustBeAsked } from './enquiries';
import { answer, answerRule, questionRule } from './question-letters';
import type { QuestionAnswered } from './state';

/** CON-7: it is the districts that ask, and the defector unit that they ask. */
function betweenDistrictAndDefectorUnit(
  asker: PartyId,
  asked: PartyId | undefined,
  { profile }: Pick<Context, 'profile'>,
): Obstacle | undefined {
  const isAsked = asked === undefined || hasFunction(profile, asked, 'defectorUnit');
  if (hasFunction(profile, asker, 'district') && isAsked) return undefined;
  return obstacle(
    'CON-7',
    'A district asks the defector unit for advice, and nobody else does.',
    'Det är stadsområdet som frågar avhopparverksamheten om råd, ingen annan.',
  );
}

const onlyInGeneral = (): Obstacle =>
  obstacle(
    'CON-7',
    'Without a consent to it, advice is asked only in general terms, outside the case: nothing of the person is said. Ask the person.',
    'Utan samtycke till det efterfrågas råd bara i allmänna ordalag, utanför ärendet: inget om personen sägs. Fråga personen.',
  );

/** A district asks the defector unit for advice about a person, under a consent and never without (CON-7). */
export function askAdvice(state: CaseState, action: Action, context: Context): Decision {
  return askDefectorUnit(
    state,
    action,
    {
      kind: 'adviceQuestion',
      purposes: ['advice', 'exitProcess'],
      checks: [mustBeOpen(state), betweenDistrictAndDefectorUnit(context.unit, undefined, context)],
      without: onlyInGeneral(),
    },
    context,
  );
}

/** The defector unit answers, under the consent that carried the question (CON-3, CON-7). */
export function answerAdvice(state: CaseState, action: Action, context: Context): Decision {
  const enclosure = answerUnder(state, { facts: {}, notes: action.notes ?? [] }, context);
  return unless<QuestionAnswered>([mustBeOpen(state), mustBeAsked(state, 'adviceQuestion', context)], () =>
    enclosure === undefined ? [] : answer(state, enclosure, context),
  );
}

/** A district's question arrives. */
export const adviceQuestion: LetterRule<CaseState> = questionRule({
  kind: 'adviceQuestion',
  matter: 'advice',
  mayAsk: ({ from }, context) => betweenDistrictAndDefectorUnit(from, context.unit, context),
});

/** The advice arrives: the caseworker reads it, and nothing else follows from it. */
export const adviceAnswer: LetterRule<CaseState> = answerRule('adviceQuestion', () => []);

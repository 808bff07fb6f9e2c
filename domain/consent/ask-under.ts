import { enclosuresUnder } from '../case/enclosures';
import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { held } from '../kernel/held';
import type { Obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { QuestionKind } from '../letters/enquiry';
import { categoryOf } from '../letters/enquiry';
import type { Enclosure } from '../letters/letter';
import { unitsByFunction } from '../profile/lookup';
import { returnCarrier } from './carriers';
import { notCarried } from './not-carried';
import { ask } from './question-letters';
import { asCarrier } from './questions';
import type { Consent, QuestionAsked } from './state';

/** A question to the defector unit that only a consent can carry (CON-7, RSP-13). */
interface Wanted {
  readonly kind: QuestionKind;
  /** What the consent must have been given for: one of these. */
  readonly purposes: readonly string[];
  readonly checks: readonly (Obstacle | undefined)[];
  /** What is said where there is no such consent. */
  readonly without: Obstacle;
}

/** Asks the defector unit: the question itself and what else is named go under one consent, and nothing more (CON-4). */
export function askDefectorUnit(
  state: CaseState,
  action: Action,
  { kind, purposes, checks, without }: Wanted,
  context: Context,
): Decision {
  const { consent: id, categories } = fieldsOf<{ consent: string; categories: readonly string[] }>(action);
  const consent = held(state.consent.consents, id);
  const to = unitsByFunction(context.profile, 'defectorUnit')[0]?.id ?? '';
  const own = categoryOf(kind);
  const others = [...new Set(categories)].filter((category) => category !== own);
  const load = { recipient: to, categories: [own, ...others], purposes };
  const missing = consent === undefined ? without : undefined;
  return unless<QuestionAsked>([...checks, missing, ...notCarried(consent, load, context)], () =>
    consent === undefined
      ? []
      : [ask({ kind, to }, enclosed(state, { consent, to, own, others, action }, context), context)],
  );
}

interface Load {
  readonly consent: Consent;
  readonly to: string;
  readonly own: string;
  readonly others: readonly string[];
  readonly action: Action;
}

function enclosed(
  state: CaseState,
  { consent, to, own, others, action }: Load,
  context: Context,
): readonly Enclosure[] {
  const question: Enclosure = {
    category: own,
    carrier: { kind: 'consent', consent: asCarrier(consent, to, context) },
    facts: {},
    notes: action.notes ?? [],
  };
  return [question, ...enclosuresUnder(state, { consent, to }, others, context)];
}

/** The answer to a question that came under a consent, as that consent carries it back; nothing once it has ended (CON-3). */
export function answerUnder(
  state: CaseState,
  content: Pick<Enclosure, 'facts' | 'notes'>,
  { now }: Pick<Context, 'now'>,
): Enclosure | undefined {
  const { question } = state.intake;
  const carrier = returnCarrier(state, question?.consentId ?? '', now);
  if (question === undefined || carrier === undefined) return undefined;
  return { category: categoryOf(question.kind), carrier, ...content };
}

import type { CaseState } from '../case/state';
import { isOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { held } from '../kernel/held';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Enquiry, PosedQuestion, QuestionKind } from '../letters/enquiry';
import { ruleOf, sharesConsent } from '../letters/enquiry';
import type { LetterHeader } from '../letters/letter';
import type { Instant } from '../time/instant';
import { isValid } from './questions';

type Now = Pick<Context, 'now'>;

/** What this file asked of other units, oldest first. */
export function enquiries(state: CaseState): readonly Enquiry[] {
  return Object.values(state.consent.enquiries ?? {});
}

function isCarried(state: CaseState, consentId: string, now: Instant): boolean {
  const consent = held(state.consent.consents, consentId);
  return consent !== undefined && isValid(consent, now);
}

/** Whether the answer can still come: the question was neither stopped nor turned down, and its consent stands (CON-3). */
export function isAwaited(state: CaseState, enquiry: Enquiry, now: Instant): boolean {
  const standing = held(state.consent.letters, enquiry.letterId)?.standing;
  const wentOut = standing === 'posted' || standing === 'sent';
  const { answeredAt, consentId } = enquiry;
  return answeredAt === undefined && wentOut && (consentId === undefined || isCarried(state, consentId, now));
}

/** How a question stands: answered, awaited, or stopped for good. */
export function enquiryStanding(
  state: CaseState,
  enquiry: Enquiry,
  now: Instant,
): 'answered' | 'awaited' | 'stopped' {
  if (enquiry.answeredAt !== undefined) return 'answered';
  return isAwaited(state, enquiry, now) ? 'awaited' : 'stopped';
}

/** Whether an answer to such a question is awaited. */
export function awaitsAnswer(state: CaseState, kind: QuestionKind, { now }: Now): boolean {
  return enquiries(state).some((enquiry) => enquiry.kind === kind && isAwaited(state, enquiry, now));
}

/** Objects unless the letter answers a question that this file put to that unit and still awaits (CON-3). */
export function mustBeAwaited(
  state: CaseState,
  kind: QuestionKind,
  { from, reference }: LetterHeader,
  { now }: Now,
): Obstacle | undefined {
  const enquiry = held(state.consent.enquiries ?? {}, reference);
  const isOurs = enquiry?.kind === kind && enquiry.to === from && enquiry.answeredAt === undefined;
  if (!isOurs || !isOpen(state)) {
    return obstacle(
      ruleOf(kind),
      'No answer of that unit is awaited here.',
      'Inget svar från enheten väntas här.',
    );
  }
  return isAwaited(state, enquiry, now) ? undefined : ended();
}

/** The question for which the file was opened, until it is answered or its consent has ended. */
export function openQuestion(state: CaseState): PosedQuestion | undefined {
  const { question } = state.intake;
  if (question === undefined || question.answeredAt !== undefined) return undefined;
  const consent = held(state.consent.consents, question.consentId ?? '');
  const stands = consent !== undefined && consent.ended === undefined;
  return stands || !sharesConsent(question.kind) ? question : undefined;
}

/** Objects unless such a question waits here for an answer, and the consent that carries it stands (CON-3). */
export function mustBeAsked(state: CaseState, kind: QuestionKind, { now }: Now): Obstacle | undefined {
  const { question } = state.intake;
  if (question?.kind !== kind || question.answeredAt !== undefined) {
    return obstacle(
      ruleOf(kind),
      'No such question waits here for an answer.',
      'Ingen sådan fråga väntar här på svar.',
    );
  }
  return !sharesConsent(kind) || isCarried(state, question.consentId ?? '', now) ? undefined : ended();
}

function ended(): Obstacle {
  return obstacle(
    'CON-3',
    'The consent that carried the question has ended; nothing flows under it.',
    'Samtycket som bar frågan har upphört; inget lämnas med stöd av det.',
  );
}

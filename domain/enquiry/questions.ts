import type { CaseState } from '../case/state';
import { enquiries, openQuestion } from '../consent/enquiries';
import { consentHasEnded, hasGoneOut, isValid } from '../consent/questions';
import { isOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { held } from '../kernel/held';
import { sharesConsent } from '../letters/enquiry';

/** A question without its answer: put by this file, or waiting here. */
export interface OpenQuestion {
  readonly id: string;
  readonly ours: boolean;
  /** The consent with which it ends; none where nobody would tell of that end. */
  readonly consentId?: string;
}

/** Every question that is still to be answered, there or here; none once what carried it has ended (CON-3, NTF-3). */
export function openQuestions(state: CaseState): readonly OpenQuestion[] {
  if (!isOpen(state)) return [];
  const put = enquiries(state).filter(
    ({ answeredAt, letterId, consentId }) =>
      answeredAt === undefined &&
      hasGoneOut(state, letterId) &&
      (consentId === undefined || !consentHasEnded(state, consentId)),
  );
  const posed = openQuestion(state);
  return [
    ...put.map(({ id, consentId }) => ({ id, ours: true, ...under(consentId) })),
    ...(posed === undefined
      ? []
      : [{ id: posed.id, ours: false, ...under(sharesConsent(posed.kind) ? posed.consentId : undefined) }]),
  ];
}

function under(consentId: string | undefined): Pick<OpenQuestion, 'consentId'> {
  return consentId === undefined ? {} : { consentId };
}

/** Whether its consent stands at that instant: the time may have run out before its clock has said so (NTF-3). */
export function isCarried(
  state: CaseState,
  { consentId }: OpenQuestion,
  { now }: Pick<Context, 'now'>,
): boolean {
  const consent = held(state.consent.consents, consentId ?? '');
  return consentId === undefined || (consent !== undefined && isValid(consent, now));
}

/** The clocks of a question that is still open; none where it was put before there were any. */
export function clocksOf({ enquiry }: CaseState, { id }: OpenQuestion): readonly Deadline[] {
  return held(enquiry.clocks, id) ?? [];
}

/** Whether a question waits for its answer, there or here. */
export function hasOpenQuestion(state: CaseState): boolean {
  return openQuestions(state).length > 0;
}

/** Whether a question has waited longer than the profile gives it. */
export function isQuestionOverdue(state: CaseState): boolean {
  const { passed } = state;
  return openQuestions(state).some((question) =>
    clocksOf(state, question).some(({ id, kind }) => kind === 'questionOverdue' && passed.includes(id)),
  );
}

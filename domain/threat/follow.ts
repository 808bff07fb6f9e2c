import type { CaseState } from '../case/state';
import { hasGoneOut } from '../consent/questions';
import type { Context } from '../kernel/context';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import { goesNowhere, passedOn, requestsLapse } from './pass-on';
import { awaitedFunction, isAnswered, isAwaited, needsProtection, requests } from './questions';
import type { AssessmentRequest, AssessmentStopped, ProtectionNeedFollowed } from './state';

/**
 * What the request rested on has ended: its consent or the application (CON-8), or the application moved and nothing lets
 * the result follow it (THR-9). It stops, and the police are told by control letter.
 */
function stopped(
  after: CaseState,
  { request, nth }: { readonly request: AssessmentRequest; readonly nth: number },
  context: Context,
): AssessmentStopped {
  const asked = [...new Set([request.to, awaitedFunction(after, request, context.profile)])];
  return {
    type: 'AssessmentStopped',
    rules: request.lapsed === true ? ['CON-8'] : ['THR-9'],
    reference: request.reference,
    to: request.to,
    letters: asked.map((to, which) => ({
      letterId: idOf(context, 'l', 20 + 2 * nth + which),
      kind: 'assessmentStopped',
      to,
      fromCase: context.caseRef,
      opener: request.letterId,
      reference: request.reference,
      facts: { stoppedAt: context.now },
      enclosures: [],
    })),
    notices: [
      {
        noticeId: idOf(context, 'n', 20 + nth),
        audience: 'caseworker',
        matter: 'assessmentStopped',
        rule: 'CON-8',
      },
    ],
  };
}

/** THR-9: the request never reached the police, so nothing can come of it; they are told nothing of a case they do not know (PIN-4). */
function neverArrived({ reference, to }: AssessmentRequest): AssessmentStopped {
  return { type: 'AssessmentStopped', rules: ['THR-9', 'PIN-4'], reference, to };
}

/** What becomes of requests whose footing has gone; each only once (CON-8, THR-9). */
function footingGone(before: CaseState, after: CaseState, context: Context): readonly EventBase[] {
  const were = requests(before).filter(isAwaited);
  const awaited = requests(after).filter(({ reference }) =>
    were.some((request) => request.reference === reference),
  );
  const isNowhere = goesNowhere(after);
  const lost = awaited.filter(
    (request) =>
      hasGoneOut(after, request.letterId) && (request.lapsed === true || isNowhere) && !isAnswered(request),
  );
  const unheard = awaited.filter(({ letterId }) => !hasGoneOut(after, letterId));
  const over = requests(after)
    .filter((request) => isAnswered(request) && !request.stopped && request.lapsed !== true)
    .filter(({ letterId }) => isNowhere || !hasGoneOut(after, letterId));
  return [
    ...lost.map((request, nth) => stopped(after, { request, nth }, context)),
    ...unheard.map(neverArrived),
    ...requestsLapse(over),
  ];
}

/** What the threat area makes of what the step decided elsewhere. */
export function threatFollow(before: CaseState, after: CaseState, context: Context): readonly EventBase[] {
  const need = needsProtection(after);
  const followed: readonly ProtectionNeedFollowed[] =
    need === needsProtection(before) ? [] : [{ type: 'ProtectionNeedFollowed', rules: ['THR-6'], need }];
  return [...footingGone(before, after, context), ...passedOn(before, after, context), ...followed];
}

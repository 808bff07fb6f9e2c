import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import { awaitedFunction, isAnswered, isAwaited, needsProtection, requests } from './questions';
import type { AssessmentRequest, AssessmentStopped, ProtectionNeedFollowed } from './state';

/** CON-8: the consent that carried the request, or the application, has ended: it stops, and the police are told by control letter. */
function stopped(
  after: CaseState,
  request: AssessmentRequest,
  nth: number,
  context: Context,
): AssessmentStopped {
  const asked = [...new Set([request.to, awaitedFunction(after, request, context.profile)])];
  return {
    type: 'AssessmentStopped',
    rules: ['CON-8'],
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

function hasArrived(state: CaseState, { letterId }: AssessmentRequest): boolean {
  const { standing } = held(state.consent.letters, letterId) ?? { standing: 'posted' };
  return standing === 'posted' || standing === 'sent';
}

/** What the threat area makes of what the step decided elsewhere. */
export function threatFollow(before: CaseState, after: CaseState, context: Context): readonly EventBase[] {
  const were = requests(before).filter(isAwaited);
  const awaited = requests(after).filter(({ reference }) =>
    were.some((request) => request.reference === reference),
  );
  const lost = awaited.filter(
    (request) => hasArrived(after, request) && request.lapsed === true && !isAnswered(request),
  );
  const unheard = awaited.filter((request) => !hasArrived(after, request));
  const need = needsProtection(after);
  const followed: readonly ProtectionNeedFollowed[] =
    need === needsProtection(before) ? [] : [{ type: 'ProtectionNeedFollowed', rules: ['THR-6'], need }];
  return [
    ...lost.map((request, nth) => stopped(after, request, nth, context)),
    ...unheard.map(neverArrived),
    ...followed,
  ];
}

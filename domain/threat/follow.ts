import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import { awaitedFunction, isAwaited, isCarried, needsProtection, requests } from './questions';
import type { AssessmentRequest, AssessmentStopped, ProtectionNeedFollowed } from './state';

/** CON-8: the consent that carried the request has ended, so it stops; the police are told by control letter. */
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

/** What the threat area makes of what the step decided elsewhere. */
export function threatFollow(before: CaseState, after: CaseState, context: Context): readonly EventBase[] {
  const lost = requests(after).filter((request) => isAwaited(request) && !isCarried(after, request, context));
  const need = needsProtection(after);
  const followed: readonly ProtectionNeedFollowed[] =
    need === needsProtection(before) ? [] : [{ type: 'ProtectionNeedFollowed', rules: ['THR-6'], need }];
  return [...lost.map((request, nth) => stopped(after, request, nth, context)), ...followed];
}

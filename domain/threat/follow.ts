import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import { isAwaited, isCarried, needsProtection, requests } from './questions';
import type { AssessmentRequest, AssessmentStopped, ProtectionNeedFollowed } from './state';

/** CON-8: the consent that carried the request has ended, so it stops; the police are told by control letter. */
function stopped(request: AssessmentRequest, nth: number, context: Context): AssessmentStopped {
  return {
    type: 'AssessmentStopped',
    rules: ['CON-8'],
    reference: request.reference,
    to: request.to,
    letters: [
      {
        letterId: idOf(context, 'l', 20 + nth),
        kind: 'assessmentStopped',
        to: request.to,
        fromCase: context.caseRef,
        opener: request.letterId,
        reference: request.reference,
        facts: { stoppedAt: context.now },
        enclosures: [],
      },
    ],
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
  return [...lost.map((request, nth) => stopped(request, nth, context)), ...followed];
}

import type { CaseState } from '../case/state';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { hasFunction } from '../profile/lookup';
import { mustHoldApplication } from '../transfer/questions';
import type { RelativesInformed } from './state';

/**
 * Records that relatives were told of the help in their own district and of the contact there. Their needs are
 * handled there and not with the exit (RSP-12).
 */
export function informRelatives(state: CaseState, action: Action, context: Context): Decision {
  const { district, at } = fieldsOf<Pick<RelativesInformed, 'district' | 'at'>>(action);
  return unless<RelativesInformed>(
    [
      mustBeOpen(state),
      mustHoldApplication(state, 'RSP-12'),
      hasFunction(context.profile, district, 'district')
        ? undefined
        : obstacle(
            'RSP-12',
            'Relatives are helped by the social services of their district; that is no district of the municipality.',
            'Anhöriga får hjälp av socialtjänsten i sitt stadsområde; det där är inget stadsområde i kommunen.',
          ),
      at > context.now
        ? obstacle('RSP-12', 'That time has not come yet.', 'Den tiden har inte kommit ännu.')
        : undefined,
    ],
    () => [{ type: 'RelativesInformed', rules: ['RSP-12'], ...{ district, at }, notes: action.notes ?? [] }],
  );
}

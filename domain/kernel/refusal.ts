import type { RuleId } from './rule';
import type { Text } from './text';

/** One rule that stands in the way of an action, in words. */
export interface Obstacle {
  readonly rule: RuleId;
  readonly why: Text;
}

/**
 * Why an action was not done.
 *
 * - `refused`: rules stand in the way; all of them are listed.
 * - `notPermitted`: the reader may see the case, and this action is not theirs.
 * - `foreign`: for this reader there is no such case (CON-6).
 * - `changed`: the case is no longer as it was read when this was asked for (ADR 0010).
 */
export interface Refusal {
  readonly kind: 'refused' | 'notPermitted' | 'foreign' | 'changed';
  readonly obstacles: readonly Obstacle[];
}

/** Names one obstacle; both languages are written where the rule is enforced. */
export function obstacle(rule: RuleId, en: string, sv: string): Obstacle {
  return { rule, why: { en, sv } };
}

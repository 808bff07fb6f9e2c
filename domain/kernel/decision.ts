import type { EventBase } from './event';
import type { Obstacle } from './refusal';
import type { Action, Decision } from './step';

/** What follows from an action that nothing stands in the way of. */
export function follows<E extends EventBase>(...events: readonly E[]): Decision<E> {
  return { ok: true, events };
}

/** A refusal with all rules that stand in the way. */
export function refuses(...obstacles: readonly Obstacle[]): Decision<never> {
  return { ok: false, refusal: { kind: 'refused', obstacles } };
}

/**
 * Asks every check and refuses with all that object; otherwise gives what follows.
 *
 * @param checks each gives an obstacle or nothing
 * @param then is asked only when no check objects
 */
export function unless<E extends EventBase>(
  checks: readonly (Obstacle | undefined)[],
  then: () => readonly E[],
): Decision<E> {
  const obstacles = checks.filter((check) => check !== undefined);
  return obstacles.length > 0 ? refuses(...obstacles) : follows(...then());
}

/**
 * The fields of an action as its area names them. Requests are checked against their schema before they come here, and
 * letters against theirs, so this states a shape and does not test it.
 */
export function fieldsOf<T>(action: Pick<Action, 'body'>): T {
  return action.body as unknown as T;
}

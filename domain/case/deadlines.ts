import type { Deadline } from '../kernel/deadline';
import { areaList } from './areas';
import type { CaseState } from './state';

/** What falls due in this case, earliest first, each at an absolute instant and not yet consumed. */
export function deadlines(state: CaseState): readonly Deadline[] {
  return areaList
    .flatMap((area) => area.deadlines?.(state) ?? [])
    .filter(({ id }) => !state.passed.includes(id))
    .sort((one, other) => (one.at === other.at ? (one.id < other.id ? -1 : 1) : one.at < other.at ? -1 : 1));
}

/** What falls due next. */
export function nextDeadline(state: CaseState): Deadline | undefined {
  return deadlines(state)[0];
}

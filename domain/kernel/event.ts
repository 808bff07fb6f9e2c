import type { RuleId } from './rule';
import type { Letter } from '../letters/letter';
import type { Opening } from './matter';
import type { Notice } from './notice';

/**
 * What every event has. Each area adds its own union on `type`; `evolve` accepts every version ever written,
 * so an event is extended by optional fields and never changed.
 */
export interface EventBase {
  readonly type: string;
  /** The rules that spoke. */
  readonly rules: readonly RuleId[];
  /** Letters that leave because of this event. */
  readonly letters?: readonly Letter[];
  /** The event begins a file, where there is none yet. */
  readonly opens?: Opening;
  /** Notices raised by this event. */
  readonly notices?: readonly Notice[];
}

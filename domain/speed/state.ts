import type { EventBase } from '../kernel/event';
import type { Instant } from '../time/instant';

/** How the person was first reached. */
export const contactWays = ['visit', 'telephone', 'video', 'message', 'other'] as const;
export type ContactWay = (typeof contactWays)[number];

/** The first time of each step that the window of motivation is measured by (FUP-8). */
export interface SpeedState {
  readonly firstContact?: { readonly at: Instant; readonly how: ContactWay };
  readonly firstDecision?: Instant;
  readonly assessment?: Instant;
  readonly receipt?: Instant;
}

export interface FirstContactRecorded extends EventBase {
  readonly type: 'FirstContactRecorded';
  readonly contactAt: Instant;
  readonly how: ContactWay;
}

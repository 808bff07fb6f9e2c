import type { CaseState } from '../case/state';
import type { Road } from '../consent/carriers';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import { hasFunction } from '../profile/lookup';

type Asking = Pick<Context, 'profile' | 'unit'>;

/** What may carry a transfer to a unit: a consent to it, and from the duty desk the routine's own hand-over (INT-9, TRF-1). */
export function transferRoad(_state: CaseState, to: PartyId, { profile, unit }: Asking): Road {
  const handsOver = hasFunction(profile, unit, 'dutyDesk') && hasFunction(profile, to, 'district');
  return {
    to,
    purposes: ['transfer', 'exitProcess'],
    grounds: handsOver ? ['dutyDeskHandover'] : [],
  };
}

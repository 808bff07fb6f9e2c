import type { Road } from '../consent/carriers';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import { hasFunction } from '../profile/lookup';

/** What a consent is given for that carries a transfer. */
export const transferPurposes: readonly string[] = ['transfer', 'exitProcess'];

type Asking = Pick<Context, 'profile' | 'unit'>;

/**
 * What may carry a transfer to a unit: a consent to it, and from the duty desk the routine's own hand-over (INT-9, TRF-1). No other ground
 * carries an application, also where compulsory care is relevant (RSP-9, ADR 0021).
 */
export function transferRoad(to: PartyId, { profile, unit }: Asking): Road {
  const handsOver = hasFunction(profile, to, 'district') && hasFunction(profile, unit, 'dutyDesk');
  return {
    to,
    purposes: transferPurposes,
    grounds: handsOver ? ['dutyDeskHandover'] : [],
  };
}

import type { CaseState } from '../case/state';
import { isCareConcerned } from '../care/questions';
import type { Road } from '../consent/carriers';
import { knownHomeDistrict } from '../intake/questions';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import { hasFunction } from '../profile/lookup';

type Asking = Pick<Context, 'profile' | 'unit'>;

/**
 * What may carry a transfer to a unit: a consent to it; from the duty desk the routine's own hand-over (INT-9, TRF-1); and from
 * SAV the duty to report, once compulsory care is relevant (RSP-9).
 */
export function transferRoad(state: CaseState, to: PartyId, { profile, unit }: Asking): Road {
  const isDistrict = hasFunction(profile, to, 'district');
  const handsOver = isDistrict && hasFunction(profile, unit, 'dutyDesk');
  const reports =
    to === knownHomeDistrict(state) && hasFunction(profile, unit, 'defectorUnit') && isCareConcerned(state);
  return {
    to,
    purposes: ['transfer', 'exitProcess'],
    grounds: [...(handsOver ? ['dutyDeskHandover'] : []), ...(reports ? ['reportDutySubstanceAbuse'] : [])],
  };
}

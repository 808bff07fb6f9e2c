import type { Carrier } from './letter';

/** What a carrier is called on the record: the consent's id, or the ground's. */
export function carrierName(carrier: Carrier): string {
  return carrier.kind === 'consent' ? carrier.consent.consentId : carrier.ground.id;
}

import type { CarryingConsent, ReceivedEnclosure } from '../letters/letter';
import type { ConsentReceived } from './state';

/** Each consent that carried something, once; it enters the receiver's ledger (DEF-10). */
export function consentsReceived(enclosures: readonly ReceivedEnclosure[]): readonly ConsentReceived[] {
  const all = enclosures.flatMap(({ carrier }) => (carrier.kind === 'consent' ? [carrier.consent] : []));
  const byId = new Map<string, CarryingConsent>(all.map((consent) => [consent.consentId, consent]));
  return [...byId.values()].map((consent) => ({ type: 'ConsentReceived', rules: ['DEF-10'], consent }));
}

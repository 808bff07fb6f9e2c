import type { CaseState } from '../case/state';
import { held } from '../kernel/held';
import type { CarryingConsent, ReceivedLetter } from '../letters/letter';
import type { ConsentReceived } from './state';

/** A consent that somebody else's ledger holds is not taken from the sender's hand, and takes nobody's place (CON-2). */
function isSenders(
  { consent: { consents } }: CaseState,
  { from, fromCase }: ReceivedLetter,
  { consentId, givingUnit, ledgerCase }: CarryingConsent,
): boolean {
  const known = held(consents, consentId);
  const isSame = known?.origin?.unit === givingUnit && known.origin.ledgerCase === ledgerCase;
  return givingUnit === from && ledgerCase === fromCase && (known === undefined || isSame);
}

/**
 * Each consent of the sender's own ledger that carried something, once; it enters the receiver's ledger, so that its withdrawal can be
 * told there (CON-3, DEF-10).
 *
 * @param disclosed it carried a mere disclosure: then it lets nobody take part in the exit process here (DEF-10)
 */
export function consentsReceived(
  state: CaseState,
  letter: ReceivedLetter,
  disclosed?: 'disclosed',
): readonly ConsentReceived[] {
  const all = letter.enclosures.flatMap(({ carrier }) =>
    carrier.kind === 'consent' && isSenders(state, letter, carrier.consent) ? [carrier.consent] : [],
  );
  const byId = new Map<string, CarryingConsent>(all.map((consent) => [consent.consentId, consent]));
  return [...byId.values()].map((consent) => ({
    ...{ type: 'ConsentReceived', consent },
    ...(disclosed === undefined ? { rules: ['DEF-10'] } : { rules: ['CON-3'], disclosed: true }),
  }));
}

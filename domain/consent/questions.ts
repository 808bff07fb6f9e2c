import type { CaseState } from '../case/state';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import type { CarryingConsent } from '../letters/letter';
import type { Instant } from '../time/instant';
import type { Consent } from './state';

/** Whether the consent stands at that instant: not ended, and its time not run out (CON-3, CON-4). */
export function isValid(consent: Consent, now: Instant): boolean {
  return consent.ended === undefined && (consent.until === undefined || now <= consent.until);
}

/** All consents of the ledger, oldest first. */
export function allConsents(state: CaseState): readonly Consent[] {
  return Object.values(state.consent.consents);
}

/** To whom something goes, and what for: a consent to the exit process covers both its purposes (CON-2). */
export interface Carried {
  readonly to: PartyId;
  readonly purpose: 'threatAssessment' | 'transfer';
}

/**
 * The consent of the own ledger that lets a category through to a party now (CON-1, CON-4). A consent received with a
 * transfer carries nothing out (DEF-10).
 */
export function carrierOf(
  state: CaseState,
  { to, purpose }: Carried,
  category: string,
  now: Instant,
): Consent | undefined {
  return allConsents(state).find(
    (consent) =>
      consent.origin === undefined &&
      isValid(consent, now) &&
      [purpose, 'exitProcess'].includes(consent.purpose) &&
      consent.recipients.includes(to) &&
      consent.categories.includes(category),
  );
}

/** Whether the ledger holds a consent that lets another authority take part for the exit process (DEF-10). */
export function letsAnotherTakePart(state: CaseState): boolean {
  return allConsents(state).some((consent) => consent.ended === undefined);
}

/** The consent as it travels with what it carries: the recipient learns of no other that it names (CON-6, DEF-10). */
export function asCarrier(consent: Consent, to: PartyId, context: Context): CarryingConsent {
  return {
    consentId: consent.id,
    givingUnit: context.unit,
    ledgerCase: context.caseRef,
    purpose: consent.purpose,
    recipients: [to],
    categories: consent.categories,
    givenAt: consent.givenAt,
    ...(consent.until === undefined ? {} : { until: consent.until }),
  };
}

import type { CaseState } from '../case/state';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import { held } from '../kernel/held';
import type { CarryingConsent } from '../letters/letter';
import { isPolice } from '../profile/lookup';
import type { Profile } from '../profile/profile';
import type { Instant } from '../time/instant';
import type { Consent, GroundDisclosure } from './state';

/** Whether the consent stands at that instant: not ended, and its time not run out (CON-3, CON-4). */
export function isValid(consent: Consent, now: Instant): boolean {
  return consent.ended === undefined && (consent.until === undefined || now <= consent.until);
}

/** All consents of the ledger, oldest first. */
export function allConsents(state: CaseState): readonly Consent[] {
  return Object.values(state.consent.consents);
}

/** The consents of the own ledger that let a category go to a party and have not ended; one received carries nothing out (DEF-10). */
export function consentsTo(state: CaseState, to: PartyId, category: string): readonly Consent[] {
  return allConsents(state).filter(
    ({ origin, ended, recipients, categories }) =>
      origin === undefined && ended === undefined && recipients.includes(to) && categories.includes(category),
  );
}

/** Whether a category has been disclosed to a party, or is on its way there (CON-4). */
export function hasDisclosed(state: CaseState, to: PartyId, category: string): boolean {
  return Object.values(state.consent.letters).some(
    (letter) =>
      letter.kind === 'disclosure' &&
      letter.to === to &&
      letter.categories.includes(category) &&
      (letter.standing === 'posted' || letter.standing === 'sent'),
  );
}

/** Whether a letter of this file has reached its recipient. */
export function isDelivered(state: CaseState, letterId: string): boolean {
  return held(state.consent.letters, letterId)?.standing === 'sent';
}

/** Whether a letter will not arrive: its recipient does not take it, or nothing carried it any more. */
export function hasFailed(state: CaseState, letterId: string): boolean {
  const standing = held(state.consent.letters, letterId)?.standing;
  return standing === 'rejected' || standing === 'stopped';
}

/** What was disclosed to authorities that get no letters (CON-4, CON-5). */
export function disclosedOutside(state: CaseState): readonly GroundDisclosure[] {
  return (state.consent.onGround ?? []).filter(({ outside }) => outside === true);
}

/** Whether the consent is on record as ended; its time may have run out before the clock said so. */
export function consentHasEnded(state: CaseState, id: string): boolean {
  return held(state.consent.consents, id)?.ended !== undefined;
}

/** Whether a letter of this file is on its way or has arrived: its recipient may know of it. */
export function hasGoneOut(state: CaseState, letterId: string): boolean {
  const { standing } = held(state.consent.letters, letterId) ?? { standing: 'posted' };
  return standing === 'posted' || standing === 'sent';
}

/** Whether a consent of the own ledger let a police function be asked about crime and threat at that instant (INT-5). */
export function namedPoliceAt(state: CaseState, profile: Profile, at: Instant): boolean {
  return allConsents(state).some(
    ({ origin, purpose, recipients, givenAt, until, ended }) =>
      origin === undefined &&
      ['threatAssessment', 'exitProcess'].includes(purpose) &&
      recipients.some((party) => isPolice(profile, party)) &&
      givenAt <= at &&
      (until === undefined || at <= until) &&
      (ended === undefined || at <= ended.at),
  );
}

/** What consents to the exit process are given for; one for a single disclosure lets nobody take part (DEF-10). */
const takingPart: readonly string[] = ['exitProcess', 'threatAssessment', 'classification', 'transfer'];

/** Whether the ledger holds a consent that lets another authority take part for the exit process (DEF-10). */
export function letsAnotherTakePart(state: CaseState): boolean {
  return allConsents(state).some(
    ({ ended, purpose, disclosed }) =>
      ended === undefined && disclosed !== true && takingPart.includes(purpose),
  );
}

/** The consent as it travels with what it carries: the recipient learns of no other that it names (CON-6, DEF-10). */
export function asCarrier(
  consent: Consent,
  to: PartyId,
  context: Pick<Context, 'unit' | 'caseRef'>,
): CarryingConsent {
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

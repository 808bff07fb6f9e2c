import type { CaseState } from '../case/state';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import { held } from '../kernel/held';
import type { Carrier } from '../letters/letter';
import { groundOn } from '../profile/ground';
import type { Instant } from '../time/instant';
import { localDate } from '../time/local';
import { carriedOn } from './ground-use';
import { allConsents, asCarrier, isValid } from './questions';
import type { Consent } from './state';

/** The road of a letter: to whom, under a consent given for which purposes, and on which grounds without one. */
export interface Road {
  readonly to: PartyId;
  readonly purposes: readonly string[];
  /** Ids of grounds, tried in order where no consent carries (CON-5). */
  readonly grounds?: readonly string[];
}

/** A step, or a look at what one would do: that has no actor. */
type Looking = Pick<Context, 'now' | 'profile' | 'unit' | 'caseRef'> & Partial<Pick<Context, 'actor'>>;

/** The consent of the own ledger that lets a category through to a party now (CON-1, CON-4). */
export function consentFor(
  state: CaseState,
  road: Road,
  category: string,
  now: Instant,
): Consent | undefined {
  return allConsents(state).find(
    (consent) => carriesOn(consent, road, now) && consent.categories.includes(category),
  );
}

/** Every category that consents of the own ledger let through to a party now (CON-4, INT-9). */
export function coveredBy(state: CaseState, { to, purposes }: Road, now: Instant): readonly string[] {
  const categories = allConsents(state)
    .filter((consent) => carriesOn(consent, { to, purposes }, now))
    .flatMap((consent) => consent.categories);
  return [...new Set(categories)];
}

/** A consent received with a transfer carries nothing out (DEF-10). */
function carriesOn(consent: Consent, { to, purposes }: Road, now: Instant): boolean {
  return (
    consent.origin === undefined &&
    isValid(consent, now) &&
    purposes.includes(consent.purpose) &&
    consent.recipients.includes(to)
  );
}

/** A ground that carries a category on the day, frozen as it then reads (CON-5). */
export function groundFor(
  state: CaseState,
  ids: readonly string[],
  category: string,
  context: Looking,
): Carrier | undefined {
  const { now, profile } = context;
  const day = localDate(now, profile.calendar.zone);
  const ground = ids
    .map((id) => groundOn(profile.grounds, id, day))
    .find((found) => found !== undefined && (found.categories?.includes(category) ?? true));
  return ground === undefined ? undefined : carriedOn(state, ground, context);
}

/** What lets a category through now: a consent, or else one of the road's grounds; nothing else does (CON-1, CON-4, CON-5). */
export function carrierFor(
  state: CaseState,
  road: Road,
  category: string,
  context: Looking,
): Carrier | undefined {
  const consent = consentFor(state, road, category, context.now);
  if (consent !== undefined) return { kind: 'consent', consent: asCarrier(consent, road.to, context) };
  return groundFor(state, road.grounds ?? [], category, context);
}

/**
 * An answer goes back under the consent that carried its question, to the unit that gave it and to nobody else
 * (CON-7, RSP-13).
 *
 * @returns undefined once that consent has ended (CON-3)
 */
export function returnCarrier(state: CaseState, consentId: string, now: Instant): Carrier | undefined {
  const consent = held(state.consent.consents, consentId);
  if (consent?.origin === undefined || !isValid(consent, now)) return undefined;
  const { origin, purpose, categories, givenAt, until } = consent;
  return {
    kind: 'consent',
    consent: {
      ...{ consentId, givingUnit: origin.unit, ledgerCase: origin.ledgerCase, purpose, categories, givenAt },
      recipients: [origin.unit],
      ...(until === undefined ? {} : { until }),
    },
  };
}

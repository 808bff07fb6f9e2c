import type { Calendar } from './calendar';
import { isOfficeHours, startOfNextWorkingDay } from './calendar';
import type { Instant } from './instant';
import { isBefore } from './instant';

/**
 * When the duty desk hands over to the home district (INT-3): at the first opening of the offices after the receipt.
 * Where the district becomes known later than that, at once in office hours, otherwise at the next opening.
 *
 * @param receivedAt when the duty desk received it
 * @param knownAt since when the home district is known
 */
export function handoverAt(receivedAt: Instant, knownAt: Instant, calendar: Calendar): Instant {
  const first = startOfNextWorkingDay(receivedAt, calendar);
  if (!isBefore(first, knownAt)) return first;
  return isOfficeHours(knownAt, calendar) ? knownAt : startOfNextWorkingDay(knownAt, calendar);
}

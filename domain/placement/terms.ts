import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Instant } from '../time/instant';
import { isBefore, toInstant, toMs } from '../time/instant';
import type { LocalDate } from '../time/local';
import { localDate } from '../time/local';
import { jitterMs, limitAfter, reminderAfter } from '../time/span';
import type { Informed, PlacementDecision, PlacementTerms } from './state';

/** When a decision taken at that instant ends: nothing makes it longer (PLC-3). */
export function endOf(decidedAt: Instant, { profile }: Pick<Context, 'profile'>): Instant {
  return limitAfter(decidedAt, profile.placement.limit, profile.calendar);
}

/** A decision with its own clocks, counted from when it was taken, wherever that was (PLC-6, PLC-8). */
export function decisionOf(
  { provider, protectionLevel, costSekPerDay, from }: PlacementTerms,
  of: Pick<PlacementDecision, 'id' | 'decidedAt' | 'act'>,
  context: Context,
): PlacementDecision {
  const { placement, calendar, reminderJitterSeconds } = context.profile;
  const jitter = jitterMs(context.caseRef, reminderJitterSeconds);
  const ends = endOf(of.decidedAt, context);
  const reminders = placement.reminders
    .map((span) => toInstant(toMs(reminderAfter(of.decidedAt, span, calendar)) + jitter))
    .filter((at) => isBefore(context.now, at));
  const clock = (kind: string, at: Instant, legal: boolean): Deadline =>
    deadline({ rule: 'PLC-6', kind, subject: of.id, at, legal });
  return {
    ...of,
    ...{ provider, protectionLevel, costSekPerDay, from, ends },
    deadlines: [
      ...reminders.map((at) => clock('placementReminder', at, false)),
      clock('placementEnds', ends, true),
    ],
  };
}

/** Until when the person is told, where that could not be done at once (PLC-4). */
export function informationClock(placementId: string, kind: string, { now, profile }: Context): Deadline {
  const at = limitAfter(now, profile.placement.information, profile.calendar);
  return deadline({ rule: 'PLC-4', kind, subject: placementId, at, legal: false });
}

/** PLC-7: what a placement says comes from the profile's lists; there is no field for where it is. */
export function termsFit(
  { provider, protectionLevel }: PlacementTerms,
  { profile: { placement } }: Context,
): Obstacle | undefined {
  const isKnown =
    placement.providers.some(({ id }) => id === provider) &&
    placement.protectionLevels.some(({ id }) => id === protectionLevel);
  if (isKnown) return undefined;
  return obstacle(
    'PLC-7',
    'Name one of the types of provider and one of the levels of protection; never an address.',
    'Ange ett av utförarslagen och en av skyddsnivåerna; aldrig en adress.',
  );
}

/** PLC-3: the days before the decision, or after its time, are none of it. */
export function withinTime(
  from: LocalDate,
  last: LocalDate,
  { now, profile: { calendar } }: Context,
): Obstacle | undefined {
  if (from >= localDate(now, calendar.zone) && from <= last) return undefined;
  return obstacle(
    'PLC-3',
    'A decision holds 14 days from the day on which it is taken, and never longer: the placement begins within them.',
    'Ett beslut gäller 14 dagar från beslutsdagen och aldrig längre: placeringen börjar inom dem.',
  );
}

/** PLC-4: the person has been told; that cannot be later than now. */
export function toldByNow(informed: Informed | undefined, { now }: Context): Obstacle | undefined {
  if (informed === undefined || !isBefore(now, informed.toldAt)) return undefined;
  return obstacle(
    'PLC-4',
    'The person cannot have been told later than now.',
    'Personen kan inte ha informerats senare än nu.',
  );
}

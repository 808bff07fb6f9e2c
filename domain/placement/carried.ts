import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';
import type { Context } from '../kernel/context';
import { held } from '../kernel/held';
import type { Json } from '../kernel/text';
import { factsIn, textIn } from '../letters/facts';
import type { ReceivedEnclosure, ReceivedLetter } from '../letters/letter';
import { isBefore, isInstant } from '../time/instant';
import type { Instant } from '../time/instant';
import { isLocalDate } from '../time/local';
import type { PlacementTerms, ToldDecision } from './state';

/**
 * What the category `placement` holds in this file: that one was asked for, or the decision in force; never where
 * (PLC-2, PLC-7). A reason that the defector unit stated stays with it.
 */
export function placementContent({ placement }: CaseState): CategoryContent | undefined {
  const { asked, placements } = placement;
  const last = placements.at(-1);
  if (last === undefined) return asked && { facts: { askedAt: asked.at }, notes: [] };
  const { provider, protectionLevel, costSekPerDay, from, decidedAt } = last.decision;
  const { firstDecidedAt, informed } = last;
  return {
    facts: {
      ...{ provider, protectionLevel, costSekPerDay, from, decidedAt, firstDecidedAt },
      ...(informed === undefined ? {} : { toldAt: informed.toldAt }),
    },
    notes: [],
  };
}

type Facts = Readonly<Record<string, Json>>;

function factsOf(enclosures: readonly ReceivedEnclosure[]): Facts {
  return factsIn(enclosures.find(({ category }) => category === 'placement')?.facts);
}

/** An instant that has been; nothing else that a sender writes there counts. */
function pastInstant(fact: Json | undefined, now: Instant): Instant | undefined {
  return typeof fact === 'string' && isInstant(fact) && !isBefore(now, fact) ? fact : undefined;
}

/** When the person asked, where the letter tells it. */
export function askedAtIn(enclosures: readonly ReceivedEnclosure[], now: Instant): Instant {
  return pastInstant(held(factsOf(enclosures), 'askedAt'), now) ?? now;
}

function termsIn(facts: Facts, { profile }: Pick<Context, 'profile'>): PlacementTerms | undefined {
  const { providers, protectionLevels } = profile.placement;
  const provider = providers.find(({ id }) => id === facts['provider'])?.id;
  const protectionLevel = protectionLevels.find(({ id }) => id === facts['protectionLevel'])?.id;
  const [costSekPerDay, from] = [facts['costSekPerDay'], textIn(facts['from'])];
  if (provider === undefined || protectionLevel === undefined || from === undefined || !isLocalDate(from))
    return undefined;
  return typeof costSekPerDay === 'number' && costSekPerDay >= 0
    ? { provider, protectionLevel, costSekPerDay, from }
    : undefined;
}

/** The decision as a hand-over tells it; undefined where nothing carried it, or it is not whole (PLC-2, PLC-8). */
export function toldDecision(
  { enclosures, from: by }: Pick<ReceivedLetter, 'enclosures' | 'from'>,
  context: Pick<Context, 'profile' | 'now'>,
): ToldDecision | undefined {
  const facts = factsOf(enclosures);
  const terms = termsIn(facts, context);
  const decidedAt = pastInstant(facts['decidedAt'], context.now);
  if (terms === undefined || decidedAt === undefined) return undefined;
  const firstDecidedAt = pastInstant(facts['firstDecidedAt'], decidedAt) ?? decidedAt;
  const toldAt = pastInstant(facts['toldAt'], context.now);
  const informed = toldAt === undefined ? {} : { informed: { toldAt, by } };
  return { ...terms, decidedAt, firstDecidedAt, ...informed };
}

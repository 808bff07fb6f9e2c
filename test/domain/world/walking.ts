import { areaList } from '../../../domain/case/areas';
import type { Profile } from '../../../domain/profile/profile';
import { goteborg } from '../support/profile';
import { shortest, walk, WalkFailure } from './walk';
import type { Route } from './walk';
import { brisk } from './world';

/** A walk that broke a rule: what it broke, how to walk it again, and the story of the shortest way there. */
export interface Failed {
  readonly message: string;
  readonly again: string;
  readonly trace: readonly string[];
}

/** What walks have come to so far. */
export interface Tally {
  walks: number;
  actions: number;
  turns: number;
  /** How often each kind of event was reached. */
  readonly reached: Map<string, number>;
  readonly failures: Failed[];
}

/** Nothing walked yet. */
export function emptyTally(): Tally {
  return { walks: 0, actions: 0, turns: 0, reached: new Map(), failures: [] };
}

const asItIs = brisk(goteborg);

/** A city without that ground: where the person has not consented, nothing carries a hand-over by itself (INT-9). */
const withoutGround: Profile = {
  ...asItIs,
  grounds: asItIs.grounds.filter(({ id }) => id !== 'dutyDeskHandover'),
};

/** Every fourth walk is through the city without the ground. */
function cityOf({ seed }: Route): Profile {
  return seed % 4 === 3 ? withoutGround : asItIs;
}

/** Walks one route and adds what it came to. A failure is shortened first, which takes a minute. */
export function walkInto(tally: Tally, route: Route): void {
  const profile = cityOf(route);
  const end = walk(route, profile);
  tally.walks += 1;
  if (end instanceof WalkFailure) {
    tally.failures.push(told(route, end, profile));
    return;
  }
  tally.actions += end.actions;
  end.files.forEach(({ turns }) => (tally.turns += turns.length));
  end.seen.forEach((times, type) => tally.reached.set(type, (tally.reached.get(type) ?? 0) + times));
}

function told(route: Route, failure: WalkFailure, profile: Profile): Failed {
  const short = shortest(route, failure, profile);
  const end = walk(short, profile);
  const { message, trace } = end instanceof WalkFailure ? end : failure;
  const again = `npm run walks -- --seed ${route.seed.toString()} --moves ${short.moves.join(',')}`;
  return { message, again, trace };
}

/** Every kind of event that the areas of a case can put into words, and the consumed deadline. */
export const kinds: readonly string[] = [
  ...areaList.flatMap(({ words }) => Object.keys(words)),
  'DeadlinePassed',
];

/** Kinds that a few hundred walks need not get to, and why. */
export const unreached: Readonly<Record<string, string>> = {
  RecallTooLate:
    'a unit of this service never recalls what it has handed over; only a partner’s system that errs does',
  PlacementRecallTooLate:
    'the receipt of a placement must be lost for two weeks; some of ten thousand walks get there',
};

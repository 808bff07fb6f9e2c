import { failureOf, routeOf, shortest, walk } from './walk';
import type { Route } from './walk';
import { worldProfile } from './world';

// SLUSS_WALKS=3000 walks longer; SLUSS_SEED=17 walks that one route; SLUSS_MOVES=3,8,20 only those moves of it.
const { SLUSS_WALKS = '300', SLUSS_SEED, SLUSS_MOVES } = process.env;
const LENGTH = 75;
const profile = worldProfile();

function routes(): readonly Route[] {
  if (SLUSS_SEED === undefined)
    return Array.from({ length: Number(SLUSS_WALKS) }, (_, seed) => routeOf(seed, LENGTH));
  const whole = routeOf(Number(SLUSS_SEED), LENGTH);
  return [SLUSS_MOVES === undefined ? whole : { ...whole, moves: SLUSS_MOVES.split(',').map(Number) }];
}

/** Says how to see it again: the shortest route that breaks the same rule, and its story. */
function expectGoodEnd(route: Route): void {
  const failure = failureOf(route, profile);
  if (failure === undefined) return;
  const short = shortest(route, failure, profile);
  const again = failureOf(short, profile) ?? failure;
  const how = `SLUSS_SEED=${route.seed.toString()} SLUSS_MOVES=${short.moves.join(',')}`;
  throw new Error([again.message, `Walk it again with ${how}`, ...again.trace].join('\n'));
}

test('world', () => {
  for (const route of routes()) expectGoodEnd(route);
  expect(walk(routeOf(0, 10), profile)).toBeDefined();
}, 600_000);

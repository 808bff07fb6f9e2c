import { awaits } from '../../../domain/case/next';
import { isOpened } from '../../../domain/intake/questions';
import { plusSeconds } from '../../../domain/time/instant';
import type { Profile } from '../../../domain/profile/profile';
import { isDone } from './case-file';
import { chanceOf } from './chance';
import type { Chance } from './chance';
import { checkHolders } from './holders';
import { placementOpening } from './placing';
import { policeMove } from './police';
import type { Fate, OutboxRow } from './post';
import { act, attempt, isUnreported, passTime, report, runClocks, tellRecipient } from './running';
import { checkEnd } from './settle';
import { otherOpening, registration } from './openings';
import { nextAction, staffAction, withdrawal, worker } from './staff';
import { newWorld } from './world';
import type { World } from './world';

/** A walk: its seed, and which of its moves are made; all that it takes to have done enough, where it names none. */
export interface Route {
  readonly seed: number;
  readonly moves?: readonly number[];
}

/** So much is done in a walk at least, by staff, the police, letters and clocks; what was refused is not counted. */
export const ACTIONS = 200;

function* movesOf(world: World, { moves }: Route): Iterable<number> {
  if (moves !== undefined) return yield* moves;
  for (let nth = 0; world.actions < ACTIONS; nth += 1) yield nth;
}

const everyone = [
  'supervisor',
  'supervisor',
  'supervisor',
  'caseworker1',
  'caseworker2',
  'reception',
] as const;

function openCase(world: World, chance: Chance): void {
  const unit = chance.pick([
    'sav',
    'sav',
    'sav',
    'hisingen',
    'nordost',
    'centrum',
    'socialjour',
    'socialjour',
  ]);
  const who = unit === 'socialjour' ? 'dutyDesk' : chance.pick(['caseworker1', 'reception']);
  const caseRef = `c${world.files.size.toString()}`;
  const atNight = unit === 'socialjour' ? [placementOpening, placementOpening] : [];
  const opening = chance.pick([
    registration,
    registration,
    registration,
    otherOpening,
    placementOpening,
    ...atNight,
  ]);
  act(world, { unit, caseRef, who }, opening({ world, chance }, unit));
}

function work(world: World, chance: Chance): void {
  const open = [...world.files.values()].filter(({ state }) => state.intake.status !== 'none');
  const busy = open.filter(({ state }) => state.intake.status !== 'closed' || chance.hits(0.1));
  const file = chance.some(busy);
  if (file === undefined) {
    openCase(world, chance);
    return;
  }
  const who = chance.hits(0.03)
    ? 'supervisor@sydvast'
    : chance.hits(0.5)
      ? worker(file)
      : chance.pick(everyone);
  act(world, { ...file, who }, staffAction({ world, file, chance }));
}

/** Several things done in a row in one case, mostly those that come next. */
function workDay(world: World, chance: Chance): void {
  const busy = [...world.files.values()].filter(
    ({ state }) => isOpened(state) && (state.intake.status !== 'closed' || awaits(state) === 'us'),
  );
  const file = chance.some(busy);
  let refused = 0;
  for (let left = 2 + chance.below(8); left > 0 && refused < 2 && file !== undefined; left -= 1) {
    const occasion = { world, file, chance };
    const action = chance.hits(0.9) ? nextAction(occasion) : staffAction(occasion);
    if (action === undefined) return;
    if (!isDone(act(world, { ...file, who: worker(file) }, action))) refused += 1;
  }
}

/** An application that has moved must arrive (TRF-5). */
const mayBeTurnedDown: readonly string[] = [
  ...['threatAssessmentRequest', 'seriousCrimeQuestion', 'placementTakeover'],
];

function fateOf({ letter }: OutboxRow, chance: Chance): Fate {
  if (mayBeTurnedDown.includes(letter.kind) && chance.hits(0.05)) return 'rejected';
  return chance.pick<Fate>(['arrives', 'arrives', 'arrives', 'answerLost', 'lost']);
}

/** The post does some of what it has to do, in no order, and some of it again. */
function postMove(world: World, chance: Chance): void {
  const { rows, inbox } = world.post;
  for (const row of chance.sample(rows, 0.5)) {
    if (row.state === 'waiting' || row.state === 'sending') {
      attempt(world, row, fateOf(row, chance));
    }
  }
  for (const entry of chance.shuffled([...inbox.values()])) {
    if (chance.hits(entry.told === 0 ? 0.5 : 0.03)) tellRecipient(world, entry);
  }
  chance.sample(rows.filter(isUnreported), 0.5).forEach((row) => {
    report(world, row);
  });
}

const HOUR = 3600;

function timeMove(world: World, chance: Chance): void {
  const until = plusSeconds(world.now, HOUR * chance.pick([1, 5, 24, 24, 48, 100, 350]) + chance.below(HOUR));
  if (chance.hits(0.6)) {
    passTime(world, until, chance);
    return;
  }
  // The workers were down: the clocks are late, and letters may come before them.
  world.now = until;
  if (chance.hits(0.5)) runClocks(world, chance);
}

function withdrawMove(world: World, chance: Chance): void {
  const file = chance.some([...world.files.values()].filter(({ state }) => state.intake.status !== 'none'));
  if (file === undefined) return;
  const action = withdrawal({ world, file, chance });
  if (action !== undefined) act(world, { ...file, who: worker(file) }, action);
}

/** What may happen, and how often out of a hundred. */
const moves: readonly (readonly [number, (world: World, chance: Chance) => void])[] = [
  [4, openCase],
  [14, work],
  [44, workDay],
  [4, withdrawMove],
  [12, policeMove],
  [9, timeMove],
  [13, postMove],
];

function move(world: World, chance: Chance): void {
  let left = world.files.size === 0 ? 0 : chance.below(100);
  const made = moves.find(([often]) => (left -= often) < 0)?.[1] ?? openCase;
  made(world, chance);
  if (chance.hits(0.4)) postMove(world, chance);
}

/** Walks the route and looks, at its end, whether everything comes to rest. */
export function walk(route: Route, profile: Profile): World | WalkFailure {
  const world = newWorld(profile);
  const made: number[] = [];
  try {
    for (const nth of movesOf(world, route)) {
      made.push(nth);
      world.trace.push(`— move ${nth.toString()}`);
      move(world, chanceOf(route.seed, nth));
      checkHolders(world);
    }
    checkEnd(world, chanceOf(route.seed, -1));
    return world;
  } catch (cause) {
    return new WalkFailure(cause, { moves: made, trace: world.trace });
  }
}

/** What went wrong, and the story that led to it. */
export class WalkFailure extends Error {
  readonly moves: readonly number[];
  readonly trace: readonly string[];

  constructor(cause: unknown, { moves, trace }: Pick<WalkFailure, 'moves' | 'trace'>) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.moves = moves;
    this.trace = trace;
  }
}

const ruleOf = ({ message }: WalkFailure): string => message.split(':')[0] ?? '';

/** Leaves out moves, many at a time and then one by one, as long as the same rule is broken. */
export function shortest({ seed }: Route, failure: WalkFailure, profile: Profile): Required<Route> {
  let { moves } = failure;
  for (let size = Math.ceil(moves.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = moves.length - size; from >= 0; from -= size) {
      const fewer = [...moves.slice(0, from), ...moves.slice(from + size)];
      const again = walk({ seed, moves: fewer }, profile);
      if (again instanceof WalkFailure && ruleOf(again) === ruleOf(failure)) moves = fewer;
    }
  }
  return { seed, moves };
}

import { setTimeout as sleep } from 'node:timers/promises';

import type { Proxy, Weather } from '../service/proxy';
import { rowOf } from '../trial';
import type { Ground, Row, Try } from '../trial';

const weathers: readonly Weather[] = ['cut', 'deafUp', 'deafDown', 'deaf', { slowMs: 200 }];
const FOR_MS = 2_500;

/** Every way on which two processes meet, by its name. */
export function waysOf({ main, outside }: Ground): readonly (readonly [string, Proxy])[] {
  const { 'caller–API': front, ...inner } = main.ways;
  return [...Object.entries(inner), ['worker–partner', outside.way], ['caller–API', front]];
}

/** Each way broken off, held in one direction, in the other and in both, and slow. */
export async function cuts(ground: Ground, attempt: Try): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, way] of waysOf(ground)) {
    const row = rowOf(`${name} cut, one way, both, slow`);
    rows.push(row);
    for (let nth = 0; nth < ground.times; nth += 1)
      for (const weather of ground.chance.shuffled(weathers))
        await attempt(row, async () => {
          way.turn(weather);
          await sleep(FOR_MS);
          way.turn('clear');
        });
  }
  return rows;
}

const ANSWERS = 3;
const ROUNDS = 2;
const LOST_WITHIN_MS = 30_000;
const POLL_MS = 20;

/** What is asked for on a way when its answer is lost: what changes something, where that can be told. */
const words: Readonly<Record<string, string>> = {
  'caller–API': 'POST /v1/',
  'API–store': 'commit',
  'worker–store': 'commit',
  'worker–partner': 'POST /',
};

/** The work is done, and its answer never arrives. */
export async function lostAnswers(ground: Ground, attempt: Try): Promise<readonly Row[]> {
  const row = rowOf('the answer lost after the work was done');
  for (let nth = 0; nth < ROUNDS * ground.times; nth += 1)
    for (const [name, way] of ground.chance.shuffled(waysOf(ground)))
      await attempt(row, async () => {
        way.loseAnswers(ANSWERS, words[name]);
        const lastMoment = Date.now() + LOST_WITHIN_MS;
        while (way.lost() < ANSWERS && Date.now() < lastMoment) await sleep(POLL_MS);
        if (way.lost() === 0) throw new Error(`no answer was lost on ${name}`);
        way.loseAnswers(0);
      });
  return [row];
}

import { setTimeout as sleep } from 'node:timers/promises';

import { createCaller } from '../load/caller';
import { handedOver } from '../load/story';
import type { Change } from '../service/part';
import { rowOf } from '../trial';
import type { Ground, Row, Try } from '../trial';

const KILLS = 6;
const UNTIL_MS = 1_500;
const QUIET_STEPS = 40;
const QUIET_WITHIN_MS = 240_000;

/** What the processes beside the first are told to serve: a worker SAV alone, another the districts; the APIs everything. */
const told: readonly Change[] = [
  { env: { SLUSS_UNITS: 'sav' } },
  { env: { SLUSS_UNITS: 'centrum,hisingen' } },
];

/** Three workers and three APIs on one server and one database: first all at work, then killed at random. */
export async function threeAndThree(ground: Ground, attempt: Try): Promise<readonly Row[]> {
  const { main, chance, times, load, findings, outside } = ground;
  const [atWork, killed] = [
    rowOf('three workers, three APIs at work'),
    rowOf('three and three, killed at random'),
  ];
  const all = [
    ...main.workers.map((part, nth) => ({ part, change: told[nth - 1] })),
    ...main.apis.map((part) => ({ part, change: undefined })),
  ];
  const more = all.filter(({ part }) => part.pid() === undefined);
  await attempt(atWork, async () => {
    await Promise.all(more.map(({ part, change }) => part.start(change)));
    const before = outside.mail.mails.length;
    if (!(await load.goesOn(QUIET_STEPS, QUIET_WITHIN_MS))) throw new Error('no step goes on');
    // With nobody killed, no mail is sent a second time either.
    const sent = outside.mail.mails.slice(before).map(({ to, headers }) => `${to.join()} ${idOf(headers)}`);
    const twice = sent.filter((name, nth) => sent.indexOf(name) !== nth);
    for (const name of twice) findings.add('letters doubled', `the mail ${name} was sent twice`);
    atWork.note = `${sent.length} mails, each once`;
  });
  for (let nth = 0; nth < KILLS * times; nth += 1)
    await attempt(killed, async () => {
      await sleep(chance.below(UNTIL_MS));
      const one = chance.some(all);
      await one?.part.kill();
      await one?.part.start(one.change);
    });
  await Promise.all(more.map(({ part }) => part.stop()));
  return [atWork, killed];
}

function idOf(headers: readonly (readonly [string, string])[]): string {
  return headers.find(([name]) => name.toLowerCase() === 'message-id')?.[1] ?? '';
}

/** A unit with worker, API, store, Temporal server and keys of its own, to which applications are handed over by letters. */
export async function unitAlone(ground: Ground, attempt: Try): Promise<readonly Row[]> {
  const { main, load, outside, times } = ground;
  const row = rowOf('a unit on its own: each of its parts killed, the way cut');
  const alone = await ground.installAlone();
  const las = outside.signing['las'];
  const district = alone.units[0];
  if (las === undefined || district === undefined) throw new Error('the unit has no name');
  const [from, to] = [main, alone].map((one) => createCaller(one, load.gate, load.ledger));
  if (from === undefined || to === undefined) throw new Error('nobody calls');
  const lane = load.lane(`to ${district}`, () => handedOver({ from, to, district, las }));
  const way = alone.ways['caller–API'];
  const faults: readonly (() => Promise<void>)[] = [
    ...[alone.workers[0], alone.apis[0], alone.temporal, alone.postgres].map((part) => async () => {
      await part?.kill();
      await part?.start();
    }),
    async () => {
      way.turn('cut');
      await sleep(UNTIL_MS);
      way.turn('clear');
    },
  ];
  for (let nth = 0; nth < times; nth += 1)
    for (const fault of ground.chance.shuffled(faults)) await attempt(row, fault);
  await attempt(row, lane.finish);
  if (lane.told() === 0) ground.findings.add('stalled', `nothing was handed over to ${district}`);
  return [row];
}

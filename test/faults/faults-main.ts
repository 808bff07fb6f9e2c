import { parseArgs } from 'node:util';

import { messageOf } from '../../dev/root';
import { chanceOf } from '../domain/world/chance';
import { acknowledged } from './load/ledger';
import { createFindings } from './oracle/findings';
import { families } from './registry';
import { inWords, isSound } from './report';
import type { Outcome } from './report';
import { openStage } from './stage';
import type { Stage } from './stage';
import { settle, tryOn } from './trial';
import type { Ground, Row } from './trial';

process.env['TZ'] = 'UTC';

const USAGE = `npm run faults             every fault of the table under load, a fixed seed, 20 kills
npm run faults -- --night  ten times as many
  --seed N                 another order and other moments
  --only NAME              one family: ${families.map(({ name }) => name).join(', ')}
  --json                   the outcome as JSON`;

const options = {
  seed: { type: 'string', default: '1' },
  night: { type: 'boolean', default: false },
  only: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const NIGHT_TIMES = 10;

async function tryAll(ground: Ground, only: readonly string[] | undefined): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, run } of families) {
    if (only !== undefined && !only.includes(name)) continue;
    ground.say(`${name} …`);
    rows.push(...(await run(ground, tryOn(ground))));
    await settle(ground);
  }
  return rows;
}

async function run(stage: Stage, seed: number, night: boolean, only?: readonly string[]): Promise<Outcome> {
  const begun = Date.now();
  const findings = createFindings();
  const { load } = stage;
  const say = (line: string): void => {
    console.error(`${((Date.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
  };
  const times = night ? NIGHT_TIMES : 1;
  const ground = { ...stage, findings, chance: chanceOf(seed, 0), times, say };
  const rows = await tryAll(ground, only);
  const { ledger } = load;
  return {
    ...{ seed, rows, findings: findings.all() },
    seconds: Math.round((Date.now() - begun) / 1000),
    acknowledged: acknowledged(ledger),
    again: ledger.commands.filter(({ tries }) => tries > 1).length,
    cases: new Set(ledger.commands.map(({ caseRef }) => caseRef)).size,
    strange: [...ledger.strange],
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const stage = await openStage(console.error);
  let sound = false;
  try {
    const outcome = await run(stage, Number(values.seed), values.night, values.only);
    sound = isSound(outcome);
    console.log(values.json ? JSON.stringify(outcome) : inWords(outcome));
  } finally {
    await stage.close(!sound);
  }
  return sound ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);

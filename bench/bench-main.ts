import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ServiceFile } from '../dev/demo/client';
import type { AtCase } from '../dev/demo/at-case';
import { consentTo, offeredCase, telephone, waitingCases } from '../dev/demo/common';
import { applicants } from '../dev/demo/people';
import { createStage } from '../dev/demo/stage';
import type { Stage } from '../dev/demo/stage';
import { messageOf, root } from '../dev/root';
import type { Figures } from './figures';
import { measure, toTable } from './figures';

const RUNS = 60;
const WARM_UP = 10;
const TRANSFERS = 5;

/** Steps and readings of one case over the public API. */
async function ofOneCase(stage: Stage): Promise<readonly Figures[]> {
  const caseRef = await stage.open(
    'sav.caseworker',
    telephone(applicants.notSpecial, 'Bench (invented).'),
    'opens',
  );
  const sav = stage.person('sav.caseworker');
  const step = async (nth: number): Promise<unknown> =>
    sav.post(`/v1/cases/${caseRef}/actions/record-criterion`, {
      criterion: 'need',
      value: nth % 2 === 0 ? 'met' : 'unknown',
      reason: 'Bench (invented).',
    });
  await measure('warm-up', WARM_UP, step);
  return [
    await measure('a step: update, journal, notes and log', RUNS, step),
    await measure('a refused step', RUNS, async () =>
      sav.post(`/v1/cases/${caseRef}/actions/request-threat-assessment`, { occasion: 'first' }),
    ),
    await measure('a case read, with its log line', RUNS, async () => sav.get(`/v1/cases/${caseRef}`)),
    await measure('a worklist of up to 50 rows', RUNS, async () => sav.get('/v1/worklists/mine?limit=50')),
  ];
}

/** A case of Hisingen that is ready to be offered to Nordost. */
async function ready(stage: Stage): Promise<AtCase> {
  const opening = { ...telephone(applicants.special, 'Bench (invented).'), channel: 'reception' };
  const sender = stage.at('hisingen.caseworker', await stage.open('hisingen.caseworker', opening, 'opens'));
  await sender.act('set-home-district', { district: 'nordost', basis: 'Bench (invented).' }, 'sets');
  await sender.act(
    'give-consent',
    consentTo('transfer', ['nordost'], ['core'], 'hisingen.caseworker'),
    'consents',
  );
  return sender;
}

/** From the offer until the receiver's own case waits for its receipt: a letter through outbox and inbox. */
async function ofLetters(stage: Stage): Promise<Figures> {
  const senders: AtCase[] = [];
  while (senders.length < TRANSFERS) senders.push(await ready(stage));
  const known = new Set(await waitingCases(stage, 'nordost.reception'));
  return measure('an offer: until the receiver’s case is there', TRANSFERS, async (nth) => {
    await senders[nth]?.act('offer-transfer', { to: 'nordost', categories: [], reason: 'Bench.' }, 'offers');
    known.add(await offeredCase(stage, 'nordost.reception', known));
  });
}

async function main(): Promise<void> {
  const file = join(process.env['SLUSS_STATE_DIR'] ?? join(root, '.sluss'), 'service.json');
  const service = JSON.parse(readFileSync(file, 'utf8')) as ServiceFile;
  const stage = createStage(service, { patienceMs: 5_000, print: () => undefined });
  const figures = [...(await ofOneCase(stage)), await ofLetters(stage)];
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
  else console.log(toTable(figures));
}

main().catch((error: unknown) => {
  console.error(`The bench needs a running service (npm start). ${messageOf(error)}`);
  process.exitCode = 1;
});

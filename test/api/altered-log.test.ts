import { Pool } from 'pg';

import { staff } from './support/asking';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { newCase } from './support/stories';

interface Item {
  readonly who: string;
  readonly action: string;
  readonly outcome: string;
  readonly forReview: boolean;
  readonly doubts: readonly { readonly rule: string; readonly why: string }[];
}

let service: Service;
let admin: Pool;
let ref: string;

beforeAll(async () => {
  service = await openService();
  admin = new Pool({ connectionString: service.databaseUrl, max: 1 });
}, START_MS);
afterAll(async () => {
  await admin.end();
  await service.close();
});

beforeEach(async () => {
  ref = await newCase(staff(service, 'sav', 'caseworker'));
  await staff(service, 'sav', 'caseworker', 'sav.caseworker').get(`/v1/cases/${ref}`);
});

async function readLog(headers: Readonly<Record<string, string>> = {}): Promise<readonly Item[]> {
  const { status, body } = await staff(service, 'sav', 'supervisor').get(`/v1/cases/${ref}/access-log`, {
    headers,
  });
  expect(status).toBe(200);
  return (body as { items: readonly Item[] }).items;
}

/** By somebody who can write everything in the database, to the last reading of the case. */
async function alter(set: string): Promise<void> {
  const last = `(select max(number) from access_log where unit = 'sav' and case_ref = $1)`;
  await admin.query(`update access_log set ${set} where unit = 'sav' and number = ${last}`, [ref]);
}

const altered = { action: '-', outcome: 'altered', rules: ['AUD-3'], forReview: true };
const forged = `convert_to('{"action":"readOffers","outcome":"answered","rules":[]}', 'UTF8')`;

describe('AUD-3 AUD-4: the case’s log shows a line that was altered as altered, and the rest as usual', () => {
  test('a sound log has no doubts', async () => {
    const items = await readLog();
    expect(items.map(({ doubts }) => doubts)).toEqual(items.map(() => []));
  });

  test.each([
    ['what it says', `sealed = set_byte(sealed, 20, (get_byte(sealed, 20) + 1) % 256)`],
    ['what it says, cut short', `sealed = '\\x00'`],
    ['what it says, in the clear', `sealed = ${forged}`],
    ['who', `who = 'sav.other'`],
    ['roles', `roles = '{operator}'`],
    ['when', `at = at + interval '1 day'`],
    ['when, to no instant at all', `at = 'infinity'`],
    ['what it says, and its code taken away', `mac = null`],
  ])('%s', async (_what, set) => {
    const [own, ...before] = await readLog();
    await alter(set);
    const [reading, line, ...rest] = await readLog();
    expect([reading?.who, reading?.doubts]).toEqual(['sav.supervisor', []]);
    expect(line).toMatchObject({ ...altered, doubts: [{ rule: 'AUD-3' }] });
    expect(rest).toEqual(before);
    expect(own?.doubts).toEqual([]);
  });

  test('a line that stands in the clear and has no code says so: nothing proves it', async () => {
    await alter(`mac = null, sealed = ${forged}`);
    const [, line] = await readLog();
    expect(line).toMatchObject({ action: 'readOffers', outcome: 'answered', doubts: [{ rule: 'AUD-3' }] });
    expect(line?.doubts[0]?.why).toContain('Nothing proves');
  });

  test('it is told in the reader’s language', async () => {
    await alter(`who = 'sav.other'`);
    const why = async (language: string) =>
      (await readLog({ 'accept-language': language })).flatMap(({ doubts }) => doubts)[0]?.why;
    expect(await why('en')).toContain('altered');
    expect(await why('sv')).toContain('ändrats');
  });
});

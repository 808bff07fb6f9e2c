import { join } from 'node:path';

import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

import { openEmbedded } from '../support/embedded';
import { caseWorkflowType, searchAttributes } from '../../messages/case-messages';
import { createPayloadCodec } from '../../security/payload-codec';
import { runOps } from '../../worker/ops/commands';
import { startOptions } from '../../worker/revive';
import { openStore } from '../store/support/databases';
import type { TestStore } from '../store/support/databases';
import { append, event, letter, someCase, unique, wireLetter } from '../store/support/steps';

const failureConverterPath = require.resolve('../../security/failure-converter');

let env: TestWorkflowEnvironment;
let store: TestStore;
let client: Client;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  const executable = { type: 'existing-path', path: process.env['TEMPORAL_CLI_PATH'] ?? '' } as const;
  const server = { executable, namespace: 'sluss-sav', searchAttributes: [...searchAttributes] };
  env = await TestWorkflowEnvironment.createLocal({ server });
  store = await openStore(openEmbedded);
  const dataConverter = { payloadCodecs: [createPayloadCodec('sav', store.ring)], failureConverterPath };
  client = new Client({ connection: env.connection, namespace: 'sluss-sav', dataConverter });
}, 180_000);

afterAll(async () => {
  await env.teardown();
  await store.close();
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

/** As `npm run ops -- …` with the worker's environment. */
async function ops(...args: readonly string[]): Promise<Ran> {
  const [out, said]: string[][] = [[], []];
  const code = await runOps(
    args,
    {
      SLUSS_DATABASE_URL: store.url,
      SLUSS_MASTER_KEYS: `file:${store.keysDir}`,
      SLUSS_TEMPORAL_ADDRESS: env.address,
      SLUSS_UNITS: 'sav',
    },
    { print: (text) => void out?.push(text), say: (line) => void said?.push(line) },
  );
  return { code, out: out?.join('\n') ?? '', said: said?.join('\n') ?? '' };
}

const kindsIn = ({ out }: Ran): readonly string[] => {
  const reports = JSON.parse(out) as readonly { told: readonly { finding: { kind: string } }[] }[];
  return reports.flatMap(({ told }) => told.map(({ finding }) => finding.kind));
};
const reconcile = (caseRef: string, ...args: readonly string[]): Promise<Ran> =>
  ops('reconcile', '--json', '--case', caseRef, ...args);

/** A case of the journal, and its log lines by the operator. */
async function inJournal(...more: readonly Parameters<typeof append>[2][]): Promise<string> {
  const caseRef = someCase();
  const steps = more.length === 0 ? [{}] : more;
  for (const [nth, differs] of steps.entries())
    await store.store.journal.append(append(caseRef, nth + 1, differs));
  return caseRef;
}

const operatorLines = async (caseRef: string): Promise<readonly string[]> =>
  (await store.store.accessLog.ofCase('sav', caseRef, { limit: 50 })).items
    .filter(({ who }) => who === 'operator')
    .map(({ action = '', outcome = '' }) => `${action} ${outcome}`)
    .reverse();

test('a missing workflow and a wrong worklist row: a dry run only tells, --do mends and logs, a second run finds nothing', async () => {
  const caseRef = await inJournal();
  const dry = await reconcile(caseRef);
  expect([dry.code, kindsIn(dry)]).toEqual([1, ['noWorkflow']]);
  await expect(client.workflow.getHandle(caseRef).describe()).rejects.toThrow();

  const mended = await reconcile(caseRef, '--do');
  expect([mended.code, kindsIn(mended)]).toEqual([0, ['noWorkflow', 'rowDiffers']]);
  expect((await client.workflow.getHandle(caseRef).describe()).status.name).toBe('RUNNING');
  await expect(operatorLines(caseRef)).resolves.toEqual([
    ...['reconcile:noWorkflow begun', 'reconcile:noWorkflow done'],
    ...['reconcile:rowDiffers begun', 'reconcile:rowDiffers done'],
  ]);
  const again = await reconcile(caseRef);
  expect([again.code, kindsIn(again)]).toEqual([0, []]);
});

test('PIN-2: a letter that the outbox lost is put back in doubt, and one that waits in the inbox though it has its step is settled', async () => {
  const [sent, received] = [letter([]), wireLetter()];
  await store.store.inbox.receive({ unit: 'sav', letter: received, receivedAt: new Date().toISOString() });
  const caseRef = await inJournal(
    { step: { events: [event({ letters: [sent] })] } },
    { step: { commandId: `letter:las:${received.letterId}` } },
  );
  await store.store.inbox.markSignalled('sav', received, caseRef, new Date().toISOString());
  await store.admin.query('delete from outbox where letter_id = $1', [sent.letterId]);
  const mended = await reconcile(caseRef, '--do');
  expect(mended.code).toBe(0);
  expect(kindsIn(mended)).toEqual(expect.arrayContaining(['letterWithoutRow', 'inboxUnsettled']));
  const name = { unit: 'sav', caseRef, letterId: sent.letterId };
  await expect(store.store.outbox.stateOf(name)).resolves.toMatchObject({ state: 'unknown' });
  await expect(store.store.inbox.standing(['sav'], 'las', received.letterId)).resolves.toBe('recorded');
  expect(kindsIn(await reconcile(caseRef))).toEqual([]);
});

test.each([
  ['gap', 'delete from journal where seq = 2 and case_ref = $1'],
  ['keyMissing', "delete from keys where key_id = 'case:' || $1"],
  ['altered', "update journal set sealed = decode('00', 'hex') where seq = 2 and case_ref = $1"],
])('AUD-3: %s is told and never mended', async (kind, statement) => {
  const caseRef = await inJournal({}, {}, {});
  await store.admin.query(statement, [caseRef]);
  const told = await reconcile(caseRef, '--do');
  expect([told.code, kindsIn(told)]).toEqual([1, [kind]]);
});

test('a case that stands still is told of with why: no workflow, no worker, a letter that does not go, one that is not recorded, a deadline', async () => {
  const idle = await inJournal({ row: { nextDue: '2026-03-01T07:00:00.000Z' } });
  const posting = await inJournal({ step: { events: [event({ letters: [letter([])] })] } });
  const received = wireLetter();
  await store.store.inbox.receive({ unit: 'sav', letter: received, receivedAt: '2026-03-02T09:00:00.000Z' });
  await client.workflow.start(caseWorkflowType, startOptions('sav', posting));
  const { code, out } = await ops('stalled', '--letters', '0', '--other', '0', '--json');
  const found = JSON.parse(out) as readonly { kind: string; caseRef?: string; letterId?: string }[];
  const kindsOf = (caseRef: string): readonly string[] =>
    found.filter((one) => one.caseRef === caseRef).map(({ kind }) => kind);
  expect(code).toBe(1);
  expect(kindsOf(idle)).toEqual(['noWorkflow', 'deadlinePast']);
  expect(kindsOf(posting)).toEqual(['taskWaiting', 'letterOut']);
  expect(found).toContainEqual(expect.objectContaining({ kind: 'letterIn', letterId: received.letterId }));
  const words = await ops('stalled', '--other', '0');
  expect(words.out).toMatch(/no workflow runs for it:\n(.*\n)*\s+→ A worker starts it within the hour/);
});

test('health tells which part is ill, and what to do', async () => {
  const { code, out } = await ops('health');
  expect(code).toBe(1);
  expect(out).toMatch(/^ok {4}database: PostgreSQL/m);
  expect(out).toMatch(/^ok {4}keys of sav/m);
  expect(out).toMatch(/^ILL {3}worker of sav: nobody takes its tasks/m);
  await store.admin.query('alter table notes no force row level security');
  const open_ = await ops('health');
  await store.admin.query('alter table notes force row level security');
  expect(open_.out).toMatch(/^ILL {3}database: row security is not in force on notes/m);
});

test.each([
  [['health']],
  [['stalled']],
  [['replay']],
  [['deploy']],
  [['reconcile']],
  [['keys', 'status', '--unit', 'sav']],
  [['keys', 'rotate', '--unit', 'sav']],
  [['keys', 'retire', '--unit', 'sav']],
])(
  'AUD-1: that an operator looked by %j stands in the log of the unit',
  async (args) => {
    const lines = async (): Promise<number> => {
      const query = "select count(*) as lines from access_log where unit = 'sav' and who = 'operator'";
      return Number((await store.admin.query<{ lines: string }>(query)).rows[0]?.lines);
    };
    const before = await lines();
    await ops(...args);
    await expect(lines()).resolves.toBe(before + 1);
  },
  60_000,
);

test('replay: a case that the code does not fit is named, with no word of what is in it', async () => {
  const caseRef = unique('other');
  const worker = await Worker.create({
    connection: env.nativeConnection,
    namespace: 'sluss-sav',
    taskQueue: unique('queue'),
    workflowsPath: join(__dirname, '..', 'workflows', 'other-case.ts'),
    dataConverter: { payloadCodecs: [createPayloadCodec('sav', store.ring)], failureConverterPath },
  });
  await worker.runUntil(async () => {
    const handle = await client.workflow.start(caseWorkflowType, {
      ...startOptions('sav', caseRef),
      taskQueue: worker.options.taskQueue,
    });
    for (let events = 0; events < 5;) events = (await handle.fetchHistory()).events?.length ?? 0;
  });
  const { code, out } = await ops('replay', '--json');
  expect(code).toBe(1);
  const { failed } = JSON.parse(out) as { failed: readonly unknown[] };
  expect(failed).toEqual([{ unit: 'sav', caseRef, failure: 'DeterminismViolationError' }]);
});

test.each([
  [['nonsense'], 'There is no command nonsense'],
  [['reconcile', '--nonsense'], "Unknown option '--nonsense'"],
  [['reconcile', '--unit', 'nowhere'], 'There is no unit nowhere here'],
  [['backup'], 'npm run ops -- backup --out DIR'],
])('%j ends with 2 and says what is wrong', async (args, says) => {
  const { code, said } = await ops(...args);
  expect([code, said]).toEqual([2, expect.stringContaining(says)]);
});

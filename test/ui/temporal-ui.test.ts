import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { Connection } from '@temporalio/client';

import { openBrowser, signInTo } from './support/browser';
import type { Browser } from './support/browser';
import { MARKERS, NUMBER, markedCase, step } from './support/cases';
import { handOver, payloadsIn } from './support/payloads';
import { AUDIENCE, SERVER_CONFIG, startStack } from './support/stack';
import type { Stack } from './support/stack';

// Where nothing was built before, the server is: a quarter of an hour on two idle cores.
const START_MS = 3_600_000;
const BROWSER_MS = 120_000;

let stack: Stack;
const cases = { sav: '', hisingen: '' };

beforeAll(async () => {
  stack = await startStack();
  cases.sav = await markedCase(stack, 'sav.caseworker', 'defectorTelephone');
  await step(stack, 'sav.caseworker', cases.sav);
  cases.hisingen = await markedCase(stack, 'hisingen.reception', 'reception');
}, START_MS);
afterAll(() => stack.stop(), 60_000);

type Unit = keyof typeof cases;
type Call = (service: Connection['workflowService'], unit: Unit) => Promise<unknown>;

const at = (unit: Unit) => ({
  namespace: `sluss-${unit}`,
  workflowExecution: { workflowId: cases[unit] },
});
const run = (unit: Unit) => ({ namespace: `sluss-${unit}`, execution: { workflowId: cases[unit] } });

const readings: Readonly<Record<string, Call>> = {
  list: (service, unit) => service.listWorkflowExecutions({ namespace: `sluss-${unit}` }),
  count: (service, unit) => service.countWorkflowExecutions({ namespace: `sluss-${unit}` }),
  describe: (service, unit) => service.describeWorkflowExecution(run(unit)),
  history: (service, unit) => service.getWorkflowExecutionHistory(run(unit)),
};

const writings: Readonly<Record<string, Call>> = {
  signal: (service, unit) => service.signalWorkflowExecution({ ...at(unit), signalName: 'unitLetter' }),
  terminate: (service, unit) => service.terminateWorkflowExecution(at(unit)),
  cancel: (service, unit) => service.requestCancelWorkflowExecution(at(unit)),
  reset: (service, unit) =>
    service.resetWorkflowExecution({ ...at(unit), workflowTaskFinishEventId: 3 as never }),
  delete: (service, unit) => service.deleteWorkflowExecution(at(unit)),
  update: (service, unit) =>
    service.updateWorkflowExecution({
      ...at(unit),
      request: { meta: { updateId: 'u' }, input: { name: 'record' } },
    }),
  start: (service, unit) =>
    service.startWorkflowExecution({
      namespace: `sluss-${unit}`,
      workflowId: 'intruder',
      workflowType: { name: 'defectorCase' },
      taskQueue: { name: 'case' },
    }),
  poll: (service, unit) =>
    service.pollWorkflowTaskQueue({ namespace: `sluss-${unit}`, taskQueue: { name: 'case' } }),
  'change the namespace': (service, unit) => service.updateNamespace({ namespace: `sluss-${unit}` }),
};

const sound = {
  TEMPORAL_TLS_FRONTEND_CERT: '/none.pem',
  TEMPORAL_TLS_FRONTEND_KEY: '/none.key',
  TEMPORAL_JWT_KEY_SOURCE1: 'http://127.0.0.1:1/jwks',
  TEMPORAL_JWT_AUDIENCE: AUDIENCE,
};

/** gRPC's name for how the call ended. */
async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    (error: unknown) => (error as Error).message.replace(/^\d+ (\w+):.*/s, '$1'),
  );
}

const DENIED = 'PERMISSION_DENIED';
const units = ['sav', 'hisingen'] as const;

test.each([
  'TEMPORAL_TLS_FRONTEND_CERT',
  'TEMPORAL_TLS_FRONTEND_KEY',
  'TEMPORAL_JWT_KEY_SOURCE1',
  'TEMPORAL_JWT_AUDIENCE',
])('CON-6: a Temporal server without %s does not start, and says so', async (missing) => {
  const program = promisify(execFile)(stack.server, ['--config-file', SERVER_CONFIG, 'start'], {
    env: { ...sound, [missing]: '' },
    timeout: BROWSER_MS,
  });
  await expect(program).rejects.toThrow(`${missing} must be set`);
});

describe('the Temporal server’s own authorizer', () => {
  test.each(units)(
    'CON-6 ACC-1: the supervisor of %s reads the own namespace, and nothing of the other',
    async (own) => {
      const { workflowService } = await stack.temporal(`${own}.supervisor`);
      for (const [name, call] of Object.entries(readings)) {
        for (const unit of units)
          expect([name, unit, await outcome(call(workflowService, unit))]).toEqual([
            name,
            unit,
            unit === own ? 'done' : DENIED,
          ]);
      }
      expect(await outcome(workflowService.listNamespaces({}))).toBe(DENIED);
    },
  );

  test.each(units)('CON-6: the supervisor of %s changes nothing anywhere', async (own) => {
    const { workflowService } = await stack.temporal(`${own}.supervisor`);
    for (const [name, call] of Object.entries(writings)) {
      for (const unit of units)
        expect([name, unit, await outcome(call(workflowService, unit))]).toEqual([name, unit, DENIED]);
    }
  });

  test('CON-6: caseworkers, and whoever shows no token, read nothing', async () => {
    for (const person of ['sav.caseworker', undefined]) {
      const { workflowService } = await stack.temporal(person);
      for (const [name, call] of Object.entries(readings))
        expect([name, await outcome(call(workflowService, 'sav'))]).toEqual([name, DENIED]);
    }
  });

  test('ACC-5: a token that the same sign-in issued for another service opens nothing', async () => {
    await expect(stack.temporal('sav.supervisor', 'another-service')).rejects.toMatchObject({
      cause: new Error('7 PERMISSION_DENIED: Request unauthorized.'),
    });
  });

  test('CON-6: the worker’s token writes in the namespaces served, and administers nothing', async () => {
    const { workflowService, operatorService } = await stack.temporal('sluss.worker');
    expect(await outcome(readings['describe']?.(workflowService, 'sav') ?? Promise.reject(new Error()))).toBe(
      'done',
    );
    expect(await outcome(workflowService.updateNamespace({ namespace: 'sluss-sav' }))).toBe(DENIED);
    expect(await outcome(operatorService.deleteNamespace({ namespace: 'sluss-sav' }))).toBe(DENIED);
  });
});

/** The history as the UI is given it. */
async function historyOf(unit: Unit): Promise<unknown> {
  const { workflowService } = await stack.temporal(`${unit}.supervisor`);
  return (await workflowService.getWorkflowExecutionHistory(run(unit))).history;
}

test('NTF-1 CON-6: without the codec server a history holds no name, no number and no narrative', async () => {
  const history = await historyOf('sav');
  const payloads = payloadsIn(history);
  expect(payloads.length).toBeGreaterThan(3);
  const bytes = [
    Buffer.from(JSON.stringify(history)),
    ...payloads.map(({ data }) => Buffer.from(data, 'base64')),
  ];
  const found = [...MARKERS, NUMBER, '"steps"'].filter((word) => bytes.some((one) => one.includes(word)));
  expect(found).toEqual([]);
});

test('NTF-1: what the UI has opened and asks its server to draw stands in no log', async () => {
  const drawn = await fetch(
    `http://127.0.0.1:${stack.addresses.ports.ui}/render?content=${MARKERS[0]}%20${cases.sav}`,
  );
  expect(drawn.status).toBe(200);
  const said = await stack.said('ui');
  expect([MARKERS[0], cases.sav, '/render'].filter((word) => said.includes(word))).toEqual([]);
});

describe('in a browser, over HTTPS, signed in at the identity provider', () => {
  const caseAt = (unit: Unit): string =>
    `${stack.addresses.ui}/namespaces/sluss-${unit}/workflows/${cases[unit]}`;
  let browser: Browser;

  beforeEach(async () => {
    browser = await openBrowser(stack);
  }, BROWSER_MS);
  afterEach(() => browser.close());

  test.each(units)(
    'CON-6 ACC-2: the supervisor of %s reads the own case in plain text, and of the other unit nothing',
    async (own) => {
      const { page, decoded } = browser;
      await signInTo(browser, `${stack.addresses.ui}/namespaces/sluss-${own}/workflows`, `${own}.supervisor`);
      await page.getByRole('link', { name: cases[own] }).first().click();
      await page.getByText(`"${cases[own]}"`).first().waitFor();
      expect(decoded.some((text) => text.includes('"steps"'))).toBe(true);

      const other = own === 'sav' ? 'hisingen' : 'sav';
      await page.goto(caseAt(other));
      await page.waitForURL(/\/login/);
      expect(new Set(browser.statuses(`/namespaces/sluss-${other}`))).toEqual(new Set([403]));
      expect(decoded.some((text) => text.includes(cases[other]))).toBe(false);
    },
    BROWSER_MS,
  );

  test(
    'CON-6 ACC-1: SAV’s payloads, handed over from the district’s browser, come back closed, whatever namespace is named',
    async () => {
      const { page } = browser;
      await signInTo(
        browser,
        `${stack.addresses.ui}/namespaces/sluss-hisingen/workflows`,
        'hisingen.supervisor',
      );
      const payloads = payloadsIn(await historyOf('sav'));
      const token = await stack.token('hisingen.supervisor');
      for (const namespace of ['sluss-sav', 'sluss-hisingen']) {
        const texts = await handOver(page, { url: stack.addresses.codec, token, namespace, payloads });
        expect(texts).toEqual(payloads.map(() => '"[closed]"'));
      }
      const own = payloadsIn(await historyOf('hisingen'));
      const opened = await handOver(page, {
        url: stack.addresses.codec,
        token,
        namespace: 'sluss-hisingen',
        payloads: own,
      });
      expect(opened).not.toContain('"[closed]"');
    },
    BROWSER_MS,
  );
});

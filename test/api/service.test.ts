import { randomUUID } from 'node:crypto';

import request from 'supertest';

import { operations } from '../../api/operations/table';
import { actionBodies } from '../../api/schemas/actions';
import { narrativeFields } from '../../api/schemas/fields';
import { actionNames } from '../../domain/case/actions';
import { partyOf, staff } from './support/asking';
import { assessment, consentTo, telephone } from './support/bodies';
import type { Answered } from './support/contract';
import { answered, document } from './support/contract';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { act, newCase } from './support/stories';

let service: Service;

beforeAll(async () => {
  service = await openService();
}, START_MS);
afterAll(() => service.close());

describe('the document', () => {
  test('describes every operation once, under its own id', () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const described = Object.values(document.paths).flatMap((methods) => Object.keys(methods));
    expect(described).toHaveLength(operations.length);
  });

  test('is served, names the rules’ problem, and its schemas refuse unknown fields', async () => {
    const answer: Answered = await request(service.app).get('/openapi.json');
    const { openapi, paths } = answer.body as {
      openapi: string;
      paths: Record<string, Record<string, { requestBody: object }>>;
    };
    expect(openapi).toBe('3.1.0');
    const give = paths['/v1/cases/{case}/actions/give-consent']?.['post']?.requestBody;
    expect(give).toMatchObject({
      content: { 'application/json': { schema: { additionalProperties: false } } },
    });
  });

  test('has one operation for each action of the domain', () => {
    const addresses = [...actionBodies.keys()].sort();
    expect(addresses).toEqual([...actionNames].sort());
  });

  test('what is a narrative is marked as one', () => {
    const narratives = Object.fromEntries(
      [...actionBodies].map(([name, body]) => [name, narrativeFields(body)]),
    );
    expect(narratives).toMatchObject({
      registerApplication: ['wish'],
      setHomeDistrict: ['basis'],
      recordCriterion: ['reason'],
      recordMotivation: ['text'],
      recordMilieu: ['text'],
      recordAssessmentMethod: ['whyNone', 'ownCriminality'],
      recordRelease: ['contact'],
      recordFirstContact: [],
      proposeHandoverMeeting: [],
      recordHandoverMeeting: [],
      waiveHandoverMeeting: ['reason'],
      recordMoveNeed: ['why'],
      classifyDefector: ['otherCircumstances'],
      assessAbility: ['otherNeeds'],
      offerTransfer: ['reason'],
      recallTransfer: ['reason'],
      grantIntervention: ['intervention'],
      rejectApplication: ['reasons'],
      endExit: ['reasons'],
      recordAppeal: [],
      recordHelpToApply: ['askedFor'],
      informRelatives: ['contact'],
      giveConsent: [],
      discloseOnGround: ['why', 'content', 'abuse', 'suspicion', 'circumstances', 'crimeRisk', 'weighing'],
      receiveConcernReport: ['text'],
      recordCompulsoryCareConcern: ['text'],
      startCompulsoryCareInquiry: [],
    });
  });

  test('every address that reads or takes something was answered as it says', async () => {
    const worker = staff(service, 'sav', 'caseworker');
    const supervisor = staff(service, 'sav', 'supervisor');
    const ref = await newCase(worker);
    for (const path of ['', '/actions', '/timeline', '/disclosures', '/transfer-preview?to=hisingen']) {
      await worker.get(`/v1/cases/${ref}${path}`);
    }
    await supervisor.get(`/v1/cases/${ref}/access-log`);
    await worker.get('/v1/worklists/mine');
    await worker.get('/v1/notices');
    await worker.get('/v1/unit');
    await staff(service, 'sav', 'operator').get('/metrics');
    await worker.get('/healthz');
    await worker.get('/readyz');
    const las = partyOf(service, 'las');
    const messageId = randomUUID();
    await las.post('/v1/police/assessments', assessment('sav.x.y'), { messageId });
    await las.get(`/v1/police/letters/${messageId}`);
    const wanted = operations
      .filter(({ method, path }) => method === 'get' && !path.startsWith('/v1/letters'))
      .map(({ path }) => `get ${path} 200`);
    expect([...answered]).toEqual(expect.arrayContaining(wanted));
  });
});

describe('narratives and identity', () => {
  test('never reach the gateway', async () => {
    const worker = staff(service, 'sav', 'caseworker');
    const run = jest.fn(service.deps.gateway.run);
    const app = service.but({ gateway: { run } });
    const opened = await worker.post('/v1/cases', telephone({ wish: 'zebramarker' }), { app });
    const { case: ref } = opened.body as { case: string };
    await worker.post(
      `/v1/cases/${ref}/actions/set-home-district`,
      { district: 'hisingen', basis: 'zebramarker' },
      { app },
    );
    expect(run).toHaveBeenCalledTimes(2);
    expect(JSON.stringify(run.mock.calls)).not.toMatch(/zebramarker|Invented|19900101/);
    expect(run.mock.calls[0]?.[0].action).toMatchObject({
      name: 'registerApplication',
      body: {
        channel: 'defectorTelephone',
        age: 36,
        inCustody: false,
        receivedAt: '2026-03-02T08:30:00.000Z',
      },
      notes: [{ field: 'wish' }],
    });
  });
});

describe('health', () => {
  test('ready only when everything answers; one that hangs is a failure', async () => {
    const [up, down] = [
      await request(service.app).get('/readyz'),
      await request(
        service.but({
          checks: {
            store: () => Promise.reject(new Error('away')),
            temporal: () => new Promise(() => undefined),
          },
        }),
      ).get('/readyz'),
    ];
    expect([up.status, up.body]).toEqual([
      200,
      {
        status: 'ready',
        checks: { store: 'ok', temporal: 'ok' },
        keys: { sav: 'ok', hisingen: 'ok' },
      },
    ]);
    expect([down.status, down.body]).toEqual([
      503,
      {
        status: 'notReady',
        checks: { store: 'failed', temporal: 'failed' },
        keys: { sav: 'ok', hisingen: 'ok' },
      },
    ]);
  });

  test('a unit whose keys are away is named, and the service goes on for the others', async () => {
    const away = (): Promise<never> => Promise.reject(new Error('away'));
    const some = service.but({ keyChecks: { sav: away, hisingen: () => Promise.resolve() } });
    const none = service.but({ keyChecks: { sav: away, hisingen: away } });
    const answers = [await request(some).get('/readyz'), await request(none).get('/readyz')];
    expect(answers.map(({ status, body }) => [status, body as object])).toMatchObject([
      [200, { status: 'partly', keys: { sav: 'failed', hisingen: 'ok' } }],
      [503, { status: 'notReady', keys: { sav: 'failed', hisingen: 'failed' } }],
    ]);
  });

  test('PIN-1 a registry that cannot be used is named, and the service goes on with the keys before it', async () => {
    const partners = (): Promise<never> => Promise.reject(new Error('a slip of the pen'));
    const { checks } = service.deps;
    const answer = await request(service.but({ checks: { ...checks, partnerKeys: partners } })).get(
      '/readyz',
    );
    expect([answer.status, answer.body as object]).toMatchObject([
      200,
      { status: 'partly', checks: { store: 'ok', partnerKeys: 'failed' } },
    ]);
  });

  test('metrics count refusals by rule, and nothing of a case', async () => {
    const worker = staff(service, 'sav', 'caseworker');
    const ref = await newCase(worker);
    await worker.post(`/v1/cases/${ref}/actions/request-threat-assessment`, { occasion: 'first' });
    const { text } = await staff(service, 'sav', 'operator').get('/metrics');
    expect(text).toMatch(/sluss_refusals_total\{rule="INT-5"\} \d+/);
    expect(text).toMatch(/sluss_requests_total\{operation="openCase",status="201"\} \d+/);
    expect(text).not.toContain(ref);
  });
});

describe('headers', () => {
  test.each(['/healthz', '/v1/cases/x', '/nowhere', '/openapi.json', '/docs'])(
    '%s: nothing is cached, sniffed or framed',
    async (path) => {
      const { headers } = await request(service.app).get(path);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  test('the page loads only what the service serves itself', async () => {
    const root = await request(service.app).get('/');
    expect([root.status, root.headers['location']]).toEqual([302, '/docs']);
    const { text } = await request(service.app).get('/docs');
    const urls = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url);
    expect(urls.every((url) => url.startsWith('/docs/'))).toBe(true);
    const answers = await Promise.all(urls.map((url) => request(service.app).get(url)));
    expect(answers.map(({ status }) => status)).toEqual(urls.map(() => 200));
  });
});

test('every kind of action body is taken as the document says', async () => {
  const worker = staff(service, 'sav', 'caseworker');
  const ref = await newCase(worker);
  await act(worker, ref, 'give-consent', consentTo('transfer', ['hisingen'], ['core']));
  const { body } = await worker.get(`/v1/cases/${ref}`);
  const { view } = body as { view: { consents: { id: string }[] } };
  await act(worker, ref, 'withdraw-consent', { consent: view.consents[0]?.id, at: '2026-03-02T08:55:00Z' });
  await act(worker, ref, 'record-consent-refusal', {
    purpose: 'transfer',
    recipient: 'hisingen',
    at: '2026-03-02T08:55:00Z',
  });
  await act(worker, ref, 'record-criterion', { criterion: 'need', value: 'met', reason: 'Invented.' });
  await act(worker, ref, 'withdraw-application', { at: '2026-03-02T08:56:00Z' });
  const closed = await worker.post(`/v1/cases/${ref}/actions/close-case`, { reason: 'applicationWithdrawn' });
  expect(closed.status).toBe(200);
});

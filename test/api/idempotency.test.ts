import { randomUUID } from 'node:crypto';

import type { CaseGateway, CommandOutcome } from '../../api/gateway';
import type { Person } from './support/asking';
import { staff } from './support/asking';
import { telephone } from './support/bodies';
import { refusingInTurn } from './support/domain-gateway';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { act, newCase } from './support/stories';

let service: Service;
let worker: Person;

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
}, START_MS);
afterAll(() => service.close());

/** A gateway that does what the real one does and then answers something else. */
function answering(outcome: CommandOutcome, first = true): CaseGateway & { readonly ids: string[] } {
  const ids: string[] = [];
  return {
    ids,
    run: async (command) => {
      ids.push(`${command.commandId}.${command.attempt.toString()}`);
      if (first) await service.deps.gateway.run(command);
      return outcome;
    },
  };
}

const stepsOf = async (ref: string): Promise<number> =>
  (await service.deps.store.journal.load('sav', ref, 0)).length;

test('the same key twice opens one case and gives the same answer', async () => {
  const key = randomUUID();
  const [first, second] = [
    await worker.post('/v1/cases', telephone(), { key }),
    await worker.post('/v1/cases', telephone(), { key }),
  ];
  expect(second.body).toEqual(first.body);
  expect(second.headers['etag']).toBe(first.headers['etag']);
  expect(await stepsOf((first.body as { case: string }).case)).toBe(1);
});

test('the same key with another body, action or case is 409, and nothing is done', async () => {
  const key = randomUUID();
  const ref = await newCase(worker);
  const path = `/v1/cases/${ref}/actions`;
  expect((await worker.post(`${path}/open-investigation`, {}, { key })).status).toBe(200);
  const other = { district: 'hisingen', basis: 'Invented.' };
  const reused = await worker.post(`${path}/set-home-district`, other, { key });
  expect(reused.status).toBe(409);
  expect((reused.body as { type: string }).type).toBe('urn:sluss:problem:keyReused');
  const opening = await worker.post('/v1/cases', telephone(), { key });
  expect(opening.body).toMatchObject({ status: 409, type: 'urn:sluss:problem:keyReused' });
  expect(await stepsOf(ref)).toBe(2);
});

test('the same key from two people is two commands', async () => {
  const key = randomUUID();
  const other = staff(service, 'sav', 'caseworker', 'sav.second');
  const [first, second] = [
    await worker.post('/v1/cases', telephone(), { key }),
    await other.post('/v1/cases', telephone(), { key }),
  ];
  expect(second.status).toBe(201);
  expect((second.body as { case: string }).case).not.toBe((first.body as { case: string }).case);
});

test('a stored answer is given only to one who may still look (ACC-4)', async () => {
  const key = randomUUID();
  const { body } = await worker.post('/v1/cases', telephone(), { key });
  const { case: ref } = body as { case: string };
  await act(staff(service, 'sav', 'supervisor'), ref, 'assign-caseworker', {
    person: 'sav.caseworker2',
    standIns: [],
  });
  expect((await worker.post('/v1/cases', telephone(), { key })).status).toBe(404);
});

test('refusals are evaluated anew: the same key is done once nothing stands in the way', async () => {
  const key = randomUUID();
  const ref = await newCase(worker);
  const path = `/v1/cases/${ref}/actions/request-threat-assessment`;
  const refused = await worker.post(path, { occasion: 'first' }, { key });
  expect(refused.status).toBe(409);
  await act(worker, ref, 'open-investigation', {});
  const consent = { purpose: 'threatAssessment', recipients: ['las'], categories: ['core'] };
  const given = { form: 'oral', receivedBy: 'sav.caseworker', givenAt: '2026-03-02T08:50:00Z' };
  await act(worker, ref, 'give-consent', { ...consent, ...given });
  expect((await worker.post(path, { occasion: 'first' }, { key })).status).toBe(200);
});

test.each(['told', 'lost'])(
  'what was refused in its turn is evaluated anew too, under the same key; the first answer was %s',
  async (first) => {
    const key = randomUUID();
    const ref = await newCase(worker);
    const path = `/v1/cases/${ref}/actions/set-home-district`;
    const body = { district: 'hisingen', basis: 'Invented basis.' };
    const { journal } = service.store;
    const { profile } = service.deps;
    const told = refusingInTurn({ journal, profile, now: () => service.clock.now });
    const lost: CaseGateway = {
      run: async (command) => {
        await told.run(command);
        return { kind: 'unanswered' };
      },
    };
    const app = service.but({ gateway: first === 'told' ? told : lost });
    const refused = await worker.post(path, body, { app, key });
    expect(refused.status).toBe(first === 'told' ? 409 : 503);
    const done = await worker.post(path, body, { key });
    const again = await worker.post(path, body, { key });
    expect([done.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(done.body);
    const steps = await journal.load('sav', ref, 0);
    expect(steps.map(({ refusal }) => refusal?.kind)).toEqual([undefined, 'refused', undefined]);
    const read = await worker.get(`/v1/cases/${ref}`);
    expect(Object.values((read.body as { notes: object }).notes)).toContain('Invented basis.');
  },
);

test('If-Match holds also against a step that comes between the look and the turn: 412, and nothing is done', async () => {
  const ref = await newCase(worker);
  const path = `/v1/cases/${ref}/actions/set-home-district`;
  const etag = String((await worker.get(`/v1/cases/${ref}`)).headers['etag']);
  const { gateway } = service.deps;
  const late: CaseGateway = {
    run: async (command) => {
      await act(worker, ref, 'open-investigation', {});
      return gateway.run(command);
    },
  };
  const app = service.but({ gateway: late });
  const body = { district: 'hisingen', basis: 'Invented.' };
  const answer = await worker.post(path, body, { app, headers: { 'if-match': etag } });
  expect(answer.body).toMatchObject({ status: 412, type: 'urn:sluss:problem:changed', rules: [] });
  expect(await stepsOf(ref)).toBe(2);
  const any = await worker.post(path, body, { headers: { 'if-match': '*' } });
  expect(any.status).toBe(200);
});

test('a lost answer: 503, and the same key tells what was done, once', async () => {
  const key = randomUUID();
  const ref = await newCase(worker);
  const path = `/v1/cases/${ref}/actions/open-investigation`;
  const app = service.but({ gateway: answering({ kind: 'unanswered' }) });
  const lost = await worker.post(path, {}, { app, key });
  expect([lost.status, lost.headers['retry-after']]).toEqual([503, '5']);
  const told = await worker.post(path, {}, { key });
  expect(told.status).toBe(200);
  expect((told.body as { happened: { action: string }[] }).happened[0]?.action).toBe('openInvestigation');
  expect(await stepsOf(ref)).toBe(2);
});

test('a lost opening: the same key finds the case that it opened', async () => {
  const key = randomUUID();
  const app = service.but({ gateway: answering({ kind: 'unanswered' }) });
  expect((await worker.post('/v1/cases', telephone(), { app, key })).status).toBe(503);
  const told = await worker.post('/v1/cases', telephone(), { key });
  expect(told.status).toBe(201);
  expect(await stepsOf((told.body as { case: string }).case)).toBe(1);
});

test('an update that ended as unavailable is tried under a new update id, one without answer under the same', async () => {
  const ref = await newCase(worker);
  const path = `/v1/cases/${ref}/actions/open-investigation`;
  const key = randomUUID();
  const gateway = answering({ kind: 'unavailable' }, false);
  const app = service.but({ gateway });
  await worker.post(path, {}, { app, key });
  await worker.post(path, {}, { app, key });
  expect(gateway.ids[0]).toMatch(/\.0$/);
  expect(gateway.ids[1]).toBe(gateway.ids[0]?.replace(/0$/, '1'));
  const silent = answering({ kind: 'unanswered' }, false);
  const other = randomUUID();
  const quiet = service.but({ gateway: silent });
  await worker.post(path, {}, { app: quiet, key: other });
  await worker.post(path, {}, { app: quiet, key: other });
  expect(silent.ids[0]).toBe(silent.ids[1]);
});

test('two at once with one key have one effect', async () => {
  const key = randomUUID();
  const ref = await newCase(worker);
  const path = `/v1/cases/${ref}/actions/open-investigation`;
  const answers = await Promise.all([worker.post(path, {}, { key }), worker.post(path, {}, { key })]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await stepsOf(ref)).toBe(2);
});

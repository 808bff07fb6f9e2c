import { request as httpRequest } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Express } from 'express';
import request from 'supertest';

import { localKeySet } from '../../security/dev-tokens';
import { standardSignIn } from '../../security/sign-in';
import { staff } from './support/asking';
import { assertConforms } from './support/contract';
import { forgedTokens, issuerKeys, soundToken } from './support/forged-tokens';
import type { Service } from './support/service';
import { START, START_MS, openService } from './support/service';
import { newCase } from './support/stories';

const NOW = Date.parse(START) / 1000;

let service: Service;
let app: Express;
let ref: string;

beforeAll(async () => {
  service = await openService();
  const { units } = service.deps;
  const key = { ...issuerKeys.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' };
  const tokens = {
    issuer: 'https://id.example',
    audience: 'sluss',
    keySet: localKeySet({ keys: [key] }),
    algorithms: ['RS256'] as const,
    maxTokenSeconds: 3600,
    signIn: standardSignIn(units),
    units,
  };
  app = service.but({ tokens });
  ref = await newCase(staff(service, 'sav', 'caseworker'));
}, START_MS);
afterAll(() => service.close());

const path = (): string => `/v1/cases/${ref}`;

async function ask(authorization?: string, at = path()) {
  const asked = request(app).get(at);
  return assertConforms(
    'get',
    path(),
    await (authorization === undefined ? asked : asked.set({ authorization })),
  );
}

/** What the log has of attempts on the case by nobody that is believed. */
async function linesOf() {
  const { items } = await service.store.accessLog.ofCase('unaddressed', ref, { limit: 200 });
  return items;
}

const told = ({ status, headers, body }: Awaited<ReturnType<typeof ask>>) => {
  const names = Object.entries(headers as Record<string, string>).filter(([name]) => name !== 'date');
  return { status, body, headers: Object.fromEntries(names) };
};

test('the token that every forged one differs from in one thing is believed', async () => {
  expect((await ask(`Bearer ${soundToken(NOW)}`)).status).toBe(200);
});

test('ACC-5 AUD-1: every known confusion gets one and the same 401, and a line in the log', async () => {
  const without = told(await ask());
  expect(without).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  const forged = await forgedTokens(NOW);
  expect(Object.keys(forged).length).toBeGreaterThan(50);
  for (const [how, token] of Object.entries(forged)) {
    const before = (await linesOf()).length;
    expect([how, told(await ask(`Bearer ${token}`))]).toEqual([how, without]);
    expect([how, (await linesOf()).length]).toEqual([how, before + 1]);
  }
});

test('ACC-5: a token in the address, in a cookie or under another scheme is none', async () => {
  const token = soundToken(NOW);
  const without = told(await ask());
  expect(told(await ask(undefined, `${path()}?access_token=${token}`))).toEqual(without);
  expect(told(await ask(undefined, `${path()}?token=${token}&authorization=Bearer%20${token}`))).toEqual(
    without,
  );
  for (const header of [
    token,
    `Basic ${token}`,
    `Bearer${token}`,
    `Bearer ${token} ${token}`,
    `Bearer ${token},`,
    'Bearer ',
  ]) {
    expect(told(await ask(header))).toEqual(without);
  }
  const cookie = await request(app)
    .get(path())
    .set({ cookie: `authorization=${token}; access_token=${token}` });
  expect(told(cookie)).toEqual(without);
});

test('ACC-5: of two Authorization headers none is believed, in whichever order they come', async () => {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const [sound, none] = [`Bearer ${soundToken(NOW)}`, 'Bearer x'];
  const answers = await Promise.all(
    [
      [sound, none],
      [none, sound],
      [sound, sound],
    ].map(
      (twice) =>
        new Promise((resolve, reject) => {
          const headers = [...twice.flatMap((value) => ['Authorization', value]), 'Host', 'localhost'];
          httpRequest({ port, path: path(), headers }, (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          })
            .on('error', reject)
            .end();
        }),
    ),
  );
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(answers).toEqual([400, 400, 400]);
});

test('AUD-1 ACC-5: the line names neither unit nor person of a token that is not believed; the counter says why', async () => {
  await ask(`Bearer ${(await forgedTokens(NOW))['another issuer'] ?? ''}`);
  expect((await linesOf())[0]).toMatchObject({
    ...{
      unit: 'unaddressed',
      who: '-',
      roles: [],
      action: 'readCase',
      outcome: 'unsigned',
      rules: ['ACC-5'],
    },
    caseRef: ref,
  });
  expect(await service.deps.metrics.text()).toMatch(
    /sluss_tokens_refused_total\{reason="wrongIssuer"\} [1-9]/,
  );
});

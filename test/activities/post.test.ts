import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CancelledFailure } from '@temporalio/common';
import type { WireLetter } from '../../domain/letters/wire';
import type { DeliveryOutcome, Post } from '../../domain/ports/post.port';
import { createPostActivities } from '../../activities/post-activities';
import { verifyRequest } from '../../security/letter-signature';
import { failureOf, quiet, registered, signing } from './attempts';
import { oneLetter } from './one-letter';

const signingKey = signing('sav');

interface Got {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly signed: boolean;
  /** Whose key signed it. */
  readonly by?: string;
}

let server: Server;
let url: string;
let got: Got[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let outbox: ReturnType<typeof oneLetter>;

beforeEach(async () => {
  got = [];
  outbox = oneLetter();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { method = '', url: path = '', headers } = request;
      const keys = (id: string) => registered.find(({ keyId }) => keyId === id);
      const verified = verifyRequest({
        method,
        url: `${origin()}${path}`,
        headers,
        body,
        now: new Date(),
        keys,
      });
      const by = verified.ok ? { by: verified.party } : {};
      got.push({ method, path, body: body.toString('utf8'), signed: verified.ok, ...by });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `${origin()}/letters`;
});

afterEach(async () => {
  if (!server.listening) return;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function origin(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answers = (status: number, headers: Record<string, string> = {}) => {
  answer = (_request, response) => {
    response.writeHead(status, headers).end('{}');
  };
};

function activities(addresses: Readonly<Record<string, string>> = { north: url }) {
  return createPostActivities({ outbox: outbox.api, addresses, signingKey, log: () => undefined });
}

const run = (name: 'deliver' | 'settle', env = quiet(), on = activities()): Promise<DeliveryOutcome> =>
  env.run<[string, string, string], DeliveryOutcome, Post['deliver']>(on[name], 'sav', 'c-1', 'l-1');

test('a letter goes signed and whole, and 202 ends it as sent (PIN-1)', async () => {
  answers(202);
  expect(await run('deliver')).toStrictEqual({ outcome: 'sent', categories: ['core'] });

  expect(got).toMatchObject([{ method: 'POST', path: '/letters', signed: true }]);
  const wire = JSON.parse(got[0]?.body ?? '{}') as WireLetter;
  expect(wire).toMatchObject({
    letterId: 'l-1',
    from: 'sav',
    to: 'north',
    texts: [],
    enclosures: [
      {
        category: 'core',
        texts: [{ field: 'why', text: 'a narrative' }],
        identity: { name: 'N' },
        facts: { n: 1 },
      },
    ],
  });
});

test.each([400, 413, 422])('%i ends it as rejected', async (status) => {
  answers(status);
  await expect(run('deliver')).resolves.toMatchObject({ outcome: 'rejected' });
});

test('TRF-6: a package is never given up, whatever the answer: the application would be with nobody', async () => {
  outbox = oneLetter('transferPackage');
  answers(400);
  expect(await failureOf(run('deliver'))).toMatchObject({ type: 'unavailable', nonRetryable: false });
  expect(outbox.state.state).toBe('waiting');
});

test.each([
  { status: 500, state: 'sending' },
  { status: 408, state: 'sending' },
  { status: 302, state: 'sending' },
  { status: 401, state: 'waiting' },
  { status: 404, state: 'waiting' },
  { status: 503, state: 'waiting' },
  { status: 429, state: 'waiting' },
])('$status is tried again, and the letter is $state meanwhile', async ({ status, state }) => {
  answers(status, { location: `${origin()}/elsewhere` });
  expect(await failureOf(run('deliver'))).toMatchObject({ type: 'unavailable', nonRetryable: false });

  expect(outbox.state.state).toBe(state);
  expect(got.map(({ path }) => path)).toStrictEqual(['/letters']);
});

test('TRF-5: to a system that is down every try carries the same letter, until it answers', async () => {
  for (const status of [503, 404, 503, 202]) {
    answers(status);
    await run('deliver').catch(() => undefined);
  }
  const letters = got.map(({ body }) => (JSON.parse(body) as WireLetter).letterId);
  expect(letters).toStrictEqual(['l-1', 'l-1', 'l-1', 'l-1']);
  expect(outbox.state.state).toBe('sent');
});

test('a recipient that cannot be reached leaves the letter waiting', async () => {
  const north = url;
  await new Promise((resolve) => server.close(resolve));
  await failureOf(run('deliver', undefined, activities({ north })));
  expect(outbox.state.state).toBe('waiting');
});

test('while another attempt is at it, it is tried again after its lease', async () => {
  outbox.state.state = 'sending';
  const failure = await failureOf(run('deliver'));
  expect(Number(failure.nextRetryDelay)).toBeGreaterThan(5_000);
  expect(got).toStrictEqual([]);
});

test('a withdrawal cuts a request short, and it may have gone out (CON-3)', async () => {
  const env = quiet();
  answer = () => {
    env.cancel();
  };
  await expect(run('deliver', env)).rejects.toBeInstanceOf(CancelledFailure);
  expect(outbox.state.state).toBe('sending');
});

describe('settling after a withdrawal (CON-3)', () => {
  test('what waits is stopped without asking anyone', async () => {
    expect(await run('settle')).toStrictEqual({ outcome: 'stopped', categories: [] });
    expect(got).toStrictEqual([]);
  });

  test('what the recipient says that it has, was sent', async () => {
    outbox.state.state = 'sending';
    answers(200);
    await expect(run('settle')).resolves.toMatchObject({ outcome: 'sent' });
    expect(got).toMatchObject([{ method: 'GET', path: '/letters/l-1', signed: true }]);
  });

  test('that it has not is believed only when no request can still be on its way', async () => {
    outbox.state.state = 'sending';
    answers(404);
    const soon = await failureOf(run('settle'));
    expect(Number(soon.nextRetryDelay)).toBeGreaterThan(60_000);
    expect(outbox.state.state).toBe('unknown');

    outbox.state.leaseUntilMs = Date.now() - 70_000;
    await expect(run('settle')).resolves.toStrictEqual({ outcome: 'stopped', categories: [] });
    expect(outbox.state.calls).toStrictEqual(['release', 'finish stopped']);
  });

  test('while the recipient is away nobody can say', async () => {
    outbox.state.state = 'sending';
    answers(503);
    outbox.state.leaseUntilMs = Date.now() - 70_000;
    await failureOf(run('settle'));
    expect(outbox.state.state).toBe('unknown');
  });
});

describe('INT-6: what does not show who asks', () => {
  const commonAddress = {
    signingKey: signing('goteborg'),
    hide: ({ unit, caseRef }: { unit: string; caseRef: string }) =>
      Promise.resolve(`r-${unit.length + caseRef.length}`),
  };
  const byCommon = () =>
    createPostActivities({
      ...{ outbox: outbox.api, addresses: { north: url }, signingKey, commonAddress, log: () => undefined },
    });

  test('INT-6: the question goes out from the common address, under its key, and leads back by a token', async () => {
    outbox = oneLetter('homeDistrictQuestion');
    answers(202);
    await run('deliver', undefined, byCommon());
    expect(got).toMatchObject([{ method: 'POST', by: 'goteborg' }]);
    const wire = JSON.parse(got[0]?.body ?? '{}') as WireLetter;
    expect(wire).toMatchObject({ from: 'goteborg', fromCase: 'r-6', reference: 'r-1' });
    // The letter's consent is known there by the question, and covers what is enclosed.
    expect(wire.enclosures[0]?.carrier).toMatchObject({
      consent: { consentId: 'r-1', givingUnit: 'goteborg', ledgerCase: 'r-6', categories: ['core'] },
    });
    expect(got[0]?.body).not.toMatch(/"sav"|"c-1"/);
  });

  test('INT-6: its recipient is asked about it by the common address too', async () => {
    outbox = oneLetter('homeDistrictQuestion');
    outbox.state.state = 'sending';
    answers(200);
    await run('settle', undefined, byCommon());
    expect(got).toMatchObject([{ method: 'GET', path: '/letters/l-1', by: 'goteborg' }]);
  });

  test('INT-6: without a common address it does not go at all', async () => {
    outbox = oneLetter('homeDistrictQuestion');
    answers(202);
    expect(await failureOf(run('deliver'))).toMatchObject({ type: 'unavailable', nonRetryable: false });
    expect(got).toStrictEqual([]);
  });

  test('INT-6: everything else goes out from the unit', async () => {
    answers(202);
    await run('deliver', undefined, byCommon());
    expect(got).toMatchObject([{ by: 'sav' }]);
  });
});

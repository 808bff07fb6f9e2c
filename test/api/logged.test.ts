import { randomUUID } from 'node:crypto';

import { exampleBody } from '../../api/openapi-examples';
import type { Operation } from '../../api/operations/operation';
import { operations } from '../../api/operations/table';
import type { AccessLine } from '../../store/access-log';
import { StoreAway } from '../../store/errors';
import type { Answered } from './support/contract';
import type { Asked, Signing } from './support/asking';
import { partyOf, staff } from './support/asking';
import type { Service } from './support/service';
import { START_MS, openService, storeWith } from './support/service';
import { newCase } from './support/stories';

let service: Service;
let ref: string;
let lines: AccessLine[];

beforeAll(async () => {
  service = await openService();
  ref = await newCase(staff(service, 'sav', 'caseworker'));
}, START_MS);
afterAll(() => service.close());

beforeEach(() => {
  lines = [];
  const { store } = service.deps;
  const { accessLog, commands } = store;
  jest.spyOn(store, 'inOne').mockImplementation((_unit, work) => work(store));
  const [write, accept] = [accessLog.write, commands.accept];
  jest.spyOn(accessLog, 'write').mockImplementation(async (line) => {
    await write(line);
    lines.push(line);
  });
  jest.spyOn(commands, 'accept').mockImplementation(async (command) => {
    const accepted = await accept(command);
    lines.push(command.line);
    return accepted;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** What tells nothing of a case or a unit, and is read all the time. Everything else leaves a line. */
const withoutLine = ['health', 'ready', 'metrics'];
/** Logged under another name than the operation's: the list that was read, the kind of letter. */
const names: Readonly<Record<string, string>> = {
  readWorklist: 'worklist/mine',
  openCase: 'registerApplication',
  postAssessment: 'policeAssessment',
  postSeriousCrimeAnswer: 'policeSeriousCrimeAnswer',
};

const logged = operations.filter(({ id }) => !withoutLine.includes(id));
const byStaff = logged.filter(({ who }) => who.kind === 'staff');
const byParty = logged.filter(({ who }) => who.kind === 'party');
const ofCase = byStaff.filter(({ path }) => path.includes('{case}'));

const bodyOf = ({ id, body }: Operation): unknown =>
  body === undefined ? {} : exampleBody(id, body, service.deps.profile);

function target({ path, query }: Operation, caseRef: string): string {
  const filled = path.replace('{case}', caseRef).replace('{name}', 'mine').replace('{notice}', 'n-none');
  return `${filled.replace('{id}', 'l-none')}${query !== undefined && 'to' in query.shape ? '?to=hisingen' : ''}`;
}

async function ask(operation: Operation, caseRef = ref, asked: Asked = {}): Promise<Answered> {
  const role = operation.id === 'readAccessLog' ? 'supervisor' : 'caseworker';
  const who = staff(service, 'sav', role);
  const path = target(operation, caseRef);
  return operation.method === 'get' ? who.get(path, asked) : who.post(path, bodyOf(operation), asked);
}

async function send(operation: Operation, asked: Pick<Signing, 'app' | 'sent'> = {}): Promise<Answered> {
  const { who, method } = operation;
  const from = partyOf(service, who.kind === 'party' && who.of === 'police' ? 'las' : 'partner');
  const path = target(operation, ref);
  if (method === 'get') return from.get(path);
  const messageId = randomUUID();
  const letter = operation.id === 'postLetter' ? { from: 'partner', to: 'sav', letterId: messageId } : {};
  return from.post(path, { ...(bodyOf(operation) as object), ...letter }, { messageId, ...asked });
}

const nameOf = ({ id }: Operation): string => names[id] ?? id;

describe('AUD-1: every operation leaves a line before it is answered', () => {
  test.each(byStaff)('$id by staff of the case: what was read, done or refused', async (operation) => {
    const { status } = await ask(operation);
    expect(status).toBeLessThan(500);
    expect(status).not.toBe(400);
    const outcome = status < 300 ? /answered|accepted/ : status === 404 ? /foreign/ : /refused|accepted/;
    expect(lines).not.toEqual([]);
    const named = operation.path.includes('{case}') ? { caseRef: ref } : {};
    const { now: at } = service.clock;
    expect(lines[0]).toMatchObject({ unit: 'sav', action: nameOf(operation), at, ...named });
    expect(lines.at(-1)?.outcome).toMatch(outcome);
    expect(lines[0]?.who).toMatch(/^sav\.(caseworker|supervisor)$/);
    expect(lines[0]?.roles).toHaveLength(1);
  });

  test.each(byParty)('$id by another system', async (operation) => {
    const { status } = await send(operation);
    expect(status).toBe(operation.method === 'get' ? 404 : 202);
    const who = operation.who.kind === 'party' && operation.who.of === 'police' ? 'las' : 'partner';
    // A letter's line has the letter's kind, whichever it is.
    const named = operation.id === 'postLetter' ? {} : { action: nameOf(operation) };
    expect(lines).toMatchObject([{ who, roles: ['party'], ...named }]);
  });

  test.each(ofCase)('$id of a case that is foreign or unknown', async (operation) => {
    expect((await ask(operation, 'c-0000000000000001')).status).toBe(404);
    expect(lines).toMatchObject([{ unit: 'sav', outcome: 'foreign', rules: ['CON-6'] }]);
    expect(lines).toMatchObject([{ action: nameOf(operation), caseRef: 'c-0000000000000001' }]);
  });

  test.each(byStaff)('$id in a function that does not include it', async (operation) => {
    const operator = staff(service, 'sav', 'operator');
    const path = target(operation, ref);
    const { status } = operation.method === 'get' ? await operator.get(path) : await operator.post(path, {});
    expect(status).toBe(403);
    expect(lines).toMatchObject([{ action: operation.id, who: 'sav.operator', outcome: 'refused' }]);
  });

  test.each(ofCase.filter(({ change }) => change))(
    '$id without the key of a change tells nothing of the case, so that no line is needed',
    async (operation) => {
      const answers = [
        await ask(operation, ref, { key: undefined }),
        await ask(operation, 'c-0000000000000001', { key: undefined }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([400, 400]);
      expect(answers[0]?.text).toBe(answers[1]?.text);
      expect(lines).toEqual([]);
    },
  );
});

describe('AUD-1: nobody who is not believed adds a line to a unit’s log, and the refusal has its line where no unit is named', () => {
  const nobody = { unit: 'unaddressed', who: '-', roles: [], outcome: 'unsigned' };

  test.each(byStaff)('$id', async (operation) => {
    const { reader } = staff(service, 'sav', 'supervisor');
    // Genuine and too old, of a key that nobody knows, and for another service.
    const tokens = [
      await service.token(reader, { lifetimeSeconds: -600 }),
      await service.forgedToken(reader),
      await service.token(reader, { issuer: 'https://other.example' }),
    ];
    for (const token of tokens) {
      const { status } = await ask(operation, ref, { headers: { authorization: `Bearer ${token}` } });
      expect(status).toBe(401);
    }
    const line = { ...nobody, action: operation.id, rules: ['ACC-5'] };
    expect(lines).toMatchObject(tokens.map(() => line));
  });

  test.each(byParty.filter(({ method }) => method === 'post'))('$id', async (operation) => {
    expect((await send(operation, { sent: { from: 'sav', to: 'sav' } })).status).toBe(401);
    expect(lines).toMatchObject([{ ...nobody, action: operation.id, rules: ['PIN-1'] }]);
    expect(await service.deps.metrics.text()).toMatch(/sluss_signatures_refused_total [1-9]/);
  });
});

describe('AUD-2: an operation whose line is not stored is not answered, and shows nothing', () => {
  const away = () => Promise.reject(new StoreAway(new Error('away')));

  const closed = () => {
    const { store } = service.deps;
    const accessLog = { ...store.accessLog, write: away };
    const commands = { ...store.commands, accept: away };
    return service.but({ store: storeWith(store, { accessLog, commands }) });
  };

  function expectNothing({ status, headers, body }: Answered): void {
    expect([status, headers['retry-after'], headers['etag']]).toEqual([503, '5', undefined]);
    expect(Object.keys(body as object).sort()).toEqual([
      'detail',
      'errors',
      'rules',
      'status',
      'title',
      'type',
    ]);
    expect(body).toMatchObject({ type: 'urn:sluss:problem:unavailable', rules: [], errors: [] });
  }

  test.each(byStaff)('$id', async (operation) => {
    expectNothing(await ask(operation, ref, { app: closed() }));
  });

  test.each(ofCase)('$id of a foreign case', async (operation) => {
    expectNothing(await ask(operation, 'c-0000000000000001', { app: closed() }));
  });

  test.each(byParty.filter(({ method }) => method === 'post'))('$id', async (operation) => {
    expectNothing(await send(operation, { app: closed() }));
  });
});

test('AUD-4: the case’s own log is its supervisor’s, and nobody else’s', async () => {
  const path = `/v1/cases/${ref}/access-log`;
  const own = ['caseworker', 'reception', 'dutyDesk', 'logReviewer', 'statistics', 'operator'] as const;
  const inUnit = await Promise.all(own.map((role) => staff(service, 'sav', role).get(path)));
  expect(inUnit.map(({ status }) => status)).toEqual(own.map(() => 403));
  const elsewhere = ['centrum', 'hisingen', 'socialjour'].map((unit) =>
    staff(service, unit, 'supervisor').get(path),
  );
  expect((await Promise.all(elsewhere)).map(({ status }) => status)).toEqual([404, 404, 404]);
  const { status, body } = await staff(service, 'sav', 'supervisor').get(path);
  expect(status).toBe(200);
  expect((body as { items: object[] }).items).toContainEqual(
    expect.objectContaining({ who: 'sav.caseworker', action: 'readAccessLog', outcome: 'refused' }),
  );
});

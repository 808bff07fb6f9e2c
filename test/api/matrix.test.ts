import type { Express } from 'express';

import { operations } from '../../api/operations/table';
import { roles } from '../../domain/kernel/actor';
import type { Role } from '../../domain/kernel/actor';
import { staff } from './support/asking';
import type { Person } from './support/asking';
import { personalNumber } from './support/bodies';
import type { Answered } from './support/contract';
import { document } from './support/contract';
import { handOver } from './support/handed-over';
import { ofAnyone, ofCases, ofParties, ofUnits, openedBy } from './support/matrix';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { act, newCase } from './support/stories';

const known: readonly Role[] = [
  'caseworker',
  'supervisor',
  'reception',
  'dutyDesk',
  'policeIntegrator',
  'statistics',
  'logReviewer',
  'operator',
];
const forCases: readonly Role[] = ['caseworker', 'supervisor', 'reception', 'dutyDesk'];

/** Some twenty callers for each operation, on an embedded database that answers them one after the other. */
const SLOW = 240_000;

let service: Service;
let away: Express;
let cases: Readonly<Record<'assigned' | 'waiting' | 'former' | 'present', string>>;

beforeAll(async () => {
  service = await openService();
  away = service.but({ gateway: { run: () => Promise.resolve({ kind: 'unavailable' }) } });
  const { former, present } = await handOver(service);
  const assigned = await newCase(staff(service, 'sav', 'caseworker'));
  const supervisor = staff(service, 'sav', 'supervisor');
  await act(supervisor, assigned, 'assign-caseworker', {
    person: 'sav.caseworker',
    standIns: ['sav.caseworker2'],
  });
  const opening = bodyOf('openCase', { channel: 'defectorTelephone' });
  const { body } = await staff(service, 'sav', 'reception').post('/v1/cases', opening);
  cases = { assigned, waiting: (body as { case: string }).case, former, present };
}, 2 * START_MS);
afterAll(() => service.close());

/** What the document shows as an example: one that is well formed, so that only the caller decides. */
function bodyOf(id: string, change: object = {}): object {
  const { method, path } = operationOf(id);
  const described = document.paths[path]?.[method] as unknown as {
    readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example: object }>> };
  };
  return { ...described.requestBody?.content['application/json']?.example, ...change };
}

function operationOf(id: string): (typeof operations)[number] {
  const found = operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
}

/** Asks without effect: what is let in ends at a case that does not answer. */
async function ask(who: Person, id: string, caseRef = '', body?: object): Promise<Answered> {
  const { method, path } = operationOf(id);
  const to = path.replace('{case}', caseRef).replace('{name}', 'mine').replace('{notice}', 'n-none');
  const query = id === 'readTransferPreview' ? '?to=hisingen' : '';
  return method === 'get' ? who.get(`${to}${query}`) : who.post(to, body ?? bodyOf(id), { app: away });
}

type Outcome = 'in' | '403' | '404';

/** `in` for whatever is no answer to who asked: done, refused by a rule, or on its way. */
const outcomeOf = ({ status }: Answered): Outcome | number => {
  if ([200, 201, 409, 503].includes(status)) return 'in';
  return status === 403 ? '403' : status === 404 ? '404' : status;
};

test('ACC-5: every operation and every way to open a case has a row, and no row is of nothing', () => {
  const ofKind = (kind: string) => operations.filter(({ who }) => who.kind === kind).map(({ id }) => id);
  const rows = [...Object.keys(ofCases), ...Object.keys(ofUnits)];
  expect(rows.toSorted()).toEqual(ofKind('staff').toSorted());
  expect(ofParties.toSorted()).toEqual(ofKind('party').toSorted());
  expect(ofAnyone.toSorted()).toEqual(ofKind('anyone').toSorted());
  for (const { id, path } of operations) expect([id, id in ofCases]).toEqual([id, path.includes('{case}')]);
  const { oneOf } = requestSchemaOf('openCase');
  expect(oneOf.map(({ properties }) => properties.action.const).toSorted()).toEqual(
    Object.keys(openedBy).toSorted(),
  );
  expect([...roles].toSorted()).toEqual(known.toSorted());
});

function requestSchemaOf(id: string) {
  const { method, path } = operationOf(id);
  const described = document.paths[path]?.[method] as unknown as {
    readonly requestBody: {
      readonly content: Readonly<
        Record<
          string,
          { readonly schema: { readonly oneOf: readonly { properties: { action: { const: string } } }[] } }
        >
      >;
    };
  };
  const { schema = { oneOf: [] } } = described.requestBody.content['application/json'] ?? {};
  return schema;
}

describe('ACC-1 ACC-2 ACC-4 CON-6 role × unit × operation', () => {
  test.each(Object.keys(ofCases))(
    '%s',
    async (id) => {
      const { assigned, waiting } = ofCases[id] ?? {};
      const by = (unit: string, role: Role, person?: string) => staff(service, unit, role, person);
      const may = (who: string, list = ''): Outcome => (list.includes(who) ? 'in' : '403');
      /** What each role gets for a case in which it has no part. */
      const nobody = (role: Role): Outcome =>
        forCases.includes(role) && (id !== 'readAccessLog' || role === 'supervisor') ? '404' : '403';
      const cells: readonly (readonly [title: string, who: Person, caseRef: string, expected: Outcome])[] = [
        ['caseworker, own', by('sav', 'caseworker'), cases.assigned, may('C', assigned)],
        ['stand-in, own', by('sav', 'caseworker', 'sav.caseworker2'), cases.assigned, may('C', assigned)],
        ['colleague, own', by('sav', 'caseworker', 'sav.colleague'), cases.assigned, nobody('caseworker')],
        ['supervisor, own', by('sav', 'supervisor'), cases.assigned, may('V', assigned)],
        ['supervisor, waiting', by('sav', 'supervisor'), cases.waiting, may('V', waiting)],
        ['reception, waiting', by('sav', 'reception'), cases.waiting, may('R', waiting)],
        ['reception, own', by('sav', 'reception'), cases.assigned, nobody('reception')],
        ['caseworker, handed over', by('sav', 'caseworker'), cases.former, may('C', assigned)],
        ['supervisor, handed over', by('sav', 'supervisor'), cases.former, may('V', assigned)],
        ['duty desk, own', by('sav', 'dutyDesk'), cases.assigned, nobody('dutyDesk')],
        ...forCases.flatMap((role) => [
          [`${role} of the former unit`, by('sav', role), cases.present, nobody(role)] as const,
          [`${role} of another unit`, by('centrum', role), cases.assigned, nobody(role)] as const,
        ]),
        // These work with no case: they are told so before any case is looked for.
        ...known
          .filter((role) => !forCases.includes(role))
          .map((role) => [`${role}, own`, by('sav', role), cases.assigned, '403'] as const),
      ];
      const found = await Promise.all(
        cells.map(async ([title, who, caseRef]) => [title, outcomeOf(await ask(who, id, caseRef))]),
      );
      expect(found).toEqual(cells.map(([title, , , expected]) => [title, expected]));
    },
    SLOW,
  );

  test.each(Object.entries(ofUnits))(
    '%s, which names no case',
    async (id, allowed) => {
      // Every role that may open a case may do so by a report of concern.
      const body = id === 'openCase' ? openingOf('receiveConcernReport') : undefined;
      const found = await Promise.all(
        known.map(async (role) => [role, outcomeOf(await ask(staff(service, 'sav', role), id, '', body))]),
      );
      // A notice that does not exist is answered as one of another unit.
      const permitted = id === 'settleNotice' ? '404' : 'in';
      expect(found).toEqual(known.map((role) => [role, allowed.includes(role) ? permitted : '403']));
    },
    SLOW,
  );

  test.each(Object.entries(openedBy))(
    'a case is opened by %s',
    async (action, allowed) => {
      const found = await Promise.all(
        known.map(async (role) => {
          const who = staff(service, 'sav', role);
          return [role, outcomeOf(await ask(who, 'openCase', '', openingOf(action)))];
        }),
      );
      expect(found).toEqual(known.map((role) => [role, allowed.includes(role) ? 'in' : '403']));
    },
    SLOW,
  );

  test.each(ofParties)('no role opens %s', async (id) => {
    for (const role of known) {
      const { method, path } = operationOf(id);
      const who = staff(service, 'sav', role);
      const to = path.replace('{id}', 'l-none');
      const { status } = method === 'get' ? await who.get(to) : await who.post(to, {});
      expect([role, status]).toEqual([role, 401]);
    }
  });
});

describe('WRK-2 the document names who may', () => {
  const descriptionOf = (id: string): string => {
    const { method, path } = operationOf(id);
    const { description } = document.paths[path]?.[method] as unknown as { readonly description: string };
    return description;
  };

  test('for every action, the same parts as the case’s own list of actions', async () => {
    const { body } = await staff(service, 'sav', 'supervisor').get(`/v1/cases/${cases.assigned}/actions`);
    const { actions } = body as { actions: readonly { action: string; by: readonly string[] }[] };
    expect(actions.map(({ action }) => action)).toContain('closeCase');
    for (const { action, by } of actions) {
      expect(descriptionOf(action)).toContain(`one of: ${by.join(', ')}.`);
    }
  });

  test.each(Object.entries(openedBy))('for a case opened by %s', (action, by) => {
    expect(descriptionOf('openCase').split('\n')).toContain(`- ${action}: ${by.join(', ')}`);
  });
});

/** The smallest body of each opening. */
function openingOf(action: string): object {
  const person = { name: 'Invented Person', personalNumber: personalNumber('20060301') };
  const placed = action.endsWith('AcutePlacement') ? { homeDistrict: 'hisingen' } : {};
  return action === 'registerApplication'
    ? bodyOf('openCase')
    : { action, ...bodyOf(action), ...placed, person };
}

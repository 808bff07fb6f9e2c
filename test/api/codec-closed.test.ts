import { KeyAway } from '../../security/key-away';
import { staff } from './support/asking';
import type { Person } from './support/asking';
import { CLOSED, codecServer, plain } from './support/codec';
import type { CodecServer, WirePayload } from './support/codec';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { newCase } from './support/stories';

const SECRET = 'zqx-of-the-case';

let service: Service;
let codec: CodecServer;
let worker: Person;
let supervisor: Person;
let ref: string;
let ours: WirePayload;

beforeAll(async () => {
  service = await openService();
  codec = codecServer(service);
  worker = staff(service, 'sav', 'caseworker');
  supervisor = staff(service, 'sav', 'supervisor');
  ref = await newCase(worker);
  ours = await codec.payload('sav', ref, SECRET);
}, START_MS);
afterAll(() => service.close());

/** What the log of the case tells of payloads, newest first. */
async function linesOf(caseRef: string): Promise<readonly object[]> {
  const { items } = await service.store.accessLog.ofCase('sav', caseRef, { limit: 100 });
  return items.filter(({ action }) => action === 'readPayloads');
}

describe('what the codec server closes beside another’s cases', () => {
  test('ACC-2: whose functions do not include cases reads none, named in it or not, and the line says so', async () => {
    for (const role of ['operator', 'logReviewer'] as const) {
      const { status, payloads } = await codec.decode(staff(service, 'sav', role, worker.reader.person), [
        ours,
      ]);
      expect([status, payloads]).toEqual([200, [CLOSED]]);
    }
    expect(await linesOf(ref)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ roles: ['operator'], outcome: 'refused', rules: ['ACC-2'] }),
      ]),
    );
  });

  test('a case whose key is away is closed and has its line; the others of the page open', async () => {
    const other = await newCase(worker);
    const away = await codec.payload('sav', other, SECRET);
    const keyId = `case:${other}`;
    const open = service.deps.store.cases.open;
    const cases = {
      ...service.deps.store.cases,
      open: (reader: Person['reader'], caseRef: string) =>
        caseRef === other ? Promise.reject(new KeyAway('damaged', 'sav', keyId)) : open(reader, caseRef),
    };
    const app = codec.but({ store: { ...service.deps.store, cases } });
    const { status, payloads } = await codec.decode(supervisor, [away, ours], { app });
    expect([status, payloads]).toEqual([200, [CLOSED, plain(SECRET)]]);
    expect(await linesOf(other)).toEqual([expect.objectContaining({ outcome: 'refused' })]);
  });
});

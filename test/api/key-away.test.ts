import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import { createKeyRing, unitKeyId } from '../../security/key-ring';
import type { KeyRing } from '../../security/key-ring';
import { fileMasterKeys } from '../../security/master-key-files';
import { connect } from '../../store/database';
import type { Database } from '../../store/database';
import { createKeyStore } from '../../store/key-store';
import { createStore } from '../../store/store';
import type { Person } from './support/asking';
import { staff } from './support/asking';
import { profile } from './support/profile';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { newCase } from './support/stories';

describe('a change over the real store, in its one transaction', () => {
  let service: Service;
  let worker: Person;
  let db: Database;

  beforeAll(async () => {
    service = await openService();
    worker = staff(service, 'sav', 'caseworker');
    db = connect(service.databaseUrl, { max: 4 });
  }, START_MS);

  afterAll(async () => {
    await db.close();
    await service.close();
  });

  /** A process that has just started: nothing is in the memory of its ring. */
  const coldRing = (): KeyRing =>
    createKeyRing({ store: createKeyStore(db), masterKeys: fileMasterKeys(service.masterKeysDir) });
  const appOn = (ring: KeyRing) => service.but({ store: createStore({ db, ring, profile: profile() }) });

  /** Does it while nobody has the unit's master key. */
  async function withoutMaster<T>(work: () => Promise<T>): Promise<T> {
    const file = join(service.masterKeysDir, 'sav.master');
    await rename(file, `${file}.away`);
    try {
      return await work();
    } finally {
      await rename(`${file}.away`, file);
    }
  }

  const linesOf = async (ref: string) =>
    (await service.store.accessLog.ofCase('sav', ref, { limit: 50 })).items;
  const path = (ref: string): string => `/v1/cases/${ref}/actions/open-investigation`;
  const keyAway = [503, 'urn:sluss:problem:keyAway'];

  test('AUD-1: of a case whose key is away leaves its line, and is told what is missing', async () => {
    const ref = await newCase(worker);
    const before = await linesOf(ref);
    const ring = coldRing();
    await ring.ensure('sav', unitKeyId('sav'));
    const app = appOn(ring);
    const { status, body } = await withoutMaster(() => worker.post(path(ref), {}, { app }));
    expect([status, (body as { type: string }).type]).toEqual(keyAway);
    const lines = await linesOf(ref);
    expect(lines).toHaveLength(before.length + 1);
    expect(lines[0]).toMatchObject({
      who: 'sav.caseworker',
      action: 'openInvestigation',
      outcome: 'refused',
    });
    expect((await worker.post(path(ref), {}, { app })).status).toBe(200);
  });

  test('where the unit’s own key is away no line can be sealed, and the answer is the same', async () => {
    const ref = await newCase(worker);
    const app = appOn(coldRing());
    const { status, body } = await withoutMaster(() => worker.post(path(ref), {}, { app }));
    expect([status, (body as { type: string }).type]).toEqual(keyAway);
  });

  test('AUD-2: a unit’s key that leaves the memory on the way is fetched again, and a refusal is what it was', async () => {
    const ref = await newCase(worker);
    const ring = coldRing();
    const asked = { times: 0 };
    const ages: KeyRing = {
      ...ring,
      atHand: (unit, keyId) => {
        if (keyId === unitKeyId('sav')) asked.times += 1;
        return keyId === unitKeyId('sav') && asked.times === 1 ? undefined : ring.atHand(unit, keyId);
      },
    };
    const stale = { app: appOn(ages), headers: { 'if-match': '"as-it-was"' } };
    expect((await worker.post(path(ref), {}, stale)).status).toBe(412);
    expect(asked.times).toBeGreaterThan(1);
    expect((await linesOf(ref))[0]).toMatchObject({ action: 'openInvestigation', outcome: 'refused' });
  });
});

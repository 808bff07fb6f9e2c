import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { caseKeyId, createKeyRing } from '../../security/key-ring';
import { createMasterKey, fileMasterKeys } from '../../security/master-key-files';
import { createCaseReferences } from '../../security/references';
import type { VersionedMasterKeys } from '../../security/master-keys';
import { connect } from '../../store/database';
import type { Database } from '../../store/database';
import { createKeyPages } from '../../store/key-pages';
import { createKeyStore } from '../../store/key-store';
import { openLine } from '../../store/log-reading';
import { migrate } from '../../store/migrate';
import { createStore } from '../../store/store';
import type { Store } from '../../store/store';
import { runKeyTask } from '../../worker/key-command';
import type { KeyTask } from '../../worker/key-command';
import { profile, servers } from './support/databases';
import type { TestDatabase } from './support/databases';
import { append, someCase } from './support/steps';

describe.each(servers)('rotation of a master key on $server', ({ open }) => {
  let server: TestDatabase;
  let db: Database;
  let dir: string;
  let masterKeys: VersionedMasterKeys;
  let said: string[];
  let nth = 0;
  /** Each test has a unit of its own, so that their keys do not meet. */
  let unit: string;

  beforeAll(async () => {
    server = await open();
    await migrate(server.url);
    db = connect(server.url, { max: 4 });
  });
  beforeEach(async () => {
    nth += 1;
    unit = `u${nth}`;
    dir = await mkdtemp(join(tmpdir(), 'sluss-rotate-'));
    await createMasterKey(dir, unit);
    masterKeys = fileMasterKeys(dir);
    said = [];
  });
  afterEach(() => rm(dir, { recursive: true }));
  afterAll(async () => {
    await db.close();
    await server.close();
  });

  /** A process of the service; one that keeps no key asks the master key each time. */
  function process(keys = masterKeys): Store & { readonly ring: ReturnType<typeof createKeyRing> } {
    const ring = createKeyRing({ store: createKeyStore(db), masterKeys: keys, maxAgeMs: 0 });
    return { ...createStore({ db, ring, profile }), ring };
  }

  const run = async (task: KeyTask['task'], isMeant = true, keys = masterKeys): Promise<void> => {
    const parts = { pages: createKeyPages(db), masterKeys: keys, accessLog: process().accessLog };
    const say = (line: string): void => void said.push(line);
    await runKeyTask({ ...parts, say, tell: say, now: () => new Date() }, { task, unit, isMeant });
  };

  /** The newest version was made an hour ago. */
  const settle = (version: number): Promise<void> =>
    utimes(join(dir, `${unit}.${version}.master`), new Date(0), new Date(Date.now() - 3_600_000));

  async function cases(count: number): Promise<readonly string[]> {
    const refs = Array.from({ length: count }, someCase);
    for (const ref of refs) await process().journal.append(append(ref, 1, { unit }));
    return refs;
  }

  const versionsInUse = async (): Promise<ReadonlySet<number | undefined>> => {
    const keys = await createKeyPages(db).page(unit, '', 1_000);
    return new Set(keys.map(({ wrapped }) => masterKeys.versionOf(wrapped)));
  };

  test('cases that are worked on meanwhile are whole, and when the old version is retired nothing is missed', async () => {
    const refs = await cases(60);
    const first = refs[0] ?? '';
    const service = process();
    const going = { on: true };
    const work = (async () => {
      let seq = 1;
      for (; going.on; seq += 1) await service.journal.append(append(first, seq + 1, { unit }));
      return seq;
    })();
    const opening = cases(5);
    await run('rotate');
    going.on = false;
    const [steps, opened] = [await work, await opening];
    await settle(2);
    await run('retire');

    const later = process();
    for (const ref of [...refs.slice(1), ...opened])
      expect(await later.journal.load(unit, ref, 0)).toHaveLength(1);
    expect(await later.journal.load(unit, first, 0)).toHaveLength(steps);
    expect(await later.journal.append(append(someCase(), 1, { unit }))).toMatchObject({
      steps: [{ seq: 1 }],
    });
    expect(said.join('\n')).toMatch(/Keys to be wrapped anew: 6\d.*\n\d+ of 6\d/);
  });

  test('CON-6 PIN-2: what a letter and a command open is called the same in every process, before and after, and when the old version is gone', async () => {
    const named = () => {
      const { forLetter, forCommand } = createCaseReferences(process().ring);
      return Promise.all([forLetter(unit, 'north', 'l-1'), forCommand(unit, 'a-command')]);
    };
    const first = await named();
    await run('rotate');
    expect(await named()).toEqual(first);
    await settle(2);
    await run('retire');
    expect(await named()).toEqual(first);
  });

  test('one that is cut off goes on with the version that it had begun', async () => {
    await cases(55);
    let calls = 0;
    const dying: VersionedMasterKeys = {
      ...masterKeys,
      unwrap: (...args) => {
        calls += 1;
        // After the census, which opens each key (the unit’s too), and the first batch.
        if (calls > 106) return Promise.reject(new Error('the key manager went away'));
        return masterKeys.unwrap(...args);
      },
    };
    await expect(run('rotate', true, dying)).rejects.toThrow('went away');
    expect(await versionsInUse()).toEqual(new Set([1, 2]));
    await expect(run('retire')).rejects.toThrow('less than a minute old');
    await settle(2);
    await expect(run('retire')).rejects.toThrow(/Version 1 still wraps \d+ keys/);

    await run('rotate');
    expect(said).toContain('Goes on with version 2, begun before');
    expect(await versionsInUse()).toEqual(new Set([2]));
  });

  test('a dry run changes nothing; a change stands in the unit’s log, before and after (AUD-1)', async () => {
    await cases(2);
    await run('rotate', false);
    expect(said.at(-1)).toBe('Nothing was done. Say --do to do it.');
    expect((await masterKeys.versions(unit)).map(({ version }) => version)).toEqual([1]);
    await run('rotate');
    const rows = await db.inUnit(unit, (tx) =>
      tx.selectFrom('access_log').selectAll().orderBy('number', 'desc').limit(2).execute(),
    );
    const lines = await Promise.all(rows.map((row) => openLine(process().ring, row)));
    expect(lines).toMatchObject([
      { who: 'operator', action: 'rotateKeys', outcome: 'done' },
      { who: 'operator', action: 'rotateKeys', outcome: 'begun' },
    ]);
  });

  test('a key that is destroyed while it is wrapped anew stays destroyed', async () => {
    const [ref = ''] = await cases(1);
    const keyId = caseKeyId(ref);
    const { ring } = process();
    let isDestroyed = false;
    const racing: VersionedMasterKeys = {
      ...masterKeys,
      wrap: async (own, plain, aad) => {
        if (aad === keyId && !isDestroyed) {
          isDestroyed = true;
          await ring.destroy(own, keyId);
        }
        return masterKeys.wrap(own, plain, aad);
      },
    };
    await run('rotate', true, racing);
    expect(isDestroyed).toBe(true);
    await expect(ring.get(unit, keyId)).rejects.toMatchObject({ name: 'KeyMissing' });
    await expect(ring.ensure(unit, keyId)).rejects.toMatchObject({ name: 'KeyMissing' });
  });

  test('a damaged key is named and holds up the others in nothing but the retirement', async () => {
    const [ref = ''] = await cases(3);
    const damaged = Buffer.alloc(64, 1);
    await db.inUnit(unit, (tx) =>
      tx.updateTable('keys').set({ wrapped: damaged }).where('key_id', '=', caseKeyId(ref)).execute(),
    );
    await run('rotate');
    await run('status');
    expect(said.join('\n')).toContain(`Does not open: ${caseKeyId(ref)}`);
    await settle(2);
    await expect(run('retire')).rejects.toThrow(caseKeyId(ref));
    // Whoever has had a copy of the second version must not be let keep it because of one damaged row.
    await run('rotate');
    expect(said).toContain(`A new version 3 of the master key of ${unit}`);
  });

  test('a key brought back from a backup under a retired version is named, and stops neither status nor a rotation', async () => {
    const [ref = ''] = await cases(2);
    const keyId = caseKeyId(ref);
    const kept = (await createKeyStore(db).load(unit, keyId)) ?? Buffer.of();
    await run('rotate');
    await settle(2);
    await run('retire');
    await db.inUnit(unit, (tx) =>
      tx.updateTable('keys').set({ wrapped: kept }).where('key_id', '=', keyId).execute(),
    );
    await run('status');
    expect(said.join('\n')).toContain(`Does not open: ${keyId}`);
    await run('rotate');
    expect(said).toContain(`A new version 3 of the master key of ${unit}`);
  });
});

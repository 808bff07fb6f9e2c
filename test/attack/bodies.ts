import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import type { Counts } from './tally';
import { countsOf, found } from './tally';
import type { Shot, Target } from './target';
import { asStaff } from './target';

const nested = (open: string, close: string, depth: number): string =>
  open.repeat(depth) + close.repeat(depth);

/** What is no body of ours, and the answer that it must get. */
const bodies: readonly (readonly [string, number, string | Buffer])[] = [
  ['empty', 400, ''],
  ['cut short', 400, '{"action":"reg'],
  ['two values', 400, '{}{}'],
  ['a comment', 400, '{/* */}'],
  ['NaN', 400, '{"action":NaN}'],
  ['beyond a double', 400, '{"action":1e999}'],
  ['many digits', 400, `{"action":${'9'.repeat(10_000)}}`],
  ['a key twice', 400, '{"action":"a","action":"registerApplication"}'],
  ['a key twice, once escaped', 400, '{"action":"a","\\u0061ction":"b"}'],
  ['__proto__', 400, '{"__proto__":{"isAdmin":true}}'],
  ['constructor.prototype', 400, '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ['nested arrays', 400, nested('[', ']', 100_000)],
  ['nested objects', 400, nested('{"a":', '}', 40_000)],
  ['a long list', 400, JSON.stringify({ action: Array.from({ length: 50_000 }, () => 1) })],
  ['not UTF-8', 400, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
  ['UTF-16', 400, Buffer.from('{}', 'utf16le')],
  ['a byte order mark inside', 400, '{"\ufeffaction":"registerApplication"}'],
  ['NUL', 400, '{"action":"registerApplication\\u0000"}'],
  ['half a surrogate pair', 400, '{"action":"\\ud800"}'],
  ['a line break for the log', 400, '{"action":"a\\r\\n{\\"level\\":\\"error\\"}"}'],
  ['256 KiB and one byte', 413, `"${'a'.repeat(256 * 1024)}"`],
  ['8 MiB', 413, Buffer.alloc(8 * 1024 * 1024, 0x20)],
];

/** Headers under which a sound body must not be taken. */
const headers: readonly (readonly [string, number, Readonly<Record<string, string>>])[] = [
  ['no type of ours', 415, { 'content-type': 'text/plain' }],
  ['XML', 415, { 'content-type': 'application/xml' }],
  ['a form', 415, { 'content-type': 'multipart/form-data; boundary=x' }],
  ['JSON in another character set', 415, { 'content-type': 'application/json; charset=utf-16' }],
  ['two types in one', 415, { 'content-type': 'application/json, text/html' }],
  ['compressed, it says', 415, { 'content-encoding': 'br' }],
  ['compressed twice', 415, { 'content-encoding': 'gzip, gzip' }],
  ['a key that is too short', 400, { 'idempotency-key': 'x' }],
  ['a key with a tab', 400, { 'idempotency-key': 'attack\tattack' }],
];

interface Attack {
  readonly what: string;
  readonly wanted: number;
  readonly shot: Shot;
}

/** Every bad body, every bad header on a sound body, and a bomb of 100 MiB. */
function attacksAt(path: string, bomb: Buffer): readonly Attack[] {
  const shotOf = (body: string | Buffer, more: Shot['headers'] = {}): Shot => ({
    ...{ method: 'post', path, body },
    headers: more,
  });
  return [
    ...bodies.map(([what, wanted, body]) => ({ what, wanted, shot: shotOf(body) })),
    ...headers.map(([what, wanted, more]) => ({ what, wanted, shot: shotOf('{}', more) })),
    { what: 'a bomb', wanted: 415, shot: shotOf(bomb, { 'content-encoding': 'gzip' }) },
  ];
}

/** Bad input at a changing operation: shape, size, encoding, type (X2, X3). */
export async function attackBodies(target: Target, ownCase: string): Promise<Counts> {
  const counts = countsOf('bad input');
  const bomb = await promisify(gzip)(Buffer.alloc(100 * 1024 * 1024));
  const places = ['/v1/cases', `/v1/cases/${ownCase}/actions/record-criterion`];
  for (const { what, wanted, shot } of places.flatMap((path) => attacksAt(path, bomb))) {
    const { status, text } = await target.shoot(counts, asStaff(target, 'sav.caseworker', shot));
    if (status !== wanted)
      found(counts, 'wrong', `${what}: ${status.toString()} in place of ${wanted.toString()}`);
    if (/\.ts|node_modules|\bat \w+ \(/.test(text))
      found(counts, 'wrong', `${what}: tells of the code: ${text}`);
  }
  return counts;
}

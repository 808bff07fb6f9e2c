/** A parameter's value: a string or an integer. Other types of RFC 8941 do not occur in what is read here. */
export type Parameter = string | number;

/** One member of a dictionary: a byte sequence, or a list of strings with parameters. */
export type Member =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | {
      readonly kind: 'list';
      readonly items: readonly string[];
      readonly parameters: ReadonlyMap<string, Parameter>;
    };

const KEY = /[a-z*][a-z0-9_.*-]*/y;
const STRING = /"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"/y;
const INTEGER = /-?\d{1,15}(?![\d.])/y;
const BYTES = /:([A-Za-z0-9+/]*={0,2}):/y;
const EQUALS = /=/y;
const SEMICOLON = /; */y;
const COMMA = /[ \t]*,[ \t]*/y;
const OPEN = /\( */y;
const CLOSE = /\)/y;
const SPACES = / +/y;

/** Longer than any header that is read here; a longer one is not looked at. */
const MAX_LENGTH = 8_192;

/** Reads on from where it stands; a failed `take` moves nothing. */
interface Cursor {
  readonly take: (pattern: RegExp) => RegExpExecArray | undefined;
  readonly atEnd: () => boolean;
}

function cursorOver(text: string): Cursor {
  let at = 0;
  return {
    take(pattern) {
      pattern.lastIndex = at;
      const found = pattern.exec(text) ?? undefined;
      if (found !== undefined) at = pattern.lastIndex;
      return found;
    },
    atEnd: () => at === text.length,
  };
}

/**
 * Reads a dictionary of structured fields (RFC 8941), as far as HTTP Message Signatures and Content-Digest need it:
 * members are byte sequences or lists of plain strings with string and integer parameters.
 *
 * Stricter than the RFC in two things: a name that comes twice is malformed, since two readers may choose differently,
 * and so is base64 in any but its one padded form.
 *
 * @returns `undefined` for anything else
 */
export function parseDictionary(header: string): ReadonlyMap<string, Member> | undefined {
  const text = header.trim();
  if (text.length > MAX_LENGTH) return undefined;
  const cursor = cursorOver(text);
  const members = new Map<string, Member>();
  do {
    const name = cursor.take(KEY)?.[0];
    if (name === undefined || members.has(name) || cursor.take(EQUALS) === undefined) return undefined;
    const member = readBytes(cursor) ?? readList(cursor);
    if (member === undefined) return undefined;
    members.set(name, member);
  } while (cursor.take(COMMA) !== undefined);
  return cursor.atEnd() ? members : undefined;
}

/** Writes a list of strings with its parameters in the one form that a signature covers (RFC 9421, 2.3). */
export function serializeList(
  items: readonly string[],
  parameters: Iterable<readonly [string, Parameter]>,
): string {
  const tail = [...parameters].map(
    ([name, value]) => `;${name}=${typeof value === 'number' ? value.toString() : quoted(value)}`,
  );
  return `(${items.map(quoted).join(' ')})${tail.join('')}`;
}

function readBytes(cursor: Cursor): Member | undefined {
  const base64 = cursor.take(BYTES)?.[1];
  if (base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? { kind: 'bytes', bytes } : undefined;
}

function readList(cursor: Cursor): Member | undefined {
  if (cursor.take(OPEN) === undefined) return undefined;
  const items: string[] = [];
  while (cursor.take(CLOSE) === undefined) {
    const item = readString(cursor);
    // Items are parted by spaces; one with parameters of its own (`"@method";req`) stops here and is not read.
    if (item === undefined) return undefined;
    items.push(item);
    if (cursor.take(SPACES) === undefined) {
      if (cursor.take(CLOSE) === undefined) return undefined;
      break;
    }
  }
  const parameters = readParameters(cursor);
  return parameters && { kind: 'list', items, parameters };
}

function readParameters(cursor: Cursor): ReadonlyMap<string, Parameter> | undefined {
  const parameters = new Map<string, Parameter>();
  while (cursor.take(SEMICOLON) !== undefined) {
    const name = cursor.take(KEY)?.[0];
    if (name === undefined || parameters.has(name) || cursor.take(EQUALS) === undefined) return undefined;
    const value = readString(cursor) ?? readInteger(cursor);
    if (value === undefined) return undefined;
    parameters.set(name, value);
  }
  return parameters;
}

function readString(cursor: Cursor): string | undefined {
  return cursor.take(STRING)?.[1]?.replaceAll(/\\(["\\])/g, '$1');
}

function readInteger(cursor: Cursor): number | undefined {
  const digits = cursor.take(INTEGER)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

import { Problem } from '../problem';

/** Deeper than any body of the API; a deeper one is a mistake or an attack. */
const MAX_DEPTH = 12;
const FORBIDDEN_KEY = '__proto__';
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]|-?\d[\d.eE+-]*/g;

/** Reads a request body: UTF-8 JSON without repeated keys, `__proto__`, deep nesting or numbers out of range. */
export function readJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  const value = parse(text);
  check(text);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('malformed');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's message quotes the input, so it goes nowhere.
    throw new Problem('malformed');
  }
}

/** Walks over JSON that is known to be valid, without recursion: `JSON.parse` keeps the last of two equal keys. */
function check(text: string): void {
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') addKey(open.at(-1), JSON.parse(last) as string);
    else if (token.startsWith('"')) last = token;
    else checkNumber(token);
    if (open.length > MAX_DEPTH) throw new Problem('malformed');
  }
}

/** `1e400` is read as infinity, which is no number of JSON and would be written back as null. */
function checkNumber(token: string): void {
  if (!Number.isFinite(Number(token))) throw new Problem('malformed');
}

function addKey(keys: Set<string> | undefined, key: string): void {
  if (keys === undefined || keys.has(key) || key === FORBIDDEN_KEY) throw new Problem('malformed');
  keys.add(key);
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Profile } from '../domain/profile/profile';
import { agreementFaults } from './agreement';
import type { Loose } from './loose';
import { isRecord } from './loose';
import { ProfileSchema } from './schema';
import { inWords } from './words';

/** A profile, or everything that is wrong with it, each fault with its place. */
export type ProfileReading =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly faults: readonly string[] };

type FileReading =
  { readonly ok: true; readonly content: Loose } | { readonly ok: false; readonly fault: string };

const ID = /^[a-z][a-zA-Z0-9-]*$/;

/**
 * Reads and checks a profile (UPP-6).
 *
 * @param idOrPath the name of a file in this folder without `.json`, or a path to a file of the authority's own
 */
export function readProfile(idOrPath: string): ProfileReading {
  const file = readExtended(fileOf(idOrPath, process.cwd()), []);
  return file.ok ? checkProfile(file.content) : { ok: false, faults: [file.fault] };
}

/** Checks a profile that is already in memory and reports every fault, not the first (UPP-6). */
export function checkProfile(content: Loose): ProfileReading {
  const parsed = ProfileSchema.safeParse(content, { reportInput: true });
  const shape = parsed.success ? [] : parsed.error.issues.flatMap(inWords);
  const faults = [...shape, ...agreementFaults(content)];
  return parsed.success && faults.length === 0 ? { ok: true, profile: parsed.data } : { ok: false, faults };
}

/** The faults as a text for the terminal: how many, and one line for each. */
export function describeFaults(idOrPath: string, faults: readonly string[]): string {
  const many = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  return [
    `The profile "${idOrPath}" cannot be used: ${many}.`,
    ...faults.map((fault) => `  - ${fault}`),
  ].join('\n');
}

function fileOf(idOrPath: string, from: string): string {
  return ID.test(idOrPath) ? join(__dirname, `${idOrPath}.json`) : resolve(from, idOrPath);
}

function readJson(file: string): FileReading {
  if (!existsSync(file)) return { ok: false, fault: `${file}: there is no such file` };
  try {
    const content: Loose = JSON.parse(readFileSync(file, 'utf8'));
    return { ok: true, content };
  } catch (error) {
    return { ok: false, fault: `${file}: cannot be read as JSON: ${String(error)}` };
  }
}

/** Reads a file and, where it extends another, lays it over that one. */
function readExtended(file: string, on: readonly string[]): FileReading {
  if (on.includes(file)) return { ok: false, fault: `${file}: extends itself by way of ${on.join(', ')}` };
  const own = readJson(file);
  if (!own.ok || !isRecord(own.content)) return own;
  const { extends: base, ...rest } = own.content;
  if (base === undefined) return own;
  if (typeof base !== 'string') return { ok: false, fault: `${file}: "extends" must name a profile` };
  const under = readExtended(fileOf(base, dirname(file)), [...on, file]);
  return under.ok ? { ok: true, content: mergePatch(under.content, rest) } : under;
}

/** A JSON merge patch (RFC 7396). */
function mergePatch(target: Loose, patch: Loose): Loose {
  if (!isRecord(patch)) return patch;
  const merged = new Map(Object.entries(isRecord(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

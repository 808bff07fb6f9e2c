import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rename } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { toInstant } from '../../../domain/time/instant';
import { lastMigration } from '../../../store/migrate';
import { ENDS } from '../command';
import type { Call, Result } from '../command';
import { counted } from '../counted';
import { runningOn, stateDirOf } from '../embedded-run';
import { EMBEDDED, describeFile, readManifest, writeManifest } from './manifest';

/** What the embedded run keeps beside its keys; what was cut off leaves a write-ahead file of Temporal's. */
const PARTS = ['temporal.db', 'temporal.db-wal', 'postgres'] as const;

/** Copies the state of the embedded run; its keys stay where they are. The manifest comes last: a copy without one was cut off. */
export async function copyEmbedded({ env, isMeant, say }: Call, out: string): Promise<Result> {
  const state = stateDirOf(env);
  refuseRunning(state);
  const parts = partsIn(state);
  if (parts.length === 0) throw new Error(`${state} holds no embedded run. Name its SLUSS_STATE_DIR.`);
  if (existsSync(out)) throw new Error(`${out} is there already: name a folder that is not.`);
  const then = 'The keys in keys/ are not in it: copy them to another place.';
  if (!isMeant)
    return told([`Would copy to ${out}: ${parts.join(', ')}. Say --do.`, then], { parts, to: out });
  await copyAll(state, out, parts, say);
  const names = await filesOf(out, parts);
  const files = [];
  for (const name of names) files.push(await describeFile(out, name));
  const at = toInstant(Date.now());
  const about = { v: 1, kind: EMBEDDED, at, postgres: 'PGlite', schema: lastMigration, units: [] } as const;
  await writeManifest(out, { ...about, files });
  return told(
    [`Copied to ${out}: ${parts.join(', ')}; ${counted(files.length, 'file')} in its manifest.`, then],
    {
      ...{ parts, to: out, ...about, files },
    },
  );
}

/** Puts a copy back into a state directory that has no database. */
export async function restoreEmbedded({ env, isMeant, say }: Call, from: string): Promise<Result> {
  const state = stateDirOf(env);
  refuseRunning(state);
  const { files, at } = await readManifest(from, EMBEDDED);
  const parts = partsIn(from);
  await refuseAdded(from, parts, files);
  const there = PARTS.find((part) => existsSync(join(state, part)));
  if (there !== undefined)
    throw new Error(
      `${join(state, there)} is there. Nothing is ever restored over a database: move it away first.`,
    );
  const plan = `Copy of ${at}, ${counted(files.length, 'file')} as written.`;
  if (!isMeant)
    return told([plan, `Would copy to ${state}: ${parts.join(', ')}. Say --do.`], { parts, to: state });
  await copyAll(from, state, parts, say);
  const then = 'Start it (npm start), then npm run ops -- reconcile.';
  return told([plan, `Copied to ${state}: ${parts.join(', ')}.`, then], { parts, to: state });
}

/** In the order in which they are copied: the database, by which all is looked for, comes last. */
function partsIn(dir: string): readonly string[] {
  return PARTS.filter((part) => existsSync(join(dir, part)));
}

/** Each under another name until it is whole, and closed to others. */
async function copyAll(from: string, to: string, parts: readonly string[], say: Call['say']): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const part of parts) {
    say(`${part} …`);
    const draft = join(to, `${part}.copying`);
    await cp(join(from, part), draft, { recursive: true });
    await closeAll(draft);
    await rename(draft, join(to, part));
  }
}

async function closeAll(path: string): Promise<void> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
  await chmod(path, entries === undefined ? 0o600 : 0o700);
  for (const entry of entries ?? [])
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
}

/** All files of the parts, by their paths in the folder, in order. */
async function filesOf(dir: string, parts: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .filter((name) => parts.some((part) => name === part || name.startsWith(`${part}/`)))
    .sort();
}

async function refuseAdded(
  from: string,
  parts: readonly string[],
  files: readonly { readonly name: string }[],
): Promise<void> {
  const written = new Set(files.map(({ name }) => name));
  const added = (await filesOf(from, parts)).find((name) => !written.has(name));
  if (added === undefined) return;
  throw new Error(`${added} is not in the manifest: it was not backed up. Take another copy of the backup.`);
}

function told(lines: readonly string[], json: unknown): Result {
  return { exit: ENDS.well, lines, json };
}

/** A copy of files that are being written is no copy. */
function refuseRunning(state: string): void {
  const running = runningOn(state);
  if (running === undefined) return;
  throw new Error(
    `The embedded run is running (process ${running}). Stop it first: Ctrl-C where it was started.`,
  );
}

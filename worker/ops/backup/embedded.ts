import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ENDS } from '../command';
import type { Call, Result } from '../command';
import { runningOn, stateDirOf } from '../embedded-run';

/** What the embedded run keeps beside its keys. */
const PARTS = ['postgres', 'temporal.db'] as const;

/** Copies the state of the embedded run; its keys stay where they are. */
export async function copyEmbedded({ env, isMeant }: Call, out: string): Promise<Result> {
  const state = stateDirOf(env);
  refuseRunning(state);
  const parts = PARTS.filter((part) => existsSync(join(state, part)));
  if (parts.length === 0) throw new Error(`${state} holds no embedded run. Name its SLUSS_STATE_DIR.`);
  if (existsSync(out)) throw new Error(`${out} is there already: name a folder that is not.`);
  if (isMeant) await copyAll(state, out, parts);
  return told(parts, isMeant, out, 'The keys in keys/ are not in it: copy them to another place.');
}

/** Puts a copy back into a state directory that has no database. */
export async function restoreEmbedded({ env, isMeant }: Call, from: string): Promise<Result> {
  const state = stateDirOf(env);
  refuseRunning(state);
  const parts = PARTS.filter((part) => existsSync(join(from, part)));
  if (!parts.includes('postgres')) throw new Error(`${from} holds no copy of an embedded run.`);
  const there = PARTS.find((part) => existsSync(join(state, part)));
  if (there !== undefined)
    throw new Error(
      `${join(state, there)} is there. Nothing is ever restored over a database: move it away first.`,
    );
  if (isMeant) await copyAll(from, state, parts);
  return told(parts, isMeant, state, 'Start it (npm start), then npm run ops -- reconcile.');
}

async function copyAll(from: string, to: string, parts: readonly string[]): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const part of parts) await cp(join(from, part), join(to, part), { recursive: true });
}

function told(parts: readonly string[], isMeant: boolean, to: string, then: string): Result {
  const what = isMeant
    ? `Copied to ${to}: ${parts.join(', ')}.`
    : `Would copy to ${to}: ${parts.join(', ')}. Say --do.`;
  return { exit: ENDS.well, lines: [what, then], json: { parts, to, isMeant } };
}

/** A copy of files that are being written is no copy. */
function refuseRunning(state: string): void {
  const running = runningOn(state);
  if (running === undefined) return;
  throw new Error(
    `The embedded run is running (process ${running}). Stop it first: Ctrl-C where it was started.`,
  );
}

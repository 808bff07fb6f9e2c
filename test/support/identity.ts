import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { root } from '../../dev/root';
import type { IdentitySettings } from '../../dev/identity/settings';

/** The identity server in a process of its own, as an authority's would be. */
export interface Identity {
  readonly issuer: string;
  readonly port: number;
  /** Ends it; the keys that it signed with are gone. */
  readonly stop: () => Promise<void>;
}

type Settings = Partial<IdentitySettings> & Pick<IdentitySettings, 'audience' | 'clients' | 'staff'>;

/** Starts `dev/identity-main.ts` on the port of the settings, or on any that is free. */
export async function startIdentity(settings: Settings): Promise<Identity> {
  const dir = await mkdtemp(join(tmpdir(), 'sluss-identity-'));
  const file = join(dir, 'settings.json');
  await writeFile(file, JSON.stringify({ port: 0, ...settings }));
  const preload = ['--import', 'tsx', '--import', './dev/with-parent.mjs'];
  const child = spawn(process.execPath, [...preload, 'dev/identity-main.ts', file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const issuer = await readyAt(child);
  await rm(dir, { recursive: true });
  return {
    issuer,
    port: Number(new URL(issuer).port),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** The line in which it says so; fails with what else it said. */
async function readyAt(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the process has no output');
  let said = '';
  stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for await (const line of createInterface({ input: stdout })) {
    const [, issuer] = /ready at (\S+)/.exec(line) ?? [];
    if (issuer !== undefined) return issuer;
    said += `${line}\n`;
  }
  throw new Error(`the identity server did not start: ${said}`);
}

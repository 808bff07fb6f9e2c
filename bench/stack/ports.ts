import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** The real Temporal server keeps its ports in a column that holds no larger number. */
const FROM = 20_000;
const TO = 32_767;

/** A free port of this machine for each name. */
export async function freePorts<Name extends string>(
  names: readonly Name[],
): Promise<Readonly<Record<Name, number>>> {
  const found = new Set<number>();
  while (found.size < names.length) {
    const port = randomInt(FROM, TO);
    if (await isFree(port)) found.add(port);
  }
  const free = [...found];
  return Object.fromEntries(names.map((name, nth) => [name, free[nth]])) as Record<Name, number>;
}

async function isFree(port: number): Promise<boolean> {
  const listener = createServer().listen(port, '127.0.0.1');
  try {
    await once(listener, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    listener.close();
  }
}

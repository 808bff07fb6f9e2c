import { randomInt } from 'node:crypto';

import { isFree } from './ports';

/** Below what the system lends to outgoing connections, so that a port is still free when its process comes back; Temporal keeps none above. */
const FROM = 20_000;
const TO = 32_767;

const taken = new Set<number>();

/** A port of this machine that nobody listens on, and that this process did not give out before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, TO);
    if (taken.has(port) || !(await isFree(port))) continue;
    taken.add(port);
    return port;
  }
}

/** A free port for each name. */
export async function freePorts<Name extends string>(
  names: readonly Name[],
): Promise<Readonly<Record<Name, number>>> {
  const found: [Name, number][] = [];
  for (const name of names) found.push([name, await freePort()]);
  return Object.fromEntries(found) as Record<Name, number>;
}

import { randomInt } from 'node:crypto';

import { isAnswering } from '../../../dev/ports';

/** Below what the system lends to outgoing connections, so that a port is still free when its process comes back; Temporal keeps none above. */
const FROM = 20_000;
const TO = 32_767;

const taken = new Set<number>();

/** A port of this machine that nobody answers at, and that was not given out before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, TO);
    if (taken.has(port) || (await isAnswering(port))) continue;
    taken.add(port);
    return port;
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Service } from './service';

/** What worker and API tell of themselves, each at the address that its line `ready` names. */
export async function metricsOf({ stateDir }: Service): Promise<string> {
  const texts = ['worker', 'api'].map(async (process) => {
    const log = readFileSync(join(stateDir, 'logs', `${process}.log`), 'utf8');
    const [, url = ''] = /it tells how it is at (\S+)/.exec(log) ?? [];
    return (await fetch(`${url}/metrics`)).text();
  });
  return (await Promise.all(texts)).join('\n');
}

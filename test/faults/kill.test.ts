import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../dev/root';
import { outcome, prepareService } from '../system/service';
import type { Service } from '../system/service';

/** What the demo wrote down when the API had acknowledged it, outside the service. */
interface Acknowledged {
  readonly who: string;
  readonly case: string;
  readonly action: string;
  readonly happened: readonly string[];
}

interface Entry {
  readonly action: string;
  readonly what: string;
}

/** After how many acknowledged steps the service is killed. */
const KILL_AFTER = [1, 4, 7, 10, 13, 17, 21, 25, 30, 36];

describe('kill -9 of the whole service at ten points of the demo', () => {
  let service: Service;
  let file: string;

  const acknowledged = (): readonly Acknowledged[] => {
    try {
      return readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Acknowledged);
    } catch {
      return [];
    }
  };

  const killWhenDue = async (isOver: () => boolean): Promise<number> => {
    let kills = 0;
    for (const due of KILL_AFTER) {
      while (acknowledged().length < due && !isOver()) await new Promise((resolve) => setTimeout(resolve, 5));
      if (isOver()) break;
      await service.kill();
      kills += 1;
      await service.start();
    }
    return kills;
  };

  beforeAll(async () => {
    service = await prepareService();
    file = join(service.stateDir, 'acknowledged.jsonl');
    await service.start();
  }, 120_000);

  afterAll(async () => {
    await service.remove();
  });

  /** As its caseworker reads it, or the supervisor where nobody is assigned; a special defector's case is open to named staff only. */
  const timeline = async (unit: string, caseRef: string): Promise<readonly Entry[]> => {
    const { api, tokens } = service.file();
    for (const role of ['caseworker', 'supervisor']) {
      const headers = { authorization: `Bearer ${tokens[`${unit}.${role}`] ?? ''}` };
      const answer = await fetch(`${api}/v1/cases/${caseRef}/timeline`, { headers });
      if (answer.ok) return ((await answer.json()) as { items: readonly Entry[] }).items;
    }
    throw new Error(`nobody at ${unit} may read the timeline of ${caseRef}`);
  };

  test('AUD-1 PIN-2 TRF-6: nothing acknowledged is missing, nothing is doubled', async () => {
    let isOver = false;
    const args = ['--import', 'tsx', 'dev/demo.ts', '--patience', '120', '--acknowledged', file];
    const demo = outcome(spawn(process.execPath, args, { cwd: root, env: service.env })).finally(() => {
      isOver = true;
    });
    const kills = await killWhenDue(() => isOver);
    const { code, output } = await demo;
    expect(output).toContain('Both stories ended as the routine says.');
    expect(code).toBe(0);
    expect(kills).toBe(KILL_AFTER.length);

    const all = acknowledged();
    const cases = new Map(all.map((one) => [one.case, one.who]));
    for (const [caseRef, who] of cases) {
      const entries = await timeline(who.split('.')[0] ?? '', caseRef);
      const expected = all.filter((one) => one.case === caseRef).flatMap((one) => one.happened);
      for (const what of new Set(expected)) {
        const count = (list: readonly string[]): number => list.filter((other) => other === what).length;
        expect(`${count(entries.map((entry) => entry.what)).toString()} × ${what}`).toBe(
          `${count(expected).toString()} × ${what}`,
        );
      }
    }
  }, 420_000);
});

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { createCaller } from '../load/caller';
import { assessment, awaitsAnswer, intake, reference, until } from '../load/story';
import { rowOf } from '../trial';
import type { Ground, Row, Try } from '../trial';

const DOWN_MS = 10_000;
const sav = 'sav.caseworker';

/**
 * The police are down for so long that the tries grow rare, and then answer twice at once. Three days of the same schedule are run through
 * where time can be skipped, in test/workflows/three-days.test.ts: nothing here waits for the clock on the wall.
 */
export async function partnerDown(
  { main, load, outside, times }: Ground,
  attempt: Try,
): Promise<readonly Row[]> {
  const row = rowOf('a partner down, then answering twice', 'three days: test/workflows/three-days.test.ts');
  const caller = createCaller(main, load.gate, load.ledger);
  const [las, box] = [outside.signing['las'], outside.boxes['las']];
  if (las === undefined || box === undefined) throw new Error('LAS takes no letters');
  for (let nth = 0; nth < times; nth += 1)
    await attempt(row, async () => {
      const caseRef = await intake({ from: caller, district: 'centrum' });
      outside.way.turn('cut');
      await caller.act(sav, { action: 'requestThreatAssessment', body: { occasion: 'first' }, caseRef });
      await sleep(DOWN_MS);
      const ref = reference(await until(caller, sav, caseRef, awaitsAnswer));
      if (box.all().some((letter) => letter.reference === ref))
        throw new Error('it came on a way that was cut');
      outside.way.turn('clear');
      await until(caller, sav, caseRef, ({ letters }) =>
        letters.some(({ kind, standing }) => kind === 'threatAssessmentRequest' && standing === 'sent'),
      );
      const came = box.all().filter((letter) => letter.reference === ref);
      if (came.length !== 1) throw new Error(`LAS has ${came.length} letters of one request`);
      const answer = { messageId: `p-${randomUUID()}`, caseRef, body: assessment(ref) };
      await Promise.all([caller.tell(las, answer), caller.tell(las, answer)]);
      const { threat } = await until(caller, sav, caseRef, ({ threat: { requests } }) =>
        requests.some(({ standing }) => standing === 'answered'),
      );
      if (threat.requests[0]?.results.length !== 1) throw new Error('the answer counts twice');
    });
  return [row];
}

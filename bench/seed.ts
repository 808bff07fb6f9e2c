import { toInstant } from '../domain/time/instant';
import { newCaseRef } from '../security/references';
import { caseWorkflowType } from '../messages/case-messages';
import { startOptions } from '../worker/revive';
import { newFile, plan } from './journal-file';
import { application, benchReader, consentUntil } from './usual-case';
import type { Bench, Seeded } from './bench';

const MINUTE_MS = 60_000;
const WRITERS = 12;
/** So many cases tell how long all of them will take. */
const SAMPLE = 150;

/**
 * Writes so many cases through the journal and starts them. When their deadlines fall due follows from how fast the first ones went,
 * with time left for what is measured before.
 *
 * @param beforeMs how long the figures take that are measured on them before
 */
export async function seed(bench: Bench, count: number, beforeMs: number): Promise<Seeded> {
  const { say } = bench;
  const begun = Date.now();
  await eachOf(await written(bench, refs(SAMPLE), Date.now() + 24 * 3_600_000), WRITERS, (caseRef) =>
    start(bench, caseRef),
  );
  const perCase = (Date.now() - begun) / SAMPLE;
  const dueFromMs = Date.now() + count * perCase * 1.6 + beforeMs + MINUTE_MS;
  say(`seeding ${count} cases: about ${Math.round((count * perCase) / 1000)} s`);
  const journalBegun = Date.now();
  const caseRefs = await written(bench, refs(count), dueFromMs);
  const journalSeconds = (Date.now() - journalBegun) / 1000;
  say(`${count} cases are in the journal after ${Math.round(journalSeconds)} s; they are started`);
  const startBegun = Date.now();
  await eachOf(caseRefs, WRITERS, (caseRef) => start(bench, caseRef));
  await untilStarted(bench, caseRefs.at(-1) ?? '');
  return { caseRefs, dueFromMs, journalSeconds, startSeconds: (Date.now() - startBegun) / 1000 };
}

const refs = (count: number): readonly string[] => Array.from({ length: count }, newCaseRef);

async function written(
  { store, stack }: Bench,
  caseRefs: readonly string[],
  dueFromMs: number,
): Promise<readonly string[]> {
  await eachOf(caseRefs, WRITERS, async (caseRef, nth) => {
    const now = toInstant(Date.now());
    const hand = { reader: benchReader, profile: stack.profile, now };
    const until = toInstant(dueFromMs + (nth * MINUTE_MS) / caseRefs.length);
    const file = newFile(caseRef);
    for (const action of [application(now), consentUntil(until, now)])
      await store.journal.append(plan(file, action, hand));
  });
  return caseRefs;
}

async function start({ temporal }: Bench, caseRef: string): Promise<void> {
  await temporal('sav').workflow.start(caseWorkflowType, startOptions('sav', caseRef));
}

/** The cases have read the journal, and their timers run, when the last one has. */
async function untilStarted({ temporal }: Bench, caseRef: string): Promise<void> {
  const client = temporal('sav');
  const lastMoment = Date.now() + 15 * MINUTE_MS;
  while (Date.now() < lastMoment) {
    const { historyLength } = await client.workflow.getHandle(caseRef).describe();
    if (historyLength > 5) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The seeded cases are not started');
}

/** Goes through a list with so many hands. */
async function eachOf(
  list: readonly string[],
  hands: number,
  work: (item: string, nth: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const hand = async (): Promise<void> => {
    while (next < list.length) {
      const nth = next;
      next += 1;
      await work(list[nth] ?? '', nth);
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
}

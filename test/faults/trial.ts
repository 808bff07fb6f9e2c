import type { Chance } from '../domain/world/chance';
import type { Say } from '../../dev/root';
import { messageOf } from '../../dev/root';
import type { Load } from './load/load';
import { checkAlive, checkChains } from './oracle/alive';
import type { Findings } from './oracle/findings';
import { checkHolders } from './oracle/holders';
import { readJournals } from './oracle/journals';
import { checkLetters, checkMessages, lettersSettle } from './oracle/letters';
import { checkSteps } from './oracle/steps';
import type { Installation } from './service/installation';
import type { Outside } from './service/outside';

/** What a family of faults works with. */
export interface Ground {
  readonly main: Installation;
  /** Every installation that letters go between. */
  readonly all: readonly Installation[];
  /** Starts the installation of the unit that has one of its own. */
  readonly installAlone: () => Promise<Installation>;
  readonly outside: Outside;
  readonly load: Load;
  readonly findings: Findings;
  readonly chance: Chance;
  /** How many times as many tries as usual. */
  readonly times: number;
  readonly say: Say;
}

/** How one fault fared. */
export interface Row {
  readonly name: string;
  tries: number;
  survived: number;
  /** Until the next acknowledged step, once it was over. */
  readonly backMs: number[];
  /** Why it was not tried, or how. */
  note?: string;
}

/** One try of one fault, and what is looked at afterwards. */
export type Try = (row: Row, fault: () => Promise<void>) => Promise<void>;

/** Until the next acknowledged step; a machine that is busy besides takes its time. */
const BACK_WITHIN_MS = 120_000;
/** A letter that was tried in vain for a while is tried every five minutes. */
const SETTLED_WITHIN_MS = 360_000;

/** A fault that is not tried yet. */
export function rowOf(name: string, note?: string): Row {
  return { name, tries: 0, survived: 0, backMs: [], ...(note === undefined ? {} : { note }) };
}

/** Does it while the load goes on, waits until steps are acknowledged again, and looks at what may be looked at under way. */
export function tryOn(ground: Ground): Try {
  const { load, findings, say } = ground;
  return async (row, fault) => {
    const before = findings.all().length;
    row.tries += 1;
    try {
      await fault();
    } catch (error) {
      findings.add('stalled', `${row.name}: ${messageOf(error)}`);
    }
    const over = Date.now();
    if (!(await load.goesOn(1, BACK_WITHIN_MS))) findings.add('stalled', `${row.name}: no step goes on`);
    row.backMs.push(Date.now() - over);
    await look(ground);
    const found = findings.all().slice(before);
    if (found.length === 0) row.survived += 1;
    for (const { kind, what } of found) say(`  ✗ ${kind}: ${what}`);
    say(`  ${row.name}: ${row.survived} of ${row.tries} survived`);
  };
}

/** What holds at every moment, also while letters are under way. */
async function look({ all, load, findings }: Ground): Promise<void> {
  const { ledger } = load;
  // What is acknowledged until now must be in the journals; what is asked for meanwhile may be.
  const done = new Set(ledger.commands.filter(({ told }) => told === 'done'));
  const journals = await readJournals(all);
  const commands = ledger.commands.map((one) =>
    one.told === 'done' && !done.has(one) ? { ...one, told: 'nothing' as const } : one,
  );
  checkSteps({ ...ledger, commands }, journals, findings);
  checkHolders(journals, findings);
}

/** What holds when everybody waits: the load is held, letters come to their end, and everything is compared. */
export async function settle(ground: Ground): Promise<void> {
  const { all, outside, load, findings, say } = ground;
  const before = findings.all().length;
  await load.gate.close();
  if (!(await lettersSettle(all, SETTLED_WITHIN_MS)))
    findings.add('stalled', 'letters do not come to an end');
  const journals = await readJournals(all);
  checkSteps(load.ledger, journals, findings);
  checkHolders(journals, findings);
  await checkLetters(all, outside, journals, findings);
  await checkMessages(load.ledger, all, findings);
  await checkAlive(journals, findings);
  await checkChains(all, findings);
  for (const what of load.ledger.stuck.splice(0)) findings.add('stalled', what);
  for (const { kind, what } of findings.all().slice(before)) say(`  ✗ ${kind}: ${what}`);
  load.gate.open();
}

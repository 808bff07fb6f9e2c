import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

import { outcomesOf } from './checks';
import type { Check, Outcomes } from './checks';

/** Something that is to be dealt with: how much of it there is, and how old the oldest is. */
interface Backlog {
  readonly count: number;
  readonly oldestSeconds: number;
}

/** How a unit stands. */
export interface Standing {
  readonly waiting: readonly { readonly awaits: string; readonly days: number; readonly count: number }[];
  readonly overdue: number;
  readonly lateClock: Backlog;
  readonly lettersOut: Backlog;
  readonly lettersIn: Backlog;
  readonly mails: Backlog;
  readonly logLines: number;
  readonly logHeadSeconds: number;
}

/** Where the figures of the units come from. */
export interface GaugeSources {
  readonly units: readonly string[];
  readonly read: (unit: string) => Promise<Standing>;
  /** Whether a unit's keys can be used (ADR 0017). */
  readonly keysOf: (unit: string) => Promise<unknown>;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock: () => number;
}

/** However often it is asked, the store is asked no more than so. */
const FRESH_MS = 10_000;

/**
 * Gauges of how each unit stands: counts and ages by unit, nothing of any case. A unit of which the store does not answer has none, and
 * `sluss_store_up` says so.
 *
 * @returns brings them up to date; to be awaited before they are read
 */
export function createUnitGauges(registry: Registry, sources: GaugeSources): () => Promise<void> {
  const gauges = gaugesIn(registry);
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    const found = new Map<string, Standing>();
    const [stores, keys] = await Promise.all([
      outcomesOf(
        eachOf(sources.units, async (unit) => {
          found.set(unit, await sources.read(unit));
        }),
      ),
      outcomesOf(eachOf(sources.units, sources.keysOf)),
    ]);
    show(gauges, found, { stores, keys });
    readAt = sources.clock();
  };
  return async () => {
    if (sources.clock() - readAt < FRESH_MS) return;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
  };
}

function eachOf(units: readonly string[], check: (unit: string) => Promise<unknown>): Record<string, Check> {
  return Object.fromEntries(units.map((unit) => [unit, () => check(unit)] as const));
}

type Gauges = ReturnType<typeof gaugesIn>;

function gaugesIn(registry: Registry) {
  const gauge = (name: string, help: string, ...more: readonly string[]): Gauge =>
    new Gauge({ name, help, labelNames: ['unit', ...more], registers: [registry] });
  const backlog = (name: string, help: string) => ({
    count: gauge(name, help),
    oldest: gauge(`${name}_oldest_seconds`, `${help} The age of the oldest.`),
  });
  return {
    waiting: gauge(
      'sluss_cases_waiting',
      'Cases by whom they wait for, at least so many days.',
      'awaits',
      'days',
    ),
    overdue: gauge('sluss_cases_overdue', 'Cases in which something is overdue.'),
    lateClock: backlog('sluss_clock_late', 'Cases whose clock has not acted on a deadline that has passed.'),
    lettersOut: backlog('sluss_letters_out_open', 'Letters that have not reached their recipient.'),
    lettersIn: backlog('sluss_letters_in_open', 'Letters in that no case has recorded or refused.'),
    mails: backlog('sluss_mails_waiting', 'Notices that are still to be mailed.'),
    logLines: gauge('sluss_log_lines', 'Lines of the access log; a number that only grows (AUD-3).'),
    logHead: gauge('sluss_log_head_age_seconds', 'Age of the last line of the access log.'),
    storeUp: gauge('sluss_store_up', 'Whether the store answers for the unit.'),
    keysUp: gauge('sluss_keys_up', 'Whether the keys of the unit can be used.'),
  };
}

function show(
  gauges: Gauges,
  found: ReadonlyMap<string, Standing>,
  { stores, keys }: { readonly stores: Outcomes; readonly keys: Outcomes },
): void {
  const { waiting, overdue, logLines, logHead, storeUp, keysUp } = gauges;
  const backlogs = ['lateClock', 'lettersOut', 'lettersIn', 'mails'] as const;
  const counts = backlogs.flatMap((name) => [gauges[name].count, gauges[name].oldest]);
  for (const gauge of [waiting, overdue, logLines, logHead, ...counts]) gauge.reset();
  for (const [unit, standing] of found) {
    for (const { awaits, days, count } of standing.waiting) waiting.set({ unit, awaits, days }, count);
    overdue.set({ unit }, standing.overdue);
    for (const name of backlogs) {
      gauges[name].count.set({ unit }, standing[name].count);
      gauges[name].oldest.set({ unit }, standing[name].oldestSeconds);
    }
    logLines.set({ unit }, standing.logLines);
    logHead.set({ unit }, standing.logHeadSeconds);
  }
  for (const [unit, outcome] of Object.entries(stores)) storeUp.set({ unit }, outcome === 'ok' ? 1 : 0);
  for (const [unit, outcome] of Object.entries(keys)) keysUp.set({ unit }, outcome === 'ok' ? 1 : 0);
}

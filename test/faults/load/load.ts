import { setTimeout as sleep } from 'node:timers/promises';

import { messageOf } from '../../../dev/root';
import { Ended } from './gate';
import type { Gate } from './gate';
import { acknowledged } from './ledger';
import type { Ledger } from './ledger';

/** What goes on all the time while faults come and go. */
export interface Load {
  /** Adds a lane, in which a story follows on the other. */
  readonly lane: (name: string, story: () => Promise<void>) => Lane;
  readonly ledger: Ledger;
  readonly gate: Gate;
  /** Waits until so many more changes are acknowledged; false when that takes too long. */
  readonly goesOn: (count: number, withinMs: number) => Promise<boolean>;
  readonly end: () => Promise<void>;
}

/** One lane of the load. */
export interface Lane {
  readonly told: () => number;
  /** No new story begins; resolves when the one under way has ended. */
  readonly finish: () => Promise<void>;
}

const POLL_MS = 20;
const AFTER_FAILURE_MS = 1_000;

/** A load without lanes. */
export function createLoad(gate: Gate, ledger: Ledger): Load {
  const lanes: Promise<void>[] = [];
  const lane = (name: string, story: () => Promise<void>): Lane => {
    const so = { told: 0, isLast: false };
    const runs = (async () => {
      for (;;) {
        try {
          await story();
          so.told += 1;
        } catch (error) {
          if (error instanceof Ended) return;
          ledger.stuck.push(`${name}: ${messageOf(error)}`);
          await sleep(AFTER_FAILURE_MS);
        }
        if (so.isLast) return;
      }
    })();
    lanes.push(runs);
    return {
      told: () => so.told,
      finish: () => {
        so.isLast = true;
        return runs;
      },
    };
  };
  return {
    ...{ lane, ledger, gate },
    goesOn: async (count, withinMs) => {
      const enough = acknowledged(ledger) + count;
      const lastMoment = Date.now() + withinMs;
      while (acknowledged(ledger) < enough) {
        if (Date.now() > lastMoment) return false;
        await sleep(POLL_MS);
      }
      return true;
    },
    end: async () => {
      gate.end();
      await Promise.all(lanes);
    },
  };
}

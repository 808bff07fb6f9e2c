import type { Figure } from './figure';
import { commits } from './figures/commits';
import { deadlines } from './figures/deadlines';
import { growth } from './figures/growth';
import { heap } from './figures/heap';
import { historyEvents } from './figures/history-events';
import { httpOverRaw } from './figures/http-over-raw';
import { recovery } from './figures/recovery';
import { workerCpu } from './figures/worker-cpu';
import { worklist } from './figures/worklist';

/** Every figure, in the order of the table; those on the seeded cases come last. */
export const figures: readonly Figure[] = [
  ...[httpOverRaw, historyEvents, commits, growth, workerCpu, heap],
  ...[worklist, recovery, deadlines],
];

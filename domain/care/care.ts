import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';

/** Compulsory care: the duty to report, and the inquiry beside the exit (RSP-9, RSP-15). */
export const care: Area<CaseState, 'care'> = {
  initial: {},
  evolve: (state) => state,
  words: {},
  actions: {},
};

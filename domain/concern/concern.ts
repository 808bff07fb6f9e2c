import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';

/** Concern reports: received here or passed on (TRF-7, TRF-8). */
export const concern: Area<CaseState, 'concern'> = {
  initial: {},
  evolve: (state) => state,
  words: {},
  actions: {},
};

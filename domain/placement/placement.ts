import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';

/** Acute placement, with its own fourteen days (PLC). */
export const placement: Area<CaseState, 'placement'> = {
  initial: {},
  evolve: (state) => state,
  words: {},
  actions: {},
};

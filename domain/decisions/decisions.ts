import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';

/** Formal decisions that end an application, with reasons and the way to appeal (RSP-2, RSP-4, RSP-10, RSP-11, RSP-14). */
export const decisions: Area<CaseState, 'decisions'> = {
  initial: {},
  evolve: (state) => state,
  words: {},
  actions: {},
};

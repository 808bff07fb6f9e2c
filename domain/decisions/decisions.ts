import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import { recordAppeal } from './appeal';
import { endExit } from './end-exit';
import { evolveDecisions } from './evolve';
import { recordHelpToApply } from './help';
import { rejectApplication } from './reject';
import { decisionsWords } from './words';

/** Formal decisions that end an application, with reasons and the way to appeal (RSP-2, RSP-4, RSP-10, RSP-11, RSP-14). */
export const decisions: Area<CaseState, 'decisions'> = {
  initial: { taken: {} },
  evolve: evolveDecisions,
  words: decisionsWords,
  actions: {
    rejectApplication: { by: ['caseworker', 'supervisor'], decide: rejectApplication },
    endExit: { by: ['caseworker', 'supervisor'], tells: 'classification', decide: endExit },
    recordAppeal: { by: ['caseworker', 'supervisor'], decide: recordAppeal },
    recordHelpToApply: { by: ['caseworker', 'supervisor'], decide: recordHelpToApply },
  },
};

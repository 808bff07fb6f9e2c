import { notSpecial } from '../../../dev/demo/not-special';
import { special } from '../../../dev/demo/special';
import { declinesTheMove } from './declines-the-move.story';
import { definition } from './definition.story';
import { notAble } from './not-able.story';
import type { Story } from './story';

/** The chapters of the routine in its own order; two of them are the demo's stories. */
export const stories: readonly Story[] = [
  definition,
  {
    name: 'special',
    title: 'THR-1 CON-3 CON-8 RSP-1: a special defector, from the telephone to the completed exit',
    play: special,
  },
  {
    name: 'not-special',
    title: 'RSP-3 RSP-6 TRF-1 TRF-2 CON-11: not special, moved to the home district',
    play: notSpecial,
  },
  notAble,
  declinesTheMove,
];

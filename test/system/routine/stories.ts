import { notSpecial } from '../../../dev/demo/not-special';
import { special } from '../../../dev/demo/special';
import { cannotGoOn } from './cannot-go-on.story';
import { compulsoryCare } from './compulsory-care.story';
import { concernReport } from './concern-report.story';
import { declinesTheMove } from './declines-the-move.story';
import { definition } from './definition.story';
import { districtAsks } from './district-asks.story';
import { dutyDesk } from './duty-desk.story';
import { financialAssistance } from './financial-assistance.story';
import { homeDistrict } from './home-district.story';
import { inCustody } from './in-custody.story';
import { notAble } from './not-able.story';
import { placement } from './placement.story';
import { secrecy } from './secrecy.story';
import type { Story } from './story';

/** The chapters of the routine in its own order; two of them are the demo's stories. */
export const stories: readonly Story[] = [
  definition,
  inCustody,
  dutyDesk,
  homeDistrict,
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
  districtAsks,
  placement,
  financialAssistance,
  compulsoryCare,
  cannotGoOn,
  concernReport,
  secrecy,
];

import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import { applyForAcutePlacement, placementApplication } from './apply';
import { placementDeadlines, placementDue } from './clock';
import { declinePlacement, placementDecline } from './decline';
import { decideAcutePlacement, renewPlacement } from './decide';
import { evolvePlacement } from './evolve';
import { handoverFollow } from './handover';
import {
  awaitsOurTakeOver,
  awaitsTakeOver,
  isHandoverHeld,
  isInformationDue,
  isPlacementAsked,
  isTakeOverOverdue,
  runningPlacement,
} from './questions';
import { placementRecall, placementTakeover, takeOverPlacement } from './receive';
import { endPlacement, recordPlacementInformation } from './run';
import { placementReceipt } from './settle';
import { placementWords } from './words';

const runs = (state: CaseState): boolean => runningPlacement(state) !== undefined;

/** Acute placement, with its own fourteen days (PLC). */
export const placement: Area<CaseState, 'placement'> = {
  initial: { placements: [], handovers: {} },
  evolve: evolvePlacement,
  follow: handoverFollow,
  deadlines: placementDeadlines,
  due: placementDue,
  asks: {
    placementAsked: isPlacementAsked,
    placementEnds: runs,
    placementEndsAssessmentOverdue: runs,
    placementInformation: isInformationDue,
    placementHandoverHeld: isHandoverHeld,
    placementReceiptAwaited: awaitsOurTakeOver,
    placementReceiptReminder: (state) => awaitsOurTakeOver(state) || awaitsTakeOver(state),
    placementReceiptOverdue: isTakeOverOverdue,
  },
  words: placementWords,
  letters: { placementApplication, placementTakeover, placementRecall, placementReceipt, placementDecline },
  actions: {
    applyForAcutePlacement: {
      by: ['caseworker', 'supervisor', 'reception', 'dutyDesk'],
      opens: 'also',
      decide: applyForAcutePlacement,
    },
    decideAcutePlacement: {
      by: ['caseworker', 'supervisor', 'dutyDesk'],
      opens: 'also',
      decide: decideAcutePlacement,
    },
    renewPlacement: { by: ['caseworker', 'supervisor'], decide: renewPlacement },
    recordPlacementInformation: { by: ['caseworker', 'supervisor'], decide: recordPlacementInformation },
    takeOverPlacement: { by: ['caseworker', 'supervisor', 'reception'], decide: takeOverPlacement },
    declinePlacement: { by: ['caseworker', 'supervisor', 'reception'], decide: declinePlacement },
    endPlacement: { by: ['caseworker', 'supervisor'], decide: endPlacement },
  },
};

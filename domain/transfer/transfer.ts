import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import { transferDeadlines, transferDue } from './clock';
import { completeExit, withdrawApplication } from './end';
import { evolveTransfer } from './evolve';
import { handoverFollowed, mayHandOver } from './handover';
import { offerTransfer, recallTransfer } from './offer';
import { awaitsOurReceipt, awaitsReceipt, isReceiptOverdue } from './questions';
import { confirmReceipt, declineTransfer, transferOffer, transferRecall } from './receive';
import { recallAnswer, transferDecline, transferReceipt } from './settle';
import { transferPackageLetter } from './take-over';
import { transferWords } from './words';

/** The application and how it moves: exactly one holder from registration to its end (TRF). */
export const transfer: Area<CaseState, 'transfer'> = {
  initial: { outgoing: {} },
  evolve: evolveTransfer,
  deadlines: transferDeadlines,
  due: transferDue,
  follow: handoverFollowed,
  asks: {
    receiptAwaited: awaitsOurReceipt,
    receiptReminder: awaitsReceipt,
    receiptOverdue: isReceiptOverdue,
    handoverHeldUp: mayHandOver,
  },
  words: transferWords,
  letters: {
    transferOffer,
    transferRecall,
    transferReceipt,
    transferDecline,
    recallAnswer,
    transferPackage: transferPackageLetter,
  },
  actions: {
    offerTransfer: { by: ['caseworker', 'supervisor'], decide: offerTransfer },
    recallTransfer: { by: ['caseworker', 'supervisor'], decide: recallTransfer },
    confirmReceipt: { by: ['caseworker', 'supervisor', 'reception'], decide: confirmReceipt },
    declineTransfer: { by: ['caseworker', 'supervisor', 'reception'], decide: declineTransfer },
    completeExit: { by: ['caseworker', 'supervisor'], tells: 'classification', decide: completeExit },
    withdrawApplication: { by: ['caseworker', 'supervisor'], decide: withdrawApplication },
  },
};

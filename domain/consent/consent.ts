import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import { adviceAnswer, adviceQuestion, answerAdvice, askAdvice } from './advice';
import { disclosure, discloseWithConsent } from './disclose';
import { discloseOnGround } from './disclose-on-ground';
import { evolveConsent } from './evolve';
import { giveConsent, recordConsentRefusal } from './give';
import { consentGiven } from './given-by-letter';
import {
  consentDeadlines,
  consentTimeOut,
  consentWithdrawn,
  withdrawalReceipt,
  withdrawConsent,
} from './withdraw';
import { consentWords } from './words';

/** The ledger of consents: what may pass a border, what passed it, and under what (CON). */
export const consent: Area<CaseState, 'consent'> = {
  initial: { consents: {}, letters: {} },
  evolve: evolveConsent,
  words: consentWords,
  deadlines: consentDeadlines,
  due: consentTimeOut,
  letters: { consentGiven, consentWithdrawn, withdrawalReceipt, disclosure, adviceQuestion, adviceAnswer },
  actions: {
    giveConsent: { by: ['caseworker', 'supervisor'], decide: giveConsent },
    withdrawConsent: { by: ['caseworker', 'supervisor'], decide: withdrawConsent },
    recordConsentRefusal: { by: ['caseworker', 'supervisor'], decide: recordConsentRefusal },
    discloseWithConsent: { by: ['caseworker', 'supervisor'], decide: discloseWithConsent },
    discloseOnGround: { by: ['caseworker', 'supervisor'], tells: 'ground', decide: discloseOnGround },
    askAdvice: { by: ['caseworker', 'supervisor'], decide: askAdvice },
    answerAdvice: { by: ['caseworker', 'supervisor'], decide: answerAdvice },
  },
};

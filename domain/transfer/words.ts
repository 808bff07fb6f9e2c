import { categoryList } from '../consent/words';
import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import { localDate, localMinute } from '../time/local';
import type {
  AnswerTooLate,
  ApplicationTakenOver,
  DeclineReason,
  HandoverArmed,
  HandoverHeldUp,
  OfferDeclined,
  OfferReceived,
  OfferRecalled,
  RecallAnswered,
  RecallTooLate,
  ReceiptConfirmed,
  ReceiptNotRecorded,
  ReceiptRecorded,
  TransferDeclined,
  TransferOffered,
  TransferRecalled,
} from './state';

const reasons: Readonly<Record<DeclineReason, Text>> = {
  wrongHomeDistrict: { en: 'the home district is another', sv: 'tillhörigheten är en annan' },
  notOurMatter: { en: 'the matter is not ours', sv: 'ärendet är inte vårt' },
  other: { en: 'another reason', sv: 'annat skäl' },
};

function receiptRecorded(event: ReceiptRecorded, wording: Wording): Text {
  const to = wording.party(event.to);
  const kept = (language: 'en' | 'sv', none: string): string =>
    event.kept.length === 0 ? none : categoryList(event.kept, wording, language);
  return {
    en: `${to.en} received the application, confirmed by ${event.confirmedBy}. Sent: ${categoryList(event.goes, wording, 'en')}. Kept: ${kept('en', 'nothing')}.`,
    sv: `${to.sv} tog emot ansökan, bekräftat av ${event.confirmedBy}. Skickat: ${categoryList(event.goes, wording, 'sv')}. Kvar här: ${kept('sv', 'inget')}.`,
  };
}

/** What happened to the application and its transfers, in words (WRK-3). */
export const transferWords = {
  TransferOffered: ({ to, receiptDue }: TransferOffered, { party, profile }: Wording): Text => {
    const day = localDate(receiptDue, profile.calendar.zone);
    return {
      en: `A transfer was offered to ${party(to).en}; the receipt is awaited by ${day}. This unit holds the application until then.`,
      sv: `En överflyttning erbjöds ${party(to).sv}; mottagningsbekräftelse väntas senast ${day}. Enheten har ansökan till dess.`,
    };
  },
  OfferReceived: ({ from }: OfferReceived, { party }: Wording): Text => ({
    en: `${party(from).en} offered a transfer; it waits for our receipt.`,
    sv: `${party(from).sv} erbjöd en överflyttning; den väntar på vår mottagningsbekräftelse.`,
  }),
  ReceiptConfirmed: ({ by }: ReceiptConfirmed): Text => ({
    en: `${by} confirmed the receipt.`,
    sv: `${by} bekräftade mottagandet.`,
  }),
  OfferDeclined: ({ reason }: OfferDeclined): Text => ({
    en: `The offer was declined: ${reasons[reason].en}.`,
    sv: `Erbjudandet avböjdes: ${reasons[reason].sv}.`,
  }),
  OfferRecalled: ({ from }: OfferRecalled, { party }: Wording): Text => ({
    en: `${party(from).en} took the offer back.`,
    sv: `${party(from).sv} tog tillbaka erbjudandet.`,
  }),
  RecallTooLate: ({ from }: RecallTooLate, { party }: Wording): Text => ({
    en: `${party(from).en} took the offer back after the application had been taken over; it changes nothing.`,
    sv: `${party(from).sv} tog tillbaka erbjudandet när ansökan redan var övertagen; det ändrar inget.`,
  }),
  ReceiptRecorded: receiptRecorded,
  ReceiptNotRecorded: ({ to }: ReceiptNotRecorded, { party }: Wording): Text => ({
    en: `The receipt from ${party(to).en} was not recorded: no consent or ground carries the core. This unit goes on holding the application.`,
    sv: `Bekräftelsen från ${party(to).sv} noterades inte: inget samtycke eller stöd bär kärnan. Enheten har ansökan kvar.`,
  }),
  AnswerTooLate: ({ from }: AnswerTooLate, { party }: Wording): Text => ({
    en: `An answer from ${party(from).en} came when the transfer was already settled; it changes nothing.`,
    sv: `Ett svar från ${party(from).sv} kom när överflyttningen redan var avgjord; det ändrar inget.`,
  }),
  TransferDeclined: ({ to, reason }: TransferDeclined, { party }: Wording): Text => ({
    en: `${party(to).en} declined the transfer: ${reasons[reason].en}. Nothing was disclosed.`,
    sv: `${party(to).sv} avböjde överflyttningen: ${reasons[reason].sv}. Inget lämnades ut.`,
  }),
  TransferRecalled: ({ to }: TransferRecalled, { party }: Wording): Text => ({
    en: `The offer to ${party(to).en} was recalled.`,
    sv: `Erbjudandet till ${party(to).sv} återkallades.`,
  }),
  RecallAnswered: ({ from }: RecallAnswered, { party }: Wording): Text => ({
    en: `${party(from).en} answered the recall.`,
    sv: `${party(from).sv} besvarade återkallelsen.`,
  }),
  ApplicationTakenOver: ({ from }: ApplicationTakenOver, { party }: Wording): Text => ({
    en: `An existing application was taken over from ${party(from).en}.`,
    sv: `En befintlig ansökan togs över från ${party(from).sv}.`,
  }),
  ReceiptReminded: (): Text => ({
    en: 'A reminder was given of the awaited receipt.',
    sv: 'En påminnelse gavs om mottagningsbekräftelsen.',
  }),
  ReceiptOverdue: (): Text => ({
    en: 'The receipt is overdue; the supervisor was told.',
    sv: 'Mottagningsbekräftelsen är försenad; enhetschefen underrättades.',
  }),
  HandoverArmed: ({ at }: HandoverArmed, { profile }: Wording): Text => {
    const when = localMinute(at, profile.calendar.zone);
    return {
      en: `The hand-over to the home district is fixed to ${when}.`,
      sv: `Överlämningen till stadsområdet är bestämd till ${when}.`,
    };
  },
  HandoverHeldUp: ({ rules }: HandoverHeldUp): Text =>
    rules.includes('THR-8')
      ? {
          en: 'The hand-over was not offered: an answer of the unit or the police is missing.',
          sv: 'Överlämningen erbjöds inte: ett svar från enheten eller polisen saknas.',
        }
      : {
          en: 'The hand-over was not offered: no consent or ground lets the core go to the home district.',
          sv: 'Överlämningen erbjöds inte: inget samtycke eller stöd låter kärnan gå till stadsområdet.',
        },
  ExitCompleted: (): Text => ({ en: 'The exit was completed.', sv: 'Avhoppet fullföljdes.' }),
  ApplicationWithdrawn: (): Text => ({
    en: 'The person withdrew the application.',
    sv: 'Personen återtog ansökan.',
  }),
};

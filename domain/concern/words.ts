import { categoryList, groundWords } from '../consent/words';
import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import { localDate, localTime } from '../time/local';
import type {
  ConcernConfirmed,
  ConcernDeclined,
  ConcernDeclineRecorded,
  ConcernForwarded,
  ConcernHandoverSet,
  ConcernReceiptRecorded,
  ConcernReceived,
  ConcernWaitReminded,
} from './state';

/** What happened to reports, in words (WRK-3). */
export const concernWords = {
  ConcernReceived: ({ from, carrier }: ConcernReceived, wording: Wording): Text => {
    if (from === undefined) return { en: 'A concern report was received.', sv: 'En orosanmälan togs emot.' };
    const { en, sv } = wording.party(from.unit);
    const ground = groundWords(carrier === undefined ? [] : [carrier], wording);
    return {
      en: `${en} passed a report on; it waits for our receipt.${ground?.en ?? ''}`,
      sv: `${sv} sände vidare en anmälan; den väntar på vår mottagningsbekräftelse.${ground?.sv ?? ''}`,
    };
  },
  ConcernHandoverSet: ({ next }: ConcernHandoverSet, { profile: { calendar } }: Wording): Text => {
    const at = `${localDate(next.at, calendar.zone)} ${localTime(next.at, calendar.zone).slice(0, 5)}`;
    return {
      en: `The report goes to the home district ${at}.`,
      sv: `Anmälan går till stadsområdet ${at}.`,
    };
  },
  ConcernForwarded: ({ to, categories }: ConcernForwarded, wording: Wording): Text => ({
    en: `A report was passed on to ${wording.party(to).en}: ${categoryList(categories, wording, 'en')}.`,
    sv: `En anmälan sändes vidare till ${wording.party(to).sv}: ${categoryList(categories, wording, 'sv')}.`,
  }),
  ConcernConfirmed: ({ by }: ConcernConfirmed): Text => ({
    en: `${by} confirmed that the report has come.`,
    sv: `${by} bekräftade att anmälan har kommit in.`,
  }),
  ConcernReceiptRecorded: ({ from, confirmedBy }: ConcernReceiptRecorded, { party }: Wording): Text => ({
    en: `${party(from).en} has the report, confirmed by ${confirmedBy}.`,
    sv: `${party(from).sv} har anmälan, bekräftat av ${confirmedBy}.`,
  }),
  ConcernDeclined: ({ by }: ConcernDeclined): Text => ({
    en: `${by} sent the report back: the person belongs to another district.`,
    sv: `${by} återsände anmälan: personen tillhör ett annat stadsområde.`,
  }),
  ConcernDeclineRecorded: ({ from }: ConcernDeclineRecorded, { party }: Wording): Text => ({
    en: `${party(from).en} says that the person belongs to another district; the report waits here again.`,
    sv: `${party(from).sv} uppger att personen tillhör ett annat stadsområde; anmälan väntar åter på att sändas vidare.`,
  }),
  ConcernWaits: (): Text => ({
    en: 'A report waits here to be passed on to the home district.',
    sv: 'En anmälan väntar här på att sändas vidare till stadsområdet.',
  }),
  ConcernWaitReminded: ({ overdue }: ConcernWaitReminded): Text =>
    overdue
      ? {
          en: 'A report still waits to be passed on; the supervisor was told.',
          sv: 'En anmälan väntar fortfarande på att sändas vidare; enhetschefen underrättades.',
        }
      : {
          en: 'A reminder was given of a report that waits to be passed on.',
          sv: 'En påminnelse gavs om en anmälan som väntar på att sändas vidare.',
        },
  ConcernReceiptReminded: (): Text => ({
    en: 'A reminder was given of the awaited receipt of a report.',
    sv: 'En påminnelse gavs om att bekräfta mottagandet av en anmälan.',
  }),
  ConcernReceiptOverdue: (): Text => ({
    en: 'The receipt of a report is overdue; the supervisor was told.',
    sv: 'Bekräftelsen av en anmälan är försenad; enhetschefen underrättades.',
  }),
};

import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import { localDate } from '../time/local';
import type { CompulsoryCareInquiryStarted } from './state';

/** What happened about compulsory care, in words (WRK-3). */
export const careWords = {
  CompulsoryCareConcernRecorded: (): Text => ({
    en: 'It was recorded that compulsory care may be needed; the home district is told at once.',
    sv: 'Det noterades att tvångsvård kan behövas; stadsområdet underrättas genast.',
  }),
  CareReportMissing: (): Text => ({
    en: 'The report on compulsory care has not gone to the home district; the supervisor was told.',
    sv: 'Anmälan om tvångsvård har inte skickats till stadsområdet; enhetschefen underrättades.',
  }),
  CompulsoryCareInquiryStarted: (
    { startedAt }: CompulsoryCareInquiryStarted,
    { profile: { calendar } }: Wording,
  ): Text => {
    const day = localDate(startedAt, calendar.zone);
    return {
      en: `The inquiry into compulsory care was started ${day}.`,
      sv: `Utredningen om tvångsvård inleddes ${day}.`,
    };
  },
};

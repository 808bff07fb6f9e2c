import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import { localMinute } from '../time/local';
import type { MeetingTold, Participant } from './state';

const functions: Readonly<Record<Participant, Text>> = {
  sendersCaseworker: { en: 'the sender’s caseworker', sv: 'avsändarens handläggare' },
  sendersSupervisor: { en: 'the sender’s supervisor', sv: 'avsändarens enhetschef' },
  receiversReception: { en: 'the receiver’s reception', sv: 'mottagarens mottagning' },
  receiversCaseworker: { en: 'the receiver’s caseworker', sv: 'mottagarens handläggare' },
  receiversSupervisor: { en: 'the receiver’s supervisor', sv: 'mottagarens enhetschef' },
  person: { en: 'the person', sv: 'den enskilde' },
};

function when({ meeting: { meetingAt } }: MeetingTold, { profile }: Wording): string {
  return meetingAt === undefined ? '' : localMinute(meetingAt, profile.calendar.zone);
}

/** What happened to the hand-over meeting, in words (WRK-3). */
export const meetingWords = {
  MeetingProposed: (event: MeetingTold, wording: Wording): Text => {
    const by = wording.party(event.meeting.by);
    const at = when(event, wording);
    return {
      en: `${by.en} proposed a hand-over meeting: ${at}.`,
      sv: `${by.sv} föreslog ett överlämningsmöte: ${at}.`,
    };
  },
  MeetingHeld: (event: MeetingTold, wording: Wording): Text => {
    const there = event.meeting.participants ?? [];
    const named = (language: 'en' | 'sv'): string => there.map((who) => functions[who][language]).join(', ');
    const at = when(event, wording);
    return {
      en: `The hand-over meeting was held ${at}; there took part: ${named('en')}.`,
      sv: `Överlämningsmötet hölls ${at}. Deltagare: ${named('sv')}.`,
    };
  },
  MeetingWaived: (event: MeetingTold, wording: Wording): Text => {
    const by = wording.party(event.meeting.by);
    return {
      en: `${by.en} waived the hand-over meeting.`,
      sv: `${by.sv} avstod från överlämningsmötet.`,
    };
  },
};

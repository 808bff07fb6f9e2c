import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import { nameIn } from '../profile/lookup';
import type {
  ApplicationRegistered,
  CaseClosed,
  CaseworkerAssigned,
  ClosingReason,
  HomeDistrictSet,
  ReleaseDayCame,
  ReleaseRecorded,
  ReleaseReminded,
  SupervisorNamed,
} from './state';

/** The reasons for closing, in words. */
export const closingReasonWords: Readonly<Record<ClosingReason, Text>> = {
  handlingMovedToOtherBoard: {
    en: 'handling moves to another social board',
    sv: 'handläggningen överflyttas till annan socialnämnd',
  },
  exitCompleted: { en: 'the exit is completed', sv: 'avhoppet är fullföljt' },
  applicationWithdrawn: { en: 'the application is withdrawn', sv: 'ansökan är återtagen' },
  applicationRejected: { en: 'the application is rejected', sv: 'ansökan är avslagen' },
  exitEnded: { en: 'the exit is ended', sv: 'avhoppet är avslutat' },
  placementEnded: { en: 'the placement is ended', sv: 'placeringen är avslutad' },
  concernHandled: { en: 'the concern report is handled', sv: 'anmälan är handlagd' },
  inquiryEnded: { en: 'the inquiry is ended', sv: 'utredningen är avslutad' },
  answered: { en: 'the question is answered', sv: 'frågan är besvarad' },
  noFurtherAction: { en: 'no further action', sv: 'ingen ytterligare åtgärd' },
  offerDeclined: { en: 'the offered transfer is declined', sv: 'den erbjudna överflyttningen är avböjd' },
  offerRecalled: { en: 'the offered transfer is recalled', sv: 'den erbjudna överflyttningen är återkallad' },
};

/** What happened at intake, in words (WRK-3). */
export const intakeWords = {
  ApplicationRegistered: ({ channel }: ApplicationRegistered, { profile }: Wording): Text => ({
    en: `The application was registered; it came by: ${nameIn(profile.channels, channel, 'en')}.`,
    sv: `Ansökan aktualiserades; den kom genom: ${nameIn(profile.channels, channel, 'sv')}.`,
  }),
  CaseworkerAssigned: ({ person, standIns, supervisors = [] }: CaseworkerAssigned): Text => {
    const others = standIns.length === 0 ? '' : ` (${standIns.join(', ')})`;
    const named = supervisors.join(', ');
    return {
      en: `The case was assigned to ${person}${others}.${named && ` Named supervisors: ${named}.`}`,
      sv: `Ärendet tilldelades ${person}${others}.${named && ` Namngivna enhetschefer: ${named}.`}`,
    };
  },
  SupervisorNamed: ({ person }: SupervisorNamed): Text => ({
    en: `The supervisor ${person} is named in the case.`,
    sv: `Enhetschefen ${person} är namngiven i ärendet.`,
  }),
  HomeDistrictSet: ({ district, basis }: HomeDistrictSet, { party }: Wording): Text => {
    const said =
      basis === undefined ? { en: '', sv: '' } : { en: ', says the duty desk', sv: ', enligt socialjouren' };
    return district === 'unclear'
      ? { en: `The home district is unclear${said.en}.`, sv: `Tillhörigheten är oklar${said.sv}.` }
      : {
          en: `The home district is ${party(district).en}${said.en}.`,
          sv: `Tillhörigheten är ${party(district).sv}${said.sv}.`,
        };
  },
  InvestigationOpened: (): Text => ({ en: 'The investigation was opened.', sv: 'Utredning inleddes.' }),
  ReleaseRecorded: ({ date, authority }: ReleaseRecorded, { party }: Wording): Text => ({
    en: `The release is planned for ${date}; the contact at ${party(authority).en} is recorded.`,
    sv: `Frigivningen är planerad till ${date}; kontakten hos ${party(authority).sv} är dokumenterad.`,
  }),
  ReleaseReminded: ({ date }: ReleaseReminded): Text => ({
    en: `The caseworker was reminded of the release on ${date}.`,
    sv: `Handläggaren påmindes om frigivningen den ${date}.`,
  }),
  ReleaseDayCame: ({ date }: ReleaseDayCame): Text => ({
    en: `The planned day of release, ${date}, has come.`,
    sv: `Den planerade dagen för frigivning, ${date}, är inne.`,
  }),
  CaseClosed: ({ reason, act }: CaseClosed): Text => {
    const under = act === undefined ? '' : ` (${act})`;
    return {
      en: `The file was closed: ${closingReasonWords[reason].en}${under}.`,
      sv: `Akten avslutades: ${closingReasonWords[reason].sv}${under}.`,
    };
  },
};

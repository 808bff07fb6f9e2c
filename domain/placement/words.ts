import { categoryList } from '../consent/words';
import type { Wording } from '../kernel/area';
import type { Language, Text } from '../kernel/text';
import { nameIn } from '../profile/lookup';
import { localDate } from '../time/local';
import type {
  AcutePlacementDecided,
  PlacementApplicationPassedOn,
  PlacementApplicationReceived,
  PlacementDeclined,
  PlacementEnded,
  PlacementHandoverHeld,
  PlacementHandoverRecalled,
  PlacementHandoverReceived,
  PlacementHandoverSent,
  PlacementInformationRecorded,
  PlacementLapsed,
  PlacementRecallTooLate,
  PlacementReceiptRecorded,
  PlacementReceiptTooLate,
  PlacementReminded,
  PlacementRenewed,
  PlacementTakenOver,
} from './events';
import type { EndReason, HeldReason, PlacementDecision, RecallReason } from './state';

const ends: Readonly<Record<EndReason, Text>> = {
  needCeased: { en: 'the need has ceased', sv: 'behovet har upphört' },
  personLeft: { en: 'the person left', sv: 'personen lämnade den' },
  otherHelp: { en: 'other help takes its place', sv: 'annan insats ersätter den' },
  providerEnded: { en: 'the provider ended it', sv: 'utföraren avslutade den' },
  other: { en: 'another reason', sv: 'annat skäl' },
};

const recalls: Readonly<Record<RecallReason, Text>> = {
  ended: { en: 'the placement has ended', sv: 'placeringen är avslutad' },
  lapsed: { en: 'the placement has lapsed', sv: 'placeringen har upphört' },
  replaced: { en: 'another hand-over takes its place', sv: 'en annan överlämning ersätter den' },
};

const missing: Readonly<Record<HeldReason, Text>> = {
  noDistrict: { en: 'the home district is not known', sv: 'tillhörigheten är inte känd' },
  nothingCarries: {
    en: 'no consent or ground carries the core',
    sv: 'inget samtycke eller stöd bär kärnan',
  },
  notDelivered: {
    en: 'the letter was not taken; it is sent again',
    sv: 'brevet togs inte emot; det sänds igen',
  },
  declined: {
    en: 'the district says that the person belongs to another one',
    sv: 'stadsområdet säger att personen hör till ett annat',
  },
};

const inBoth = (of: (language: Language) => string): Text => ({ en: of('en'), sv: of('sv') });

const lastDay = ({ ends: at }: { readonly ends: string }, { profile }: Wording): string =>
  localDate(at, profile.calendar.zone);

/** What a decision says: what kind of place, how protected, what it costs, from when and until when; never where (PLC-7). */
function terms(decision: PlacementDecision, wording: Wording, language: Language): string {
  const { providers, protectionLevels } = wording.profile.placement;
  const provider = nameIn(providers, decision.provider, language);
  const level = nameIn(protectionLevels, decision.protectionLevel, language);
  const cost = decision.costSekPerDay.toString();
  const [from, to] = [decision.from, lastDay(decision, wording)];
  return language === 'en'
    ? `${provider}, ${level}, SEK ${cost} a day, from ${from}, holds to ${to}`
    : `${provider}, ${level}, ${cost} kr per dygn, från ${from}, gäller till ${to}`;
}

const overdueToo: Text = {
  en: ' The threat assessment is overdue as well.',
  sv: ' Även hotbildsbedömningen är försenad.',
};

const alsoOverdue = (isOverdue: boolean, language: Language): string =>
  isOverdue ? overdueToo[language] : '';

/** What happened to a placement, in words (WRK-3). */
export const placementWords = {
  PlacementAsked: (): Text => ({
    en: 'The person asked for acute placement.',
    sv: 'Personen ansökte om akut placering.',
  }),
  PlacementApplicationPassedOn: (event: PlacementApplicationPassedOn, wording: Wording): Text =>
    inBoth((language) => {
      const to = wording.party(event.to)[language];
      const what = categoryList(event.categories, wording, language);
      return language === 'en'
        ? `The application for acute placement was passed on to ${to}: ${what}.`
        : `Ansökan om akut placering sändes vidare till ${to}: ${what}.`;
    }),
  PlacementApplicationReceived: ({ from }: PlacementApplicationReceived, { party }: Wording): Text => ({
    en: `${party(from).en} passed on an application for acute placement.`,
    sv: `${party(from).sv} sände vidare en ansökan om akut placering.`,
  }),
  AcutePlacementDecided: ({ decision }: AcutePlacementDecided, wording: Wording): Text => ({
    en: `Acute placement was decided: ${terms(decision, wording, 'en')}.`,
    sv: `Akut placering beslutades: ${terms(decision, wording, 'sv')}.`,
  }),
  PlacementRenewed: ({ decision }: PlacementRenewed, wording: Wording): Text => ({
    en: `A new decision on the placement was taken: ${terms(decision, wording, 'en')}.`,
    sv: `Ett nytt beslut om placeringen fattades: ${terms(decision, wording, 'sv')}.`,
  }),
  PlacementInformationRecorded: ({ informed }: PlacementInformationRecorded): Text => ({
    en: `${informed.by} told the person how the process works, and that the decision holds for the investigation only.`,
    sv: `${informed.by} informerade personen om handläggningen och att beslutet gäller under utredningstid.`,
  }),
  PlacementInformationReminded: (): Text => ({
    en: 'A reminder was given: that the person was told how it works is not on record.',
    sv: 'En påminnelse gavs: det är inte noterat att personen fått information.',
  }),
  PlacementReminded: (event: PlacementReminded, wording: Wording): Text => ({
    en: `A reminder was given: the placement runs out on ${lastDay(event, wording)}.${alsoOverdue(event.assessmentOverdue, 'en')}`,
    sv: `En påminnelse gavs: placeringen löper ut ${lastDay(event, wording)}.${alsoOverdue(event.assessmentOverdue, 'sv')}`,
  }),
  PlacementLapsed: ({ assessmentOverdue }: PlacementLapsed): Text => ({
    en: `The placement has lapsed: it was neither renewed nor ended. The supervisor was told.${alsoOverdue(assessmentOverdue, 'en')}`,
    sv: `Placeringen har upphört: den blev varken förnyad eller avslutad. Enhetschefen underrättades.${alsoOverdue(assessmentOverdue, 'sv')}`,
  }),
  PlacementEnded: ({ reason }: PlacementEnded): Text => ({
    en: `The placement was ended: ${ends[reason].en}.`,
    sv: `Placeringen avslutades: ${ends[reason].sv}.`,
  }),
  PlacementHandoverPlanned: (): Text => ({
    en: 'The placement goes to the home district by itself.',
    sv: 'Placeringen lämnas över till stadsområdet automatiskt.',
  }),
  PlacementHandoverSent: (event: PlacementHandoverSent, wording: Wording): Text =>
    inBoth((language) => {
      const to = wording.party(event.to)[language];
      const what = categoryList(event.goes, wording, language);
      return language === 'en'
        ? `The placement was handed over to ${to}: ${what}. This unit is responsible until the receipt is recorded.`
        : `Placeringen överlämnades till ${to}: ${what}. Enheten ansvarar tills mottagandet är noterat.`;
    }),
  PlacementHandoverHeld: ({ why }: PlacementHandoverHeld): Text => ({
    en: `The placement cannot be handed over: ${missing[why].en}.`,
    sv: `Placeringen kan inte lämnas över: ${missing[why].sv}.`,
  }),
  PlacementReceiptRecorded: ({ to, confirmedBy }: PlacementReceiptRecorded, { party }: Wording): Text => ({
    en: `${party(to).en} took the placement over, confirmed by ${confirmedBy}.`,
    sv: `${party(to).sv} tog över placeringen, bekräftat av ${confirmedBy}.`,
  }),
  PlacementReceiptTooLate: ({ from }: PlacementReceiptTooLate, { party }: Wording): Text => ({
    en: `A receipt from ${party(from).en} came when the hand-over was already settled; it changes nothing.`,
    sv: `En bekräftelse från ${party(from).sv} kom när överlämningen redan var avgjord; den ändrar inget.`,
  }),
  PlacementHandoverReceived: ({ from, told }: PlacementHandoverReceived, { party }: Wording): Text => ({
    en: `${party(from).en} handed over a placement; it waits to be taken over.${told === undefined ? ' Nothing carried the decision itself.' : ''}`,
    sv: `${party(from).sv} lämnade över en placering; den väntar på att tas över.${told === undefined ? ' Inget bar själva beslutet.' : ''}`,
  }),
  PlacementTakenOver: ({ by, from, decision }: PlacementTakenOver, wording: Wording): Text => ({
    en: `${by} took the placement over from ${wording.party(from).en}: ${terms(decision, wording, 'en')}.`,
    sv: `${by} tog över placeringen från ${wording.party(from).sv}: ${terms(decision, wording, 'sv')}.`,
  }),
  PlacementDeclined: ({ by }: PlacementDeclined): Text => ({
    en: `${by} declined the placement: the person belongs to another district.`,
    sv: `${by} avböjde placeringen: personen hör till ett annat stadsområde.`,
  }),
  PlacementHandoverRecalled: ({ from, reason }: PlacementHandoverRecalled, { party }: Wording): Text => ({
    en: `${party(from).en} took the hand-over of the placement back: ${recalls[reason].en}.`,
    sv: `${party(from).sv} tog tillbaka överlämningen av placeringen: ${recalls[reason].sv}.`,
  }),
  PlacementRecallTooLate: ({ from }: PlacementRecallTooLate, { party }: Wording): Text => ({
    en: `The time ran out at ${party(from).en} after this unit had taken over; it changes nothing.`,
    sv: `Tiden gick ut hos ${party(from).sv} när enheten redan hade tagit över; det ändrar inget.`,
  }),
  PlacementReceiptReminded: (): Text => ({
    en: 'A reminder was given of the placement that waits to be taken over.',
    sv: 'En påminnelse gavs om placeringen som väntar på att tas över.',
  }),
  PlacementReceiptOverdue: (): Text => ({
    en: 'The take-over of the placement is overdue; the supervisor was told.',
    sv: 'Övertagandet av placeringen är försenat; enhetschefen underrättades.',
  }),
};

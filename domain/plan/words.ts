import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import type { Instant } from '../time/instant';
import { localDate } from '../time/local';
import type {
  FollowUpOverdue,
  FollowUpRecorded,
  FollowUpReminded,
  FollowUpsPlanned,
  FundingDecisionRecorded,
  InterventionGranted,
  InterventionsEnded,
  ParticipationEnded,
  PlanNeed,
  PlanSet,
  StateFundingApplied,
} from './state';

/** The needs of a plan, in words. */
export const needWords: Readonly<Record<PlanNeed, Text>> = {
  protection: { en: 'protection', sv: 'skydd' },
  housing: { en: 'housing', sv: 'boende' },
  livelihood: { en: 'livelihood', sv: 'försörjning' },
  work: { en: 'work', sv: 'arbete' },
  education: { en: 'education', sv: 'utbildning' },
  health: { en: 'health', sv: 'hälsa' },
  substanceAbuse: { en: 'substance abuse', sv: 'missbruk' },
  family: { en: 'family', sv: 'familj' },
  network: { en: 'social network', sv: 'nätverk' },
  leisure: { en: 'leisure', sv: 'fritid' },
  other: { en: 'other', sv: 'annat' },
};

const listed = (needs: readonly PlanNeed[], language: keyof Text): string =>
  needs.map((need) => needWords[need][language]).join(', ');

const kinds: Readonly<Record<InterventionGranted['intervention']['kind'], Text>> = {
  regular: { en: 'An intervention', sv: 'En insats' },
  acute: { en: 'An acute intervention', sv: 'En akut insats' },
  timeLimited: { en: 'A time-limited intervention', sv: 'En tidsbegränsad insats' },
};

const ends: Readonly<Record<InterventionsEnded['by'], Text>> = {
  time: {
    en: 'The time of an intervention is over: it ended.',
    sv: 'Tiden för en insats är slut: den upphörde.',
  },
  application: {
    en: 'The application is over: the interventions that were running ended.',
    sv: 'Ansökan är slutförd: de insatser som pågick upphörde.',
  },
  closing: {
    en: 'The file was closed: the interventions that were running ended.',
    sv: 'Akten avslutades: de insatser som pågick upphörde.',
  },
};

const dayOf = (at: Instant, { profile }: Wording): string => localDate(at, profile.calendar.zone);

const said: Readonly<Record<ParticipationEnded['saidBy'], Text>> = {
  person: { en: 'the person', sv: 'personen' },
  representative: { en: 'the person’s representative', sv: 'personens ombud' },
};

function followedUp({ followUp }: FollowUpRecorded): Text {
  const met = followUp.needs.filter((need) => need.met === 'met').length.toString();
  const of = followUp.needs.length.toString();
  const police =
    followUp.police === undefined
      ? { en: 'without the word of the police', sv: 'utan uppgift från polisen' }
      : { en: 'with the word of the police', sv: 'med uppgift från polisen' };
  return {
    en: `The case was followed up, ${police.en}: ${met} of ${of} needs are met.`,
    sv: `Ärendet följdes upp, ${police.sv}: ${met} av ${of} behov är tillgodosedda.`,
  };
}

/** What happened about the plan, its follow-up and its funding, in words (WRK-3). */
export const planWords = {
  PlanSet: ({ needs }: PlanSet): Text => ({
    en: `The plan was set; its needs: ${listed(needs, 'en')}.`,
    sv: `Arbetsplanen upprättades; behoven: ${listed(needs, 'sv')}.`,
  }),
  InterventionGranted: ({ intervention: { kind, from, until } }: InterventionGranted): Text => ({
    en: `${kinds[kind].en} was granted from ${from}${until === undefined ? '' : ` until ${until}`}.`,
    sv: `${kinds[kind].sv} beviljades från ${from}${until === undefined ? '' : ` till ${until}`}.`,
  }),
  ParticipationEnded: ({ interventions, saidBy, saidAt }: ParticipationEnded, wording: Wording): Text => {
    const many = interventions.length.toString();
    const day = dayOf(saidAt, wording);
    return {
      en: `Participation ended in ${many} ${interventions.length === 1 ? 'intervention' : 'interventions'}, by the word of ${said[saidBy].en} on ${day}.`,
      sv: `Deltagandet upphörde i ${many} ${interventions.length === 1 ? 'insats' : 'insatser'}, enligt ${said[saidBy].sv} ${day}.`,
    };
  },
  InterventionsEnded: ({ by }: InterventionsEnded): Text => ends[by],
  FollowUpRecorded: followedUp,
  FollowUpsPlanned: ({ occasions }: FollowUpsPlanned, wording: Wording): Text => {
    const days = occasions.map(({ dueAt }) => dayOf(dueAt, wording)).join(', ');
    return {
      en: `The completed case is followed up after its closing: ${days}.`,
      sv: `Det fullföljda ärendet följs upp efter avslutet: ${days}.`,
    };
  },
  FollowUpReminded: ({ dueAt }: FollowUpReminded, wording: Wording): Text => ({
    en: `The caseworker was reminded of the follow-up due ${dayOf(dueAt, wording)}.`,
    sv: `Handläggaren påmindes om uppföljningen som ska göras ${dayOf(dueAt, wording)}.`,
  }),
  FollowUpOverdue: ({ dueAt }: FollowUpOverdue, wording: Wording): Text => ({
    en: `The follow-up due ${dayOf(dueAt, wording)} was not done; the supervisors were told.`,
    sv: `Uppföljningen som skulle göras ${dayOf(dueAt, wording)} är inte gjord; enhetscheferna underrättades.`,
  }),
  StateFundingApplied: ({ grant: { amountSek, from, until } }: StateFundingApplied): Text => ({
    en: `State funding was applied for: SEK ${amountSek.toString()} for ${from} to ${until}.`,
    sv: `Statliga medel söktes: ${amountSek.toString()} kronor för ${from} till ${until}.`,
  }),
  FundingDecisionRecorded: ({ outcome, decidedOn, granted }: FundingDecisionRecorded): Text =>
    outcome === 'granted'
      ? {
          en: `The police granted state funding on ${decidedOn}: SEK ${(granted?.amountSek ?? 0).toString()}.`,
          sv: `Polismyndigheten beviljade statliga medel ${decidedOn}: ${(granted?.amountSek ?? 0).toString()} kronor.`,
        }
      : {
          en: `The police refused state funding on ${decidedOn}.`,
          sv: `Polismyndigheten avslog ansökan om statliga medel ${decidedOn}.`,
        },
};

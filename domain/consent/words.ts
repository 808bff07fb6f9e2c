import type { Wording } from '../kernel/area';
import type { Language, Text } from '../kernel/text';
import type { QuestionKind } from '../letters/enquiry';
import type { Carrier, DecidedAs, GroundUse } from '../letters/letter';
import { nameIn } from '../profile/lookup';
import type { Profile } from '../profile/profile';
import { localDate } from '../time/local';
import type {
  AnswerReceived,
  ConsentEnded,
  ConsentGiven,
  ConsentReceived,
  ConsentRefused,
  DisclosedOnGround,
  DisclosureReceived,
  DisclosureWritten,
  LetterDelivered,
  QuestionAnswered,
  QuestionAsked,
  QuestionReceived,
  WithdrawalAcknowledged,
} from './state';

/** Parties by name, listed. */
export function partyList(ids: readonly string[], { party }: Wording, language: Language): string {
  return ids.map((id) => party(id)[language]).join(', ');
}

/** Categories by name, listed. */
export function categoryList(ids: readonly string[], { profile }: Wording, language: Language): string {
  return ids.map((id) => nameIn(profile.categories, id, language)).join(', ');
}

const inBoth = (of: (language: Language) => string): Text => ({ en: of('en'), sv: of('sv') });

const delivered: Readonly<Record<LetterDelivered['outcome'], Text>> = {
  sent: { en: 'arrived at', sv: 'kom fram till' },
  stopped: { en: 'was stopped before it reached', sv: 'stoppades innan det nådde' },
  rejected: { en: 'was not taken by', sv: 'togs inte emot av' },
};

function letterWords(event: LetterDelivered, wording: Wording): Text {
  const { en, sv } = delivered[event.outcome];
  const to = wording.party(event.to);
  const what = (language: Language): string =>
    event.categories.length === 0 ? '' : ` (${categoryList(event.categories, wording, language)})`;
  return {
    en: `The letter (${event.kind}) ${en} ${to.en}${what('en')}.`,
    sv: `Brevet (${event.kind}) ${sv} ${to.sv}${what('sv')}.`,
  };
}

/** What a question is about (CON-7, INT-6, RSP-13). */
const questionNames: Readonly<Record<QuestionKind, Text>> = {
  adviceQuestion: { en: 'for advice', sv: 'om råd' },
  homeDistrictQuestion: { en: 'about the home district', sv: 'om tillhörigheten' },
  classificationRequest: { en: 'for its assessment', sv: 'om sin bedömning' },
};

/** Who decided there, as the sender told it: the function, never the person (CON-5). */
const deciders: Readonly<Record<Exclude<DecidedAs, 'routine'>, Text>> = {
  caseworker: { en: 'a caseworker', sv: 'socialsekreterare' },
  supervisor: { en: 'a supervisor', sv: 'enhetschef' },
  reception: { en: 'the reception', sv: 'mottagningsenheten' },
  dutyDesk: { en: 'the duty desk', sv: 'socialjouren' },
  namedDecider: { en: 'the one whom the authority has named', sv: 'den som myndigheten har utsett' },
};

function decidedWords({ decidedAt, as }: GroundUse, { calendar }: Profile): Text {
  const day = localDate(decidedAt, calendar.zone);
  // Sent by a clock, or sent again because it was not taken: nobody decided anything that day.
  if (as === 'routine')
    return { en: ` It followed from the routine, ${day}.`, sv: ` Det följde av rutinen, ${day}.` };
  return {
    en: ` Decided there by ${deciders[as].en}, ${day}.`,
    sv: ` Beslutat där av ${deciders[as].sv}, ${day}.`,
  };
}

/** On which ground something was received, and who decided that there; nothing where a consent carried it (CON-5). */
export function groundWords(carriers: readonly Carrier[], { profile }: Wording): Text | undefined {
  const carrier = carriers.find((found) => found.kind === 'ground');
  if (carrier === undefined) return undefined;
  const { ground, use } = carrier;
  const decided = use && decidedWords(use, profile);
  return {
    en: ` Ground: ${ground.text.en}, ${ground.statute}.${decided?.en ?? ''}`,
    sv: ` Stöd: ${ground.text.sv}, ${ground.statute}.${decided?.sv ?? ''}`,
  };
}

/** What happened on the ledger, in words (WRK-3). */
export const consentWords = {
  ConsentGiven: (event: ConsentGiven, wording: Wording): Text =>
    inBoth((language) => {
      const purpose = nameIn(wording.profile.purposes, event.purpose, language);
      const to = partyList(event.recipients, wording, language);
      const what = categoryList(event.categories, wording, language);
      const by = event.takenBy === undefined ? '' : wording.party(event.takenBy)[language];
      return language === 'en'
        ? `The person consented to ${to} getting ${what}, for ${purpose}${by === '' ? '' : `; ${by} took the consent`}.`
        : `Personen samtyckte till att ${to} får ${what}, för ${purpose}${by === '' ? '' : `; ${by} tog emot samtycket`}.`;
    }),
  ConsentReceived: ({ consent, disclosed }: ConsentReceived, { party }: Wording): Text => {
    const { en, sv } = party(consent.givingUnit);
    return disclosed === true
      ? {
          en: `It was disclosed under a consent given to ${en}; a withdrawal of it can be told here.`,
          sv: `Uppgifterna lämnades ut med stöd av ett samtycke som lämnats till ${sv}; återkallas det kan det anges här.`,
        }
      : {
          en: `A consent given to ${en} came along; it counts here and carries nothing out.`,
          sv: `Ett samtycke som lämnats till ${sv} följde med; det gäller här, men inget lämnas vidare med stöd av det.`,
        };
  },
  ConsentEnded: ({ by }: ConsentEnded): Text =>
    by === 'time'
      ? { en: 'The time of a consent ran out.', sv: 'Tiden för ett samtycke gick ut.' }
      : {
          en: 'A consent was withdrawn; nothing more flows under it.',
          sv: 'Ett samtycke återkallades; inget mer lämnas med stöd av det.',
        },
  ConsentRefused: ({ recipient }: ConsentRefused, { party }: Wording): Text => ({
    en: `The person was asked and refused consent towards ${party(recipient).en}.`,
    sv: `Personen tillfrågades och samtyckte inte till att något lämnas till ${party(recipient).sv}.`,
  }),
  DisclosureWritten: (event: DisclosureWritten, wording: Wording): Text =>
    inBoth((language) => {
      const to = wording.party(event.to)[language];
      const what = categoryList(event.categories, wording, language);
      return language === 'en'
        ? `A disclosure to ${to} was written: ${what}.`
        : `Uppgifter att lämna ut till ${to} skrevs ned: ${what}.`;
    }),
  DisclosedOnGround: (event: DisclosedOnGround, wording: Wording): Text =>
    inBoth((language) => {
      const { to, ground, decidedBy } = event;
      const what = categoryList(event.categories, wording, language);
      const why = `${ground.text[language]}, ${ground.statute}`;
      const whom = wording.party(to)[language];
      return language === 'en'
        ? `Disclosed to ${whom} without consent: ${what}. Ground: ${why}. Decided by ${decidedBy}.`
        : `Lämnades ut till ${whom} utan samtycke: ${what}. Stöd: ${why}. Beslutat av ${decidedBy}.`;
    }),
  DisclosureReceived: ({ from, enclosures }: DisclosureReceived, wording: Wording): Text => {
    const { en, sv } = wording.party(from);
    const ground = groundWords(
      enclosures.map(({ carrier }) => carrier),
      wording,
    );
    return ground === undefined
      ? {
          en: `${en} disclosed information to this unit.`,
          sv: `${sv} lämnade ut uppgifter till enheten.`,
        }
      : {
          en: `${en} disclosed information to this unit without consent.${ground.en}`,
          sv: `${sv} lämnade ut uppgifter till enheten utan samtycke.${ground.sv}`,
        };
  },
  LetterDelivered: letterWords,
  QuestionAsked: (event: QuestionAsked, wording: Wording): Text =>
    inBoth((language) => {
      const to = wording.party(event.to)[language];
      const what = categoryList(event.categories, wording, language);
      const about = questionNames[event.kind][language];
      return language === 'en'
        ? `${to} was asked ${about}; enclosed: ${what}.`
        : `${to} tillfrågades ${about}; bifogat: ${what}.`;
    }),
  QuestionReceived: ({ question }: QuestionReceived, { party }: Wording): Text => ({
    en: `${party(question.from).en} asks ${questionNames[question.kind].en}.`,
    sv: `${party(question.from).sv} frågar ${questionNames[question.kind].sv}.`,
  }),
  QuestionAnswered: ({ kind, to }: QuestionAnswered, { party }: Wording): Text => ({
    en: `The question of ${party(to).en} ${questionNames[kind].en} was answered.`,
    sv: `Frågan från ${party(to).sv} ${questionNames[kind].sv} besvarades.`,
  }),
  AnswerReceived: ({ kind, from }: AnswerReceived, { party }: Wording): Text => ({
    en: `${party(from).en} answered the question ${questionNames[kind].en}.`,
    sv: `${party(from).sv} besvarade frågan ${questionNames[kind].sv}.`,
  }),
  WithdrawalAcknowledged: ({ from }: WithdrawalAcknowledged, { party }: Wording): Text => ({
    en: `${party(from).en} has recorded the withdrawal.`,
    sv: `${party(from).sv} har noterat återkallelsen.`,
  }),
};

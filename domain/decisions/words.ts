import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import { localDate } from '../time/local';
import type {
  AppealOutcome,
  AppealRecorded,
  ApplicationRejected,
  ExitEnd,
  ExitEnded,
  FormalDecision,
  HelpToApplyRecorded,
  RejectionGround,
} from './state';

const grounds: Readonly<Record<RejectionGround, Text>> = {
  notAble: {
    en: 'the person is a special defector and cannot make use of the programme because of other large needs',
    sv: 'personen är särskild avhoppare och kan inte tillgodogöra sig insatsen på grund av andra stora behov',
  },
  declinesMove: {
    en: 'the person does not want the move to the home district',
    sv: 'personen önskar inte överflytt till stadsområdet',
  },
  criterionNotMet: { en: 'a criterion is not met', sv: 'ett kriterium är inte uppfyllt' },
};

const ends: Readonly<Record<ExitEnd, Text>> = {
  cannotBeCarriedOut: { en: 'it cannot be carried out', sv: 'det kan inte genomföras' },
  personDied: { en: 'the person has died', sv: 'personen har avlidit' },
  personOutOfReach: { en: 'the person can no longer be reached', sv: 'personen går inte längre att nå' },
};

const courts: Readonly<Record<FormalDecision['appealTo'], Text>> = {
  administrativeCourt: { en: 'the administrative court', sv: 'förvaltningsrätten' },
};

/** By whom, when, under which act, and that it can be appealed (RSP-11). */
function formally({ decidedBy, decidedOn, act, appealTo }: FormalDecision): Text {
  return {
    en: `Decided by ${decidedBy} on ${decidedOn} under ${act}. The decision can be appealed to ${courts[appealTo].en}.`,
    sv: `Beslutat av ${decidedBy} ${decidedOn} enligt ${act}. Beslutet kan överklagas till ${courts[appealTo].sv}.`,
  };
}

const outcomes: Readonly<Record<AppealOutcome, Text>> = {
  upheld: { en: 'the decision stands', sv: 'beslutet står fast' },
  changed: { en: 'the decision was changed', sv: 'beslutet ändrades' },
  remitted: { en: 'the matter was sent back', sv: 'ärendet återförvisades' },
  dismissed: { en: 'the appeal was not tried', sv: 'överklagandet avvisades' },
};

/** An outcome that goes against the decision revives no application: the way on is said with it. */
const wayOn: Text = {
  en: ' This revives no application: a new one is registered, with a reference to the old.',
  sv: ' Ansökan återupptas inte av detta: en ny aktualiseras, med hänvisning till den gamla.',
};

function appealed({ receivedAt, outcome }: AppealRecorded, { profile }: Wording): Text {
  const day = localDate(receivedAt, profile.calendar.zone);
  if (outcome === undefined) {
    return {
      en: `The decision was appealed; the appeal was received on ${day}.`,
      sv: `Beslutet överklagades; överklagandet kom in ${day}.`,
    };
  }
  const on = outcome === 'changed' || outcome === 'remitted' ? wayOn : { en: '', sv: '' };
  return {
    en: `The appeal received on ${day} is settled: ${outcomes[outcome].en}.${on.en}`,
    sv: `Överklagandet som kom in ${day} är avgjort: ${outcomes[outcome].sv}.${on.sv}`,
  };
}

/** What was decided formally and what followed, in words (WRK-3). */
export const decisionsWords = {
  ApplicationRejected: ({ decision }: ApplicationRejected): Text => ({
    en: `The application was rejected: ${grounds[decision.because].en}. ${formally(decision).en}`,
    sv: `Ansökan avslogs: ${grounds[decision.because].sv}. ${formally(decision).sv}`,
  }),
  ExitEnded: ({ decision }: ExitEnded): Text => ({
    en: `The exit was ended: ${ends[decision.because].en}. ${formally(decision).en}`,
    sv: `Avhoppet avslutades: ${ends[decision.because].sv}. ${formally(decision).sv}`,
  }),
  AppealRecorded: appealed,
  HelpToApplyRecorded: ({ wanted }: HelpToApplyRecorded): Text =>
    wanted
      ? {
          en: 'The person was told of the right to apply for other support and was helped to apply.',
          sv: 'Personen fick veta om rätten att ansöka om annat stöd och fick hjälp att ansöka.',
        }
      : {
          en: 'The person was told of the right to apply for other support and did not want help with it.',
          sv: 'Personen fick veta om rätten att ansöka om annat stöd och ville inte ha hjälp med det.',
        },
};

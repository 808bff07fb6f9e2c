import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import { localDate } from '../time/local';
import type {
  AssessmentPassedOn,
  AssessmentRecorded,
  AssessmentReminded,
  AssessmentStopped,
  MoveNeedRecorded,
  ProtectionNeedFollowed,
  ThreatAssessmentRequested,
} from './state';

const levels: Readonly<Record<string, Text>> = {
  low: { en: 'low', sv: 'låg' },
  high: { en: 'high', sv: 'hög' },
};

function recorded({ assessment }: AssessmentRecorded, { party }: Wording): Text {
  const { level, final, late, from } = assessment;
  const of = levels[level];
  const more = final
    ? { en: 'This is final.', sv: 'Bedömningen är slutlig.' }
    : { en: 'This is not final.', sv: 'Bedömningen är inte slutlig.' };
  return {
    en: `${party(from).en} assessed the threat as ${of?.en ?? level}${late ? ', late' : ''}. ${more.en}`,
    sv: `${party(from).sv} bedömde hotbilden som ${of?.sv ?? level}${late ? ', försenat' : ''}. ${more.sv}`,
  };
}

/** What happened about the threat, in words (WRK-3). */
export const threatWords = {
  ThreatAssessmentRequested: (
    { to, dueAt }: ThreatAssessmentRequested,
    { party, profile }: Wording,
  ): Text => {
    const day = localDate(dueAt, profile.calendar.zone);
    return {
      en: `${party(to).en} was asked to assess the threat, by the end of ${day}.`,
      sv: `${party(to).sv} ombads bedöma hotbilden, senast ${day}.`,
    };
  },
  AssessmentRecorded: recorded,
  ProtectionNeedFollowed: ({ need }: ProtectionNeedFollowed): Text =>
    need
      ? {
          en: 'The threat is high: there is a need of protection by moving away.',
          sv: 'Hotbilden är hög: det finns ett skyddsbehov genom flytt bort.',
        }
      : { en: 'The threat is no longer high.', sv: 'Hotbilden är inte längre hög.' },
  AssessmentStopped: ({ to, letters = [] }: AssessmentStopped, { party }: Wording): Text =>
    letters.length === 0
      ? {
          en: `The request did not reach ${party(to).en}: no result is awaited, and it can be made anew.`,
          sv: `Begäran nådde inte ${party(to).sv}: inget svar väntas, och den kan göras på nytt.`,
        }
      : {
          en: `What the request rested on has ended: the assessment stops, and ${party(to).en} is told so.`,
          sv: `Det som begäran vilade på har upphört: bedömningen stoppas och ${party(to).sv} underrättas.`,
        },
  AssessmentPassedOn: ({ to }: AssessmentPassedOn, { party }: Wording): Text => ({
    en: `The result went on to ${party(to).en}, which took over the application.`,
    sv: `Resultatet lämnades vidare till ${party(to).sv}, som har tagit över ansökan.`,
  }),
  RequestsLapsed: (): Text => ({
    en: 'Nothing more is awaited under what was answered: what still comes is kept here and reopens nothing.',
    sv: 'Inget mer väntas på det som är besvarat: det som ännu kommer bevaras här och öppnar inget på nytt.',
  }),
  AssessmentReminded: ({ to }: AssessmentReminded, { party }: Wording): Text => ({
    en: `${party(to).en} and the caseworker were reminded of the assessment.`,
    sv: `${party(to).sv} och handläggaren påmindes om bedömningen.`,
  }),
  AssessmentOverdue: (): Text => ({
    en: 'The assessment is overdue; the supervisors were told.',
    sv: 'Bedömningen är försenad; enhetscheferna underrättades.',
  }),
  MoveNeedRecorded: ({ need }: MoveNeedRecorded): Text =>
    need === 'away'
      ? {
          en: 'A need to move away from the city was recorded.',
          sv: 'Ett behov av flytt från kommunen dokumenterades.',
        }
      : {
          en: 'A need to move within the city was recorded.',
          sv: 'Ett behov av flytt inom kommunen dokumenterades.',
        },
};

import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import { localDate } from '../time/local';
import type {
  CrimeAnswer,
  PoliceSeriousCrimeAnswered,
  SeriousCrimeAnswered,
  SeriousCrimeQuestioned,
  SeriousCrimeQuestionStopped,
} from './state';

const answers: Readonly<Record<CrimeAnswer, Text>> = {
  goOn: { en: 'the exit goes on', sv: 'avhoppet fortsätter' },
  stop: { en: 'the exit stops', sv: 'avhoppet avbryts' },
};

/** What happened about a suspicion of serious crime, in words (WRK-3). */
export const crimeWords = {
  SeriousCrimeSuspected: (): Text => ({
    en: 'A suspicion of serious crime was recorded: transfers and new long-term interventions wait for the answers.',
    sv: 'En misstanke om allvarlig brottslighet dokumenterades: överflyttningar och nya långsiktiga insatser väntar på svaren.',
  }),
  SeriousCrimeQuestioned: ({ to, dueAt }: SeriousCrimeQuestioned, { party, profile }: Wording): Text => {
    const day = localDate(dueAt, profile.calendar.zone);
    return {
      en: `${party(to).en} was asked whether the exit should go on, by the end of ${day}.`,
      sv: `${party(to).sv} tillfrågades om avhoppet bör fortsätta, senast ${day}.`,
    };
  },
  SeriousCrimeAnswered: ({ answer }: SeriousCrimeAnswered): Text => ({
    en: `This unit’s assessment: ${answers[answer].en}.`,
    sv: `Enhetens bedömning: ${answers[answer].sv}.`,
  }),
  PoliceSeriousCrimeAnswered: ({ answer }: PoliceSeriousCrimeAnswered, { party }: Wording): Text => ({
    en: `${party(answer.from).en} answered: ${answers[answer.answer].en}${answer.late ? ', late' : ''}.`,
    sv: `${party(answer.from).sv} svarade: ${answers[answer.answer].sv}${answer.late ? ', försenat' : ''}.`,
  }),
  SeriousCrimeQuestionStopped: (
    { to, letters = [] }: SeriousCrimeQuestionStopped,
    { party }: Wording,
  ): Text =>
    letters.length === 0
      ? {
          en: `The question did not reach ${party(to).en}: it can be asked anew.`,
          sv: `Frågan nådde inte ${party(to).sv}: den kan ställas på nytt.`,
        }
      : {
          en: `What the question rested on has ended: ${party(to).en} is told that it stops.`,
          sv: `Det som frågan vilade på har upphört: ${party(to).sv} underrättas om att den stoppas.`,
        },
  SeriousCrimeAnswerOverdue: (): Text => ({
    en: 'An answer on the suspicion is overdue; the supervisors were told.',
    sv: 'Ett svar om misstanken är försenat; enhetscheferna underrättades.',
  }),
};

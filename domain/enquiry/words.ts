import type { Text } from '../kernel/text';
import type { QuestionReminded } from './state';

/** What happened to questions that wait, in words (WRK-3). */
export const enquiryWords = {
  QuestionClockSet: (): Text => ({
    en: 'A time was set for the answer to a question.',
    sv: 'En tid sattes för svaret på en fråga.',
  }),
  QuestionReminded: ({ ours, overdue }: QuestionReminded): Text => {
    const [en, sv] = ours
      ? ['The answer to our question is not here yet', 'Svaret på vår fråga har inte kommit']
      : [
          'The question that was put to us is not answered yet',
          'Frågan som ställdes till oss är inte besvarad',
        ];
    return overdue
      ? { en: `${en}; the supervisor was told.`, sv: `${sv}; enhetschefen underrättades.` }
      : { en: `${en}; a reminder was given.`, sv: `${sv}; en påminnelse gavs.` };
  },
};

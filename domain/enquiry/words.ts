import type { Text } from '../kernel/text';
import type { QuestionReminded } from './state';

/** What happened to questions that wait, in words (WRK-3); that a clock was set is said by nobody. */
export const enquiryWords = {
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

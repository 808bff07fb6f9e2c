import type { Text } from '../kernel/text';
import type { ContactWay, FirstContactRecorded } from './state';

const ways: Readonly<Record<ContactWay, Text>> = {
  visit: { en: 'at a visit', sv: 'vid ett besök' },
  telephone: { en: 'by telephone', sv: 'per telefon' },
  video: { en: 'by video', sv: 'per video' },
  message: { en: 'by message', sv: 'genom meddelande' },
  other: { en: 'in another way', sv: 'på annat sätt' },
};

/** What happened, in words (WRK-3). */
export const speedWords = {
  FirstContactRecorded: ({ how }: FirstContactRecorded): Text => ({
    en: `The first contact with the person was recorded: ${ways[how].en}.`,
    sv: `Den första kontakten med personen dokumenterades: ${ways[how].sv}.`,
  }),
};

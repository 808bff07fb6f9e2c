import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import type {
  Ability,
  AbilityAssessed,
  ClassificationAnswered,
  DefectorClassified,
  HandlingDecided,
  RelativesInformed,
} from './state';

function decided({ decision }: HandlingDecided, { party }: Wording): Text {
  const unit = party(decision.unit ?? '');
  switch (decision.handledBy) {
    case 'own':
      return { en: `${unit.en} handles the case.`, sv: `${unit.sv} handlägger ärendet.` };
    case 'homeDistrict':
      return {
        en: `The home district, ${unit.en}, handles the case.`,
        sv: `Stadsområdet, ${unit.sv}, handlägger ärendet.`,
      };
    case 'askingUnit':
      return { en: `${unit.en} goes on handling the case.`, sv: `${unit.sv} handlägger ärendet vidare.` };
    case 'rejectFirst':
      return {
        en: 'The exit application is first rejected by a formal decision.',
        sv: 'Ansökan om avhopp avslås först genom ett formellt beslut.',
      };
  }
}

const notSpecial: Text = { en: 'not a special defector', sv: 'inte särskild avhoppare' };

const foundSpecial = (ability: Ability | undefined): Text =>
  ability === 'able'
    ? {
        en: 'a special defector who can make use of the programme',
        sv: 'särskild avhoppare som kan tillgodogöra sig insatsen',
      }
    : {
        en: 'a special defector who cannot make use of the programme',
        sv: 'särskild avhoppare som inte kan tillgodogöra sig insatsen',
      };

/** What was decided about handling, in words (WRK-3). */
export const handlingWords = {
  DefectorClassified: ({ classification, basis }: DefectorClassified): Text => {
    const on =
      basis === 'policeAssessment'
        ? { en: 'on the police assessment', sv: 'utifrån polisens bedömning' }
        : { en: 'on other special circumstances', sv: 'utifrån andra särskilda omständigheter' };
    return classification === 'special'
      ? {
          en: `Classified as a special defector, ${on.en}.`,
          sv: `Klassificerad som särskild avhoppare, ${on.sv}.`,
        }
      : {
          en: `Classified as not special, ${on.en}.`,
          sv: `Klassificerad som inte särskild avhoppare, ${on.sv}.`,
        };
  },
  AbilityAssessed: ({ ability }: AbilityAssessed): Text =>
    ability === 'able'
      ? { en: 'The person can make use of the programme.', sv: 'Personen kan tillgodogöra sig insatsen.' }
      : {
          en: 'The person cannot make use of the programme because of other large needs.',
          sv: 'Personen kan inte tillgodogöra sig insatsen på grund av andra stora behov.',
        },
  HandlingDecided: decided,
  ClassificationAnswered: (
    { from, classification, ability }: ClassificationAnswered,
    { party }: Wording,
  ): Text => {
    const found = { special: foundSpecial(ability), notSpecial: notSpecial }[classification];
    return {
      en: `${party(from).en} answered: ${found.en}.`,
      sv: `${party(from).sv} svarade: ${found.sv}.`,
    };
  },
  RelativesInformed: ({ district }: RelativesInformed, { party }: Wording): Text => ({
    en: `Relatives were told of help and of the contact at ${party(district).en}.`,
    sv: `Anhöriga informerades om stöd och om kontakten hos ${party(district).sv}.`,
  }),
};

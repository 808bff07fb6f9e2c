import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import type { AbilityAssessed, DefectorClassified, HandlingDecided, RelativesInformed } from './state';

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
    case 'rejectFirst':
      return {
        en: 'The exit application is first rejected by a formal decision.',
        sv: 'Ansökan om avhopp avslås först genom ett formellt beslut.',
      };
  }
}

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
  RelativesInformed: ({ district }: RelativesInformed, { party }: Wording): Text => ({
    en: `Relatives were told of help and of the contact at ${party(district).en}.`,
    sv: `Anhöriga informerades om stöd och om kontakten hos ${party(district).sv}.`,
  }),
};

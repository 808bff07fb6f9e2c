import type { Wording } from '../kernel/area';
import type { Text } from '../kernel/text';
import { nameIn } from '../profile/lookup';
import { NO_METHOD } from './state';
import type {
  AssessmentMethodRecorded,
  ConsentCriterionFollowed,
  CriterionRecorded,
  CriterionValue,
  DefectorStandingChanged,
  MilieuRecorded,
  MotivationRecorded,
  Strength,
} from './state';

/** The criteria by name (DEF-2). */
export const criterionNames: Readonly<Record<string, Text>> = {
  milieu: { en: 'belongs to a milieu', sv: 'tillhör en miljö' },
  wish: { en: 'wants to leave it', sv: 'vill lämna den' },
  need: { en: 'needs support or protection', sv: 'behöver stöd eller skydd' },
  consent: { en: 'consents to cooperation', sv: 'samtycker till samverkan' },
};

const values: Readonly<Record<CriterionValue, Text>> = {
  met: { en: 'met', sv: 'uppfyllt' },
  notMet: { en: 'not met', sv: 'inte uppfyllt' },
  unknown: { en: 'not yet known', sv: 'ännu inte känt' },
};

const strengths: Readonly<Record<Strength, Text>> = {
  weak: { en: 'weak', sv: 'svag' },
  partial: { en: 'partial', sv: 'viss' },
  strong: { en: 'strong', sv: 'stark' },
};

/** What happened to the criteria, in words (WRK-3). */
export const criteriaWords = {
  CriterionRecorded: ({ criterion, value }: CriterionRecorded): Text => ({
    en: `Criterion “${criterionNames[criterion]?.en ?? criterion}”: ${values[value].en}.`,
    sv: `Kriteriet ”${criterionNames[criterion]?.sv ?? criterion}”: ${values[value].sv}.`,
  }),
  MotivationRecorded: ({ insight, motivation }: MotivationRecorded): Text => ({
    en: `Insight was assessed as ${strengths[insight].en}, motivation as ${strengths[motivation].en}.`,
    sv: `Insikten bedömdes som ${strengths[insight].sv}, motivationen som ${strengths[motivation].sv}.`,
  }),
  MilieuRecorded: ({ kinds }: MilieuRecorded, { profile }: Wording): Text => {
    const named = (language: 'en' | 'sv'): string =>
      kinds.map((kind) => nameIn(profile.milieus, kind, language)).join('; ');
    return { en: `The milieu was recorded: ${named('en')}.`, sv: `Miljön dokumenterades: ${named('sv')}.` };
  },
  AssessmentMethodRecorded: ({ method, by }: AssessmentMethodRecorded, { profile }: Wording): Text =>
    method === NO_METHOD
      ? {
          en: `The person’s own criminality was assessed by ${by} without a standardised method.`,
          sv: `Personens egen kriminalitet bedömdes av ${by} utan standardiserad metod.`,
        }
      : {
          en: `The person’s own criminality was assessed by ${by} with ${nameIn(profile.methods, method, 'en')}.`,
          sv: `Personens egen kriminalitet bedömdes av ${by} med ${nameIn(profile.methods, method, 'sv')}.`,
        },
  ConsentCriterionFollowed: ({ value }: ConsentCriterionFollowed): Text => ({
    en: `The consent criterion follows the ledger: ${values[value].en}.`,
    sv: `Samtyckeskriteriet följer samtyckena: ${values[value].sv}.`,
  }),
  DefectorStandingChanged: ({ standing }: DefectorStandingChanged): Text =>
    standing === 'defector'
      ? {
          en: 'All four criteria are met: the person is a defector.',
          sv: 'Alla fyra kriterier är uppfyllda: personen är avhoppare.',
        }
      : {
          en: 'The criteria are not all settled: the person is a potential defector.',
          sv: 'Kriterierna är inte alla klarlagda: personen är potentiell avhoppare.',
        },
};

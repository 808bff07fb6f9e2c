import { enquiries, openQuestion } from '../../../domain/consent/enquiries';
import { isFoundSpecialAndAble } from '../../../domain/handling/questions';
import type { Action } from '../../../domain/kernel/step';
import type { Json } from '../../../domain/kernel/text';
import type { Letter, ReceivedLetter } from '../../../domain/letters/letter';
import type { CaseFile } from './case-file';
import type { Chance } from './chance';
import { violation } from './violation';

/** The city's common address, which stands in for the unit that asks for the home district (INT-6). */
export const commonAddress = 'goteborg';

type Body = Readonly<Record<string, Json>>;

/** What somebody asks or answers. */
export interface Asking {
  readonly file: CaseFile;
  readonly chance: Chance;
}

/** A question under a consent, mostly one that names SAV, with what it covers or something else. */
function question({ file, chance }: Asking): Body {
  const all = Object.values(file.state.consent.consents);
  const naming = all.filter(
    ({ recipients, categories }) => recipients.includes('sav') && categories.includes('question'),
  );
  const consent = chance.some(naming.length > 0 && chance.hits(0.9) ? naming : all);
  const covered = consent?.categories ?? ['core'];
  const categories = chance.hits(0.7) ? covered : chance.sample(covered, 0.8);
  return { consent: consent?.id ?? 's-unknown', categories };
}

const nothing = (): Body => ({});

/** Bodies of the actions by which units ask one another and answer. */
export const questionBodies: Readonly<Record<string, (asking: Asking) => Body>> = {
  askAdvice: question,
  answerAdvice: nothing,
  requestClassification: question,
  askHomeDistrict: nothing,
  answerHomeDistrict: ({ chance }) => ({
    district: chance.pick(['centrum', 'hisingen', 'nordost', 'unclear', 'sav']),
  }),
};

/** What is done, step by step, in a file that was opened for a question, until it is answered. */
export function answeringActions({ state, unit }: CaseFile, chance: Chance): readonly Action[] {
  const question = openQuestion(state);
  if (question === undefined) return [];
  const notes = ['otherCircumstances', 'otherNeeds'].map((field) => ({
    noteId: `note:${unit}:${field}:${question.id}`,
    field,
  }));
  const classify = (classification: string): Action => ({
    ...{ name: 'classifyDefector', body: { classification }, notes },
  });
  const decide: Action = { name: 'decideHandling', body: {} };
  return [
    {
      name: 'assignCaseworker',
      body: { person: `${unit}-caseworker1`, standIns: [], supervisors: [`${unit}-supervisor`] },
    },
    { name: 'answerAdvice', body: {} },
    { name: 'answerHomeDistrict', body: { district: chance.pick(['centrum', 'nordost', 'unclear']) } },
    classify('special'),
    { name: 'assessAbility', body: { ability: chance.pick(['able', 'notAble']) }, notes },
    decide,
    classify('notSpecial'),
    decide,
  ];
}

/** To whom a district hands on that SAV has found special and able. */
export function takenOverBy({ state }: CaseFile): string | undefined {
  return isFoundSpecialAndAble(state) ? 'sav' : undefined;
}

/** What the common address makes of a letter that it sends on: the case is hidden behind a token that only it can open. */
export function hide(letter: ReceivedLetter, { unit, caseRef }: CaseFile, token: string): ReceivedLetter {
  const hidden: ReceivedLetter = {
    ...letter,
    ...{ from: commonAddress, fromCase: token },
    enclosures: letter.enclosures.map(({ carrier, ...enclosure }) => ({
      ...enclosure,
      carrier:
        carrier.kind === 'ground'
          ? { kind: 'ground', ground: carrier.ground }
          : {
              kind: 'consent',
              consent: {
                ...{ purpose: carrier.consent.purpose, recipients: carrier.consent.recipients },
                ...{ consentId: letter.reference, givingUnit: commonAddress, ledgerCase: token },
                givenAt: letter.receivedAt,
                categories: [enclosure.category],
              },
            },
    })),
  };
  // Whole words: a random id may hold the letters of a unit's name.
  if (new RegExp(`\\b(${unit}|${caseRef})\\b`).test(JSON.stringify(hidden)))
    violation('INT-6', `${letter.letterId} shows that ${unit} asks`);
  return hidden;
}

/** Whether the letter goes out from the common address. */
export function isHidden({ kind }: Pick<Letter, 'kind'>): boolean {
  return kind === 'homeDistrictQuestion';
}

/** CON-3: an answer is on the record only of a question that was asked, and once. */
export function checkAnswers({ steps, caseRef, state }: CaseFile): void {
  const answers = steps.flatMap(({ events }) =>
    events.flatMap((event) =>
      event.type === 'AnswerReceived' ? [(event as typeof event & { reference: string }).reference] : [],
    ),
  );
  const asked = enquiries(state).map(({ id }) => id);
  if (new Set(answers).size !== answers.length || answers.some((id) => !asked.includes(id)))
    violation('CON-7', `${caseRef}: answered twice, or not asked: ${answers.join(', ')}`);
}

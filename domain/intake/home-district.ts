import { hasDeclinedReport } from '../concern/questions';
import { groundFor, carrierFor } from '../consent/carriers';
import type { Road } from '../consent/carriers';
import { awaitsAnswer, mustBeAsked } from '../consent/enquiries';
import { answer, answerRule, ask, questionRule } from '../consent/question-letters';
import type { QuestionAnswered, QuestionAsked } from '../consent/state';
import type { CaseState } from '../case/state';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Matter } from '../kernel/matter';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { factsIn, oneOf } from '../letters/facts';
import type { Enclosure, ReceivedLetter } from '../letters/letter';
import { hasFunction, unitsByFunction } from '../profile/lookup';
import { hasDeclinedHandover } from '../placement/questions';
import { knownHomeDistrict, mustBeOpen } from './questions';
import type { HomeDistrictSet } from './state';

/** What determines the district, and nothing else (INT-6). */
const category = 'homeDistrict';
const grounds = ['districtQuestion'];

/** What a file is about in which the home district decides what follows (INT-6). */
const askingMatters: readonly Matter[] = ['exit', 'concern', 'placement'];

/** Objects unless it is a district of the municipality, or said to be unclear. */
export function mustBeDistrict({ profile }: Context, district: string): Obstacle | undefined {
  if (district === 'unclear' || hasFunction(profile, district, 'district')) return undefined;
  return obstacle(
    'INT-6',
    'That is no district of the municipality. Name one, or say that it is unclear.',
    'Det är inget stadsområde i kommunen. Ange ett, eller att tillhörigheten är oklar.',
  );
}

/** Whether somebody has still to say where the person belongs: nobody has, or the district that was told says that it is another (INT-6). */
function isDistrictOpen(state: CaseState): boolean {
  const to = knownHomeDistrict(state);
  return to === undefined || hasDeclinedReport(state, to) || hasDeclinedHandover(state, to);
}

function mayAsk(state: CaseState, { profile, unit }: Context): readonly (Obstacle | undefined)[] {
  const { matter } = state.intake;
  const when = (holds: boolean, en: string, sv: string): Obstacle | undefined =>
    holds ? obstacle('INT-6', en, sv) : undefined;
  return [
    when(
      hasFunction(profile, unit, 'dutyDesk'),
      'The duty desk is the one that is asked: set the home district.',
      'Det är socialjouren som tillfrågas: ange tillhörigheten.',
    ),
    when(
      unitsByFunction(profile, 'dutyDesk').length === 0 || profile.commonAddress === undefined,
      'The municipality has no duty desk that can be asked.',
      'Kommunen har ingen socialjour att fråga.',
    ),
    when(
      !askingMatters.includes(matter),
      'In a file on this matter the home district decides nothing.',
      'I ett ärende av det här slaget avgör tillhörigheten inget.',
    ),
    when(!isDistrictOpen(state), 'The home district is known.', 'Tillhörigheten är känd.'),
  ];
}

/**
 * Asks the duty desk which district the person belongs to (INT-6). It says only what determines that, is carried by consent or
 * the ground for it, and goes out from the city's common address so that it does not show who asks.
 */
export function askHomeDistrict(state: CaseState, action: Action, context: Context): Decision {
  const to = unitsByFunction(context.profile, 'dutyDesk')[0]?.id ?? '';
  const road: Road = { to, purposes: ['homeDistrict'], grounds };
  const carrier = carrierFor(state, road, category, context);
  const checks = [
    mustBeOpen(state),
    ...mayAsk(state, context),
    awaitsAnswer(state, 'homeDistrictQuestion', context)
      ? obstacle('INT-6', 'The duty desk has been asked already.', 'Socialjouren är redan tillfrågad.')
      : undefined,
    carrier === undefined ? uncarried() : undefined,
  ];
  return unless<QuestionAsked>(checks, () => {
    if (carrier === undefined) return [];
    const { person } = state.intake;
    const identity = person === undefined ? {} : { person };
    const enclosure: Enclosure = { category, carrier, facts: {}, notes: action.notes ?? [], ...identity };
    return [ask({ kind: 'homeDistrictQuestion', to }, [enclosure], context)];
  });
}

function uncarried(): Obstacle {
  return obstacle(
    'CON-5',
    'Neither a consent nor a ground in force carries what determines the home district.',
    'Varken samtycke eller ett gällande stöd bär det som avgör tillhörigheten.',
  );
}

/** The duty desk answers: a district, or that it is unclear. The ground of the question carries the answer back (INT-6). */
export function answerHomeDistrict(state: CaseState, action: Action, context: Context): Decision {
  const { district } = fieldsOf<{ district: string }>(action);
  const carrier = groundFor(state, grounds, category, context);
  return unless<QuestionAnswered>(
    [
      mustBeOpen(state),
      mustBeAsked(state, 'homeDistrictQuestion', context),
      mustBeDistrict(context, district),
      carrier === undefined ? uncarried() : undefined,
    ],
    () =>
      carrier === undefined
        ? []
        : answer(state, { category, carrier, facts: { district }, notes: [] }, context),
  );
}

/** The duty desk is asked by the city's common address, which hides the unit (INT-6). */
export const homeDistrictQuestion: LetterRule<CaseState> = questionRule({
  kind: 'homeDistrictQuestion',
  matter: 'homeDistrict',
  mayAsk: ({ from }, { profile, unit }) =>
    from === profile.commonAddress?.id && hasFunction(profile, unit, 'dutyDesk')
      ? undefined
      : obstacle(
          'INT-6',
          'The duty desk is asked, and by the common address of the city.',
          'Det är socialjouren som tillfrågas, från stadens gemensamma adress.',
        ),
});

function districtIn({ enclosures }: ReceivedLetter, { profile }: Context): string | undefined {
  const facts = factsIn(enclosures.find((enclosure) => enclosure.category === category)?.facts);
  const districts = unitsByFunction(profile, 'district').map(({ id }) => id);
  return oneOf([...districts, 'unclear'], facts['district']);
}

/** The answer sets the home district, unless the caseworker has found it meanwhile (INT-6). */
export const homeDistrictAnswer: LetterRule<CaseState> = answerRule(
  'homeDistrictQuestion',
  (state, letter, context) => {
    const district = districtIn(letter, context);
    if (district === undefined) {
      return obstacle('INT-6', 'The answer names no district.', 'Svaret anger inget stadsområde.');
    }
    if (!isDistrictOpen(state)) return [];
    const set: HomeDistrictSet = { type: 'HomeDistrictSet', rules: ['INT-6'], district, basis: 'dutyDesk' };
    return [set];
  },
);

import type { CaseState } from '../case/state';
import { allConsents, isValid } from '../consent/questions';
import type { Consent } from '../consent/state';
import { categoryList } from '../consent/words';
import { mustBeOpen } from '../intake/questions';
import type { Wording } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Text } from '../kernel/text';
import { runningPlacement } from '../placement/questions';
import { authorityOf } from '../profile/lookup';
import type { Authority } from '../profile/profile';
import type { Instant } from '../time/instant';
import { holdsApplication } from '../transfer/questions';
import type { FinancialAssistanceContacted, FinancialContact, FinancialPath } from './finance-state';
import type { PlanState } from './state';

type Fields = Pick<FinancialContact, 'authority' | 'path' | 'categories'>;

const purposes: readonly string[] = ['financialAssistance', 'exitProcess'];

/** A consent that names the authority and covers all that it is told (FIN-1, CON-4). */
function consentOf(state: CaseState, fields: Fields, now: Instant): Consent | undefined {
  return allConsents(state).find(
    (consent) =>
      consent.origin === undefined &&
      isValid(consent, now) &&
      purposes.includes(consent.purpose) &&
      consent.recipients.includes(fields.authority) &&
      fields.categories.every((category) => consent.categories.includes(category)),
  );
}

/** FIN-1: telling the person the contact details is no disclosure; everything else needs consent first. */
function consented(
  { path, categories }: Fields,
  consent: Consent | undefined,
): readonly (Obstacle | undefined)[] {
  if (path === 'none') {
    return [
      categories.length === 0
        ? undefined
        : obstacle(
            'FIN-1',
            'Where the person is told the contact details, the authority is told nothing.',
            'När personen får kontaktuppgifterna lämnas inget till myndigheten.',
          ),
    ];
  }
  return [
    categories.length > 0
      ? undefined
      : obstacle('CON-4', 'Say what the authority is told.', 'Ange vad myndigheten får veta.'),
    consent === undefined
      ? obstacle(
          'FIN-1',
          'No valid consent to it names financial assistance and all that it is told. Ask the person.',
          'Inget giltigt samtycke till det anger ekonomiskt bistånd och allt som lämnas. Fråga personen.',
        )
      : undefined,
  ];
}

/** The line that the path leads to; none to the caseworker who is responsible there. */
function lineOf({ path }: Fields, authority: Authority | undefined): Text | undefined {
  if (path === 'ongoing') return undefined;
  return path === 'acute' ? authority?.dutyLine : authority?.contact;
}

function isThere(fields: Fields, authority: Authority | undefined): Obstacle | undefined {
  const known = authority?.kind === 'financialAssistance';
  if (known && (fields.path === 'ongoing' || lineOf(fields, authority) !== undefined)) return undefined;
  return obstacle(
    'FIN-2',
    'The profile has no such way to financial assistance.',
    'Profilen har ingen sådan väg till ekonomiskt bistånd.',
  );
}

/** The unit that handles the exit, or is responsible for a placement, takes the contact. */
function handles(state: CaseState): Obstacle | undefined {
  if (holdsApplication(state) || runningPlacement(state) !== undefined) return undefined;
  return obstacle(
    'FIN-2',
    'The unit that handles the application, or is responsible for a placement, takes this contact.',
    'Den enhet som handlägger ansökan, eller ansvarar för en placering, tar den kontakten.',
  );
}

/** Puts on record which way to financial assistance was taken, with its contact line (FIN-1, FIN-2). */
export function contactFinancialAssistance(state: CaseState, action: Action, context: Context): Decision {
  const fields = fieldsOf<Fields>(action);
  const authority = authorityOf(context.profile, fields.authority);
  const consent = consentOf(state, fields, context.now);
  const checks = [
    mustBeOpen(state),
    handles(state),
    isThere(fields, authority),
    ...consented(fields, consent),
  ];
  const line = lineOf(fields, authority);
  return unless<FinancialAssistanceContacted>(checks, () => [
    {
      type: 'FinancialAssistanceContacted',
      rules: fields.path === 'none' ? ['FIN-1', 'FIN-2'] : ['FIN-1', 'FIN-2', 'CON-4'],
      contact: {
        id: idOf(context, 'f'),
        ...{ at: context.now, authority: fields.authority, path: fields.path, categories: fields.categories },
        ...(consent === undefined || fields.path === 'none' ? {} : { consentId: consent.id }),
        ...(line === undefined ? {} : { line }),
      },
    },
  ]);
}

/** The contacts after an event. */
export function evolveFinance(state: PlanState, event: EventBase): PlanState {
  if (event.type !== 'FinancialAssistanceContacted') return state;
  const { contact } = event as FinancialAssistanceContacted;
  return { ...state, finance: [...state.finance, contact] };
}

const done: Readonly<Record<FinancialPath, Text>> = {
  ongoing: {
    en: 'The responsible caseworker at financial assistance was contacted',
    sv: 'Ansvarig handläggare på ekonomiskt bistånd kontaktades',
  },
  none: {
    en: 'The person was told whom to contact for a first visit',
    sv: 'Personen fick kontaktuppgifter för bokning av nybesök',
  },
  acute: {
    en: 'The reception’s duty line was contacted',
    sv: 'Mottagets jour kontaktades',
  },
};

/** What was done towards financial assistance, in words (WRK-3). */
export const financeWords = {
  FinancialAssistanceContacted: ({ contact }: FinancialAssistanceContacted, wording: Wording): Text => {
    const { path, line, categories, consentId } = contact;
    const said = (language: 'en' | 'sv'): string => {
      const where = line === undefined ? '' : ` (${line[language]})`;
      const what = categoryList(categories, wording, language);
      const under = language === 'en' ? 'under the consent' : 'med stöd av samtycket';
      return `${done[path][language]}${where}${consentId === undefined ? '' : `: ${what}, ${under} ${consentId}`}.`;
    };
    return { en: said('en'), sv: said('sv') };
  },
};

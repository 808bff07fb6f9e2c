import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { mustBeAtWork } from '../plan/questions';
import { authorityOf, isPolice, unitOf } from '../profile/lookup';
import type { Profile } from '../profile/profile';
import type { ConsentGiven, ConsentRefused } from './state';

type Scope = Pick<ConsentGiven, 'purpose' | 'recipients' | 'categories'>;
/** What a consent says of itself (CON-2). */
export type Given = Scope & Pick<ConsentGiven, 'form' | 'receivedBy' | 'givenAt' | 'until'>;

/** Whether the party is one that a consent can name: another unit of the profile, a police function or an authority. */
function canReceive(profile: Profile, unit: string, party: string): boolean {
  const isKnown =
    unitOf(profile, party) !== undefined ||
    isPolice(profile, party) ||
    authorityOf(profile, party) !== undefined;
  return party !== unit && isKnown;
}

const tooGeneral = (en: string, sv: string): Obstacle =>
  obstacle('CON-2', `The consent is too general: ${en}.`, `Samtycket är för allmänt: ${sv}.`);

const known = (list: readonly { readonly id: string }[], id: string): boolean =>
  list.some((item) => item.id === id);

/** CON-2: a consent names its purpose, each recipient and the categories; “everything” and “everyone” name nothing. */
function namesItsScope(scope: Scope, { profile, unit }: Context): readonly (Obstacle | undefined)[] {
  const recipients =
    scope.recipients.length > 0 && scope.recipients.every((party) => canReceive(profile, unit, party));
  const categories =
    scope.categories.length > 0 && scope.categories.every((id) => known(profile.categories, id));
  return [
    known(profile.purposes, scope.purpose)
      ? undefined
      : tooGeneral('it names no purpose of the profile', 'det anger inget ändamål ur profilen'),
    recipients
      ? undefined
      : tooGeneral(
          'each recipient is named, one by one; another unit, a police function or an authority',
          'varje mottagare anges för sig; en annan enhet, en polisfunktion eller en myndighet',
        ),
    categories
      ? undefined
      : tooGeneral(
          'it names the categories of information, one by one',
          'det anger uppgifternas slag, ett för ett',
        ),
  ];
}

/** CON-2: a time that could be one: given by now, and not run out. */
function hasItsTime({ givenAt, until }: Given, { now }: Context): readonly (Obstacle | undefined)[] {
  return [
    givenAt > now
      ? obstacle(
          'CON-2',
          'A consent cannot be given later than now.',
          'Ett samtycke kan inte ha getts senare än nu.',
        )
      : undefined,
    until !== undefined && until < now
      ? obstacle(
          'CON-2',
          'The time of the consent has already run out.',
          'Tiden för samtycket har redan gått ut.',
        )
      : undefined,
    until !== undefined && until <= givenAt
      ? obstacle('CON-2', 'The consent ends before it was given.', 'Samtycket upphör innan det gavs.')
      : undefined,
  ];
}

/** Everything that keeps a consent off the ledger, whoever took it (CON-2). */
export function consentObstacles(given: Given, context: Context): readonly (Obstacle | undefined)[] {
  return [...namesItsScope(given, context), ...hasItsTime(given, context)];
}

/** A consent on the ledger; the giving unit is the own one (CON-2). */
export function consentGivenBy(given: Given, context: Context): ConsentGiven {
  const { purpose, recipients, categories, form, receivedBy, givenAt, until } = given;
  return {
    type: 'ConsentGiven',
    rules: ['CON-1', 'CON-2'],
    consentId: idOf(context, 's'),
    ...{ purpose, recipients, categories, form, receivedBy, givenAt },
    ...(until === undefined ? {} : { until }),
  };
}

/** Puts a consent on the ledger (CON-2). */
export function giveConsent(state: CaseState, action: Action, context: Context): Decision {
  const given = fieldsOf<Given>(action);
  return unless<ConsentGiven>([mustBeAtWork(state), ...consentObstacles(given, context)], () => [
    consentGivenBy(given, context),
  ]);
}

/** What was said no to is something that could have been consented to: nothing else belongs on the record (CON-9). */
function couldBeAsked(purpose: string, recipient: string, { profile, unit }: Context): readonly Obstacle[] {
  const unknown = (en: string, sv: string): Obstacle => obstacle('CON-9', en, sv);
  return [
    ...(known(profile.purposes, purpose)
      ? []
      : [unknown('That is no purpose of the profile.', 'Det är inget ändamål ur profilen.')]),
    ...(canReceive(profile, unit, recipient)
      ? []
      : [
          unknown(
            'The recipient is another unit or a police function of the profile.',
            'Mottagaren är en annan enhet eller en polisfunktion ur profilen.',
          ),
        ]),
  ];
}

/** Records that the person said no: who asked, for what, when. It is no consent withdrawn (CON-9). */
export function recordConsentRefusal(state: CaseState, action: Action, context: Context): Decision {
  const { purpose, recipient, at } = fieldsOf<{ purpose: string; recipient: string; at: string }>(action);
  return unless<ConsentRefused>([mustBeAtWork(state), ...couldBeAsked(purpose, recipient, context)], () => [
    {
      type: 'ConsentRefused',
      rules: ['CON-9'],
      purpose,
      recipient,
      askedBy: context.actor.kind === 'person' ? context.actor.person : context.unit,
      refusedAt: at,
    },
  ]);
}

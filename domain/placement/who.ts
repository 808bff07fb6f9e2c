import type { CaseState } from '../case/state';
import { isOpened } from '../intake/questions';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action } from '../kernel/step';
import { hasFunction, unitOf } from '../profile/lookup';
import { isOfficeHours } from '../time/calendar';

/** The home district as the file has it; as the body names it where the file is still to be opened. */
export function homeDistrictOf(state: CaseState, action: Action): PartyId | undefined {
  if (isOpened(state)) return state.intake.homeDistrict;
  const named = action.body['homeDistrict'];
  return typeof named === 'string' ? named : undefined;
}

/** INT-6: the case says which district it is, or that it is unclear, and does not guess. */
export function namedInProfile(home: PartyId | undefined, { profile }: Context): Obstacle | undefined {
  if (home === undefined || home === 'unclear' || hasFunction(profile, home, 'district')) return undefined;
  return obstacle(
    'INT-6',
    'That is no district of the municipality. Name one, or say that it is unclear.',
    'Det är inget stadsområde i kommunen. Ange ett, eller att tillhörigheten är oklar.',
  );
}

/** INT-6: it must be known which district is responsible. */
export function districtKnown(home: PartyId | undefined): Obstacle | undefined {
  if (home !== undefined && home !== 'unclear') return undefined;
  return obstacle(
    'INT-6',
    'The home district is not known yet: ask the duty desk, and record it.',
    'Tillhörigheten är inte känd ännu: fråga socialjouren och för in den.',
  );
}

/** PLC-1: asked for before it is clear who handles, the home district decides. */
function isHomeDistrict(home: PartyId | undefined, { unit }: Context): Obstacle | undefined {
  if (home === undefined || home === 'unclear') return districtKnown(home);
  if (home === unit) return undefined;
  return obstacle(
    'PLC-1',
    'The home district is responsible for acute placement; that is another unit.',
    'Stadsområdet där personen hör hemma ansvarar för akut placering; det är en annan enhet.',
  );
}

/** PLC-2, INT-8: the duty desk acts for the home district while the offices are closed. */
function outOfHours({ now, profile: { calendar } }: Context): Obstacle | undefined {
  if (!isOfficeHours(now, calendar)) return undefined;
  return obstacle(
    'PLC-2',
    'In office hours the home district decides: the duty desk places only when the offices are closed.',
    'Under kontorstid beslutar stadsområdet: socialjouren placerar bara när kontoren är stängda.',
  );
}

/** PLC-5: the defector unit already knows the person by an application of its own, and states its reason. */
function isException(state: CaseState, { notes = [] }: Action): readonly (Obstacle | undefined)[] {
  return [
    state.transfer.application === undefined
      ? obstacle(
          'PLC-5',
          'The defector unit places only whom it already knows: there is no application in this file.',
          'Avhopparverksamheten placerar bara den som den redan känner till: det finns ingen ansökan i akten.',
        )
      : undefined,
    notes.some(({ field }) => field === 'exceptionalReason')
      ? undefined
      : obstacle(
          'PLC-5',
          'The defector unit places only in exceptional cases: state the exceptional reason.',
          'Avhopparverksamheten placerar bara i undantagsfall: ange skälet till undantaget.',
        ),
  ];
}

/** PLC-7: what nobody asks for may say where the person lives. */
export function withoutText({ notes = [] }: Action): Obstacle | undefined {
  if (notes.length === 0) return undefined;
  return obstacle(
    'PLC-7',
    'No free text is taken with a placement, except the defector unit’s exceptional reason.',
    'Ingen fritext tas emot med en placering, utom avhopparverksamhetens skäl till undantag.',
  );
}

/** Everything that keeps this unit from the first decision now (PLC-1, PLC-2, PLC-5). */
export function mayDecide(
  state: CaseState,
  action: Action,
  context: Context,
): readonly (Obstacle | undefined)[] {
  const home = homeDistrictOf(state, action);
  switch (unitOf(context.profile, context.unit)?.function) {
    case 'defectorUnit':
      return isException(state, action);
    case 'dutyDesk':
      return [outOfHours(context), withoutText(action)];
    case 'district':
    case undefined:
      return [isHomeDistrict(home, context), withoutText(action)];
  }
}

/** Everything that keeps the responsible unit from a new decision: only that the defector unit states its reason anew (PLC-5). */
export function mayRenew(
  state: CaseState,
  action: Action,
  context: Context,
): readonly (Obstacle | undefined)[] {
  return hasFunction(context.profile, context.unit, 'defectorUnit')
    ? isException(state, action)
    : [withoutText(action)];
}

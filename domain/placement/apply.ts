import { enclosuresFor } from '../case/enclosures';
import type { CaseState } from '../case/state';
import { carrierFor } from '../consent/carriers';
import type { Road } from '../consent/carriers';
import { consentsReceived } from '../consent/received';
import { handlesItself } from '../handling/questions';
import { registrarAssigned } from '../intake/assign';
import { isOpened, mustBeOpen } from '../intake/questions';
import type { PartyId } from '../kernel/actor';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, follows, refuses, unless } from '../kernel/decision';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { mustBeOtherUnit } from '../letters/sender';
import { hasFunction } from '../profile/lookup';
import { isBefore } from '../time/instant';
import type { Instant } from '../time/instant';
import { askedAtIn } from './carried';
import { openingOf } from './decide';
import type { PlacementApplicationPassedOn, PlacementApplicationReceived, PlacementAsked } from './events';
import { placementAt, placementPassedOnTo } from './questions';
import { districtKnown, homeDistrictOf, namedInProfile } from './who';

interface Fields {
  readonly askedAt: Instant;
  readonly categories: readonly string[];
}

/** A consent to the placement, or to the exit process, lets the application through (CON-1). */
const roadTo = (to: PartyId): Road => ({ to, purposes: ['placement', 'exitProcess'] });

function notAhead({ askedAt }: Fields, { now }: Context): Obstacle | undefined {
  if (!isBefore(now, askedAt)) return undefined;
  return obstacle(
    'PLC-1',
    'The person cannot have asked later than now.',
    'Personen kan inte ha ansökt senare än nu.',
  );
}

/**
 * The person asks for acute placement before it is clear who handles (PLC-1). At the home district it is on record; another unit passes
 * it on to the home district with what the consent covers.
 */
export function applyForAcutePlacement(state: CaseState, action: Action, context: Context): Decision {
  const fields = fieldsOf<Fields>(action);
  const home = homeDistrictOf(state, action);
  if (!isOpened(state)) {
    return unless<EventBase>([namedInProfile(home, context), notAhead(fields, context)], () => [
      asked(state, action, context),
      ...registrarAssigned(context),
    ]);
  }
  const general = [mustBeOpen(state), notAhead(fields, context), mayBeAsked(state, context)];
  if (home === context.unit) return unless(general, () => [asked(state, action, context)]);
  return unless([...general, districtKnown(home), ...mayBePassedOn(state, home, context)], () =>
    home === undefined ? [] : [passedOn(state, home, fields, context)],
  );
}

function asked(state: CaseState, action: Action, { unit }: Context): PlacementAsked {
  const { askedAt } = fieldsOf<Fields>(action);
  const here = homeDistrictOf(state, action) === unit;
  return { type: 'PlacementAsked', rules: ['PLC-1'], ...openingOf(state, action), askedAt, here };
}

function mayBeAsked(state: CaseState, context: Context): Obstacle | undefined {
  if (placementAt(state, context.now) !== undefined) {
    return obstacle('PLC-6', 'A placement runs already.', 'En placering pågår redan.');
  }
  if (!handlesItself(state)) return undefined;
  return obstacle(
    'PLC-1',
    'It is clear that this unit handles: it grants the placement itself, as an acute intervention.',
    'Det är klart att enheten handlägger: den beviljar placeringen själv, som en akut insats.',
  );
}

function mayBePassedOn(
  state: CaseState,
  to: PartyId | undefined,
  context: Context,
): readonly (Obstacle | undefined)[] {
  if (to === undefined || to === 'unclear') return [];
  return [
    carrierFor(state, roadTo(to), 'core', context) === undefined
      ? obstacle(
          'CON-1',
          'No valid consent to it names the home district and the core (who it is about). Ask the person.',
          'Inget giltigt samtycke till det anger stadsområdet och kärnan (vem det gäller). Fråga personen.',
        )
      : undefined,
    placementPassedOnTo(state) === to
      ? obstacle(
          'PLC-1',
          'The application has been passed on to that district already.',
          'Ansökan har redan sänts vidare till stadsområdet.',
        )
      : undefined,
  ];
}

function passedOn(
  state: CaseState,
  to: PartyId,
  { askedAt, categories }: Fields,
  context: Context,
): PlacementApplicationPassedOn {
  const withAsked = { ...state, placement: { ...state.placement, asked: { at: askedAt, here: false } } };
  const wanted = ['core', 'placement', ...categories];
  const enclosures = enclosuresFor(withAsked, roadTo(to), wanted, context);
  const letterId = idOf(context, 'l');
  return {
    type: 'PlacementApplicationPassedOn',
    rules: ['PLC-1', 'CON-1', 'CON-4'],
    askedAt,
    to,
    categories: enclosures.map(({ category }) => category),
    letters: [
      {
        ...{ letterId, kind: 'placementApplication', to, fromCase: context.caseRef, reference: letterId },
        facts: {},
        enclosures,
      },
    ],
  };
}

/** An application that another unit passed on opens a file of its own at the home district (PLC-1, TRF-6). */
export const placementApplication: LetterRule<CaseState> = {
  opens: true,
  accepts: (state, header, context) => {
    if (isOpened(state)) {
      return obstacle(
        'TRF-6',
        'An application for placement opens a file of its own; this one is there already.',
        'En ansökan om placering öppnar en egen akt; den här finns redan.',
      );
    }
    return mustBeOtherUnit(header, context) ?? mustBeDistrict(context);
  },
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    const { from, enclosures } = letter;
    const person = enclosures.find(({ category }) => category === 'core')?.person;
    const received: PlacementApplicationReceived = {
      type: 'PlacementApplicationReceived',
      rules: ['PLC-1', 'TRF-6'],
      opens: {
        ...{ matter: 'placement', homeDistrict: context.unit },
        ...(person === undefined ? {} : { person }),
      },
      ...{ from, enclosures, askedAt: askedAtIn(enclosures, letter.receivedAt) },
      notices: [
        { noticeId: idOf(context, 'n'), audience: 'reception', matter: 'placementAsked', rule: 'PLC-1' },
      ],
    };
    return follows<EventBase>(received, ...consentsReceived(state, letter));
  },
};

/** PLC-1: only a district is responsible. */
export function mustBeDistrict({ profile, unit }: Context): Obstacle | undefined {
  if (hasFunction(profile, unit, 'district')) return undefined;
  return obstacle(
    'PLC-1',
    'A home district is responsible for acute placement; this unit is none.',
    'Ett stadsområde ansvarar för akut placering; den här enheten är inget.',
  );
}

import type { CaseState } from '../case/state';
import { isOpened, mustBeOpen } from '../intake/questions';
import { registrarAssigned } from '../intake/assign';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { Opening } from '../kernel/matter';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { actOn, hasFunction } from '../profile/lookup';
import { localDate, plusDays } from '../time/local';
import { lapseOf } from './clock';
import { plannedAt } from './handover';
import { incomingPlacement, placementAt, runningPlacement } from './questions';
import type { AcutePlacementDecided, PlacementRenewed } from './events';
import type { Informed, PlacementDecision, PlacementTerms } from './state';
import { decisionOf, endOf, informationClock, termsFit, toldByNow, withinTime } from './terms';
import { homeDistrictOf, mayDecide, mayRenew, namedInProfile } from './who';

type Fields = PlacementTerms & { readonly informed?: Informed };

/** What an action that begins a file on acute placement tells of it. */
export function openingOf(state: CaseState, action: Action): { opens?: Opening } {
  if (isOpened(state)) return {};
  const { person } = action;
  const homeDistrict = homeDistrictOf(state, action);
  return {
    opens: {
      matter: 'placement',
      ...(person === undefined ? {} : { person }),
      ...(homeDistrict === undefined ? {} : { homeDistrict }),
    },
  };
}

/** PLC-6: one placement at a time; what runs is renewed, and what waits is taken over. */
function noneYet(state: CaseState, { now }: Context): Obstacle | undefined {
  if (placementAt(state, now) !== undefined) {
    return obstacle(
      'PLC-6',
      'A placement runs already: renew it or end it.',
      'En placering pågår redan: förnya eller avsluta den.',
    );
  }
  if (incomingPlacement(state) === undefined) return undefined;
  return obstacle(
    'PLC-2',
    'A placement waits to be taken over: take it over.',
    'En placering väntar på att tas över: ta över den.',
  );
}

/**
 * The first decision to place acutely. It holds 14 days during the investigation (PLC-3). It is the home district's; the duty desk's
 * out of office hours, and in exceptional cases the defector unit's: these two are relieved of it (PLC-1, PLC-2, PLC-5).
 */
export function decideAcutePlacement(state: CaseState, action: Action, context: Context): Decision {
  const fields = fieldsOf<Fields>(action);
  const checks = [
    isOpened(state) ? mustBeOpen(state) : namedInProfile(homeDistrictOf(state, action), context),
    ...mayDecide(state, action, context),
    noneYet(state, context),
    termsFit(fields, context),
    withinTime(fields.from, lastDay(endOf(context.now, context), context), context),
    toldByNow(fields.informed, context),
  ];
  const expired = runningPlacement(state);
  return unless<EventBase>(checks, () => [
    // The clock is late: what has lapsed is recorded first.
    ...(expired === undefined ? [] : [lapseOf(state, expired, context)]),
    decided(state, action, context),
    ...(isOpened(state) ? [] : registrarAssigned(context)),
  ]);
}

const lastDay = (ends: string, { profile }: Context): string => localDate(ends, profile.calendar.zone);

function decided(state: CaseState, action: Action, context: Context): AcutePlacementDecided {
  const { informed, ...terms } = fieldsOf<Fields>(action);
  const placementId = idOf(context, 'b');
  const own = hasFunction(context.profile, context.unit, 'district');
  const handoverId = idOf(context, 'h');
  return {
    type: 'AcutePlacementDecided',
    rules: ['PLC-1', 'PLC-3', ...(own ? [] : [exceptionOf(context)])],
    ...openingOf(state, action),
    placementId,
    decision: decisionOf(terms, takenNow(context), context),
    ...(informed === undefined
      ? { informationClock: informationClock(placementId, 'informationDue', context) }
      : { informed }),
    ...(own
      ? {}
      : { handover: { id: handoverId, deadlines: [plannedAt(handoverId, context.now, context)] } }),
    notes: action.notes ?? [],
  };
}

/** A decision is taken under the act in force on its day. */
function takenNow(context: Context): Pick<PlacementDecision, 'id' | 'decidedAt' | 'act'> {
  const { now, profile } = context;
  const act = actOn(profile, localDate(now, profile.calendar.zone));
  return { id: idOf(context, 'd'), decidedAt: now, ...(act === undefined ? {} : { act }) };
}

function exceptionOf({ profile, unit }: Context): 'PLC-2' | 'PLC-5' {
  return hasFunction(profile, unit, 'defectorUnit') ? 'PLC-5' : 'PLC-2';
}

/** A new decision before the time of the one in force has run out, by the unit that is responsible (PLC-6). */
export function renewPlacement(state: CaseState, action: Action, context: Context): Decision {
  const terms = fieldsOf<PlacementTerms>(action);
  const running = placementAt(state, context.now);
  const checks = [
    mustBeOpen(state),
    ...mayRenew(state, action, context),
    running === undefined ? noneRuns() : undefined,
    termsFit(terms, context),
    running === undefined
      ? undefined
      : withinTime(terms.from, plusDays(lastDay(running.decision.ends, context), 1), context),
  ];
  return unless<PlacementRenewed>(checks, () =>
    running === undefined
      ? []
      : [
          {
            type: 'PlacementRenewed',
            rules: ['PLC-3', 'PLC-6'],
            placementId: running.id,
            decision: decisionOf(terms, takenNow(context), context),
            notes: action.notes ?? [],
          },
        ],
  );
}

/** PLC-6: after the lapse it is a first decision again. */
export function noneRuns(): Obstacle {
  return obstacle(
    'PLC-6',
    'No placement runs here: it has ended or lapsed, or another unit is responsible.',
    'Ingen placering pågår här: den är avslutad eller har upphört, eller så ansvarar en annan enhet.',
  );
}

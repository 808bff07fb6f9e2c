import type { CaseState } from '../case/state';
import { isDefectorUnit } from '../handling/questions';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action } from '../kernel/step';
import { actOn } from '../profile/lookup';
import { localDate } from '../time/local';
import { appliedAt, mustHoldApplication, mustNotBeOffered } from '../transfer/questions';
import type { FormalDecision } from './state';

type Deciding = Pick<FormalDecision, 'decidedBy' | 'decidedOn'>;

/** RSP-11: the day lies between the application and now, and under an act that the profile knows. */
function mustBeDated(state: CaseState, { decidedOn }: Deciding, context: Context): Obstacle | undefined {
  const { now, profile } = context;
  const { zone } = profile.calendar;
  if (decidedOn > localDate(now, zone)) {
    return obstacle(
      'RSP-11',
      'A decision is recorded when it has been taken; that day has not come.',
      'Ett beslut noteras när det är fattat; den dagen har inte kommit.',
    );
  }
  if (decidedOn < localDate(appliedAt(state) ?? now, zone)) {
    return obstacle(
      'RSP-11',
      'The decision cannot be older than the application.',
      'Beslutet kan inte vara äldre än ansökan.',
    );
  }
  return actOn(profile, decidedOn) === undefined
    ? obstacle(
        'RSP-11',
        'The profile names no social services act in force on that day.',
        'Profilen anger ingen socialtjänstlag som gällde den dagen.',
      )
    : undefined;
}

/**
 * What stands in the way of any decision that ends an application: only the unit that holds it takes one (TRF-6), so
 * the defector unit takes none in an assessment that a district asked for (RSP-5).
 */
export function formalObstacles(
  state: CaseState,
  action: Action,
  context: Context,
): readonly (Obstacle | undefined)[] {
  return [
    mustBeOpen(state),
    mustHoldApplication(state, isDefectorUnit(context) ? 'RSP-5' : 'TRF-6'),
    mustNotBeOffered(state),
    mustBeDated(state, fieldsOf<Deciding>(action), context),
  ];
}

/** The decision as it stands on record, with the act in force on its day and where it is appealed (RSP-11). */
export function formalDecision<Of extends Pick<FormalDecision, 'kind' | 'because'>>(
  of: Of,
  action: Action,
  context: Context,
): FormalDecision & Of {
  const { decidedBy, decidedOn } = fieldsOf<Deciding>(action);
  return {
    ...of,
    ...{ id: idOf(context, 'd'), decidedBy, decidedOn },
    act: actOn(context.profile, decidedOn) ?? '',
    appealTo: 'administrativeCourt',
    notes: action.notes ?? [],
  };
}

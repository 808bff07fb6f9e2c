import type { CaseState } from '../case/state';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { follows, refuses } from '../kernel/decision';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { Action, Decision } from '../kernel/step';
import type { PlacementDeclined, PlacementHandoverHeld } from './events';
import { heldBack } from './handover';
import { incomingPlacement } from './questions';
import { nothingWaits } from './receive';
import { ownHandedOver } from './settle';

/** A named person says that the person belongs to another district: the unit that placed goes on being responsible (PLC-2). */
export function declinePlacement(state: CaseState, _action: Action, context: Context): Decision {
  const incoming = incomingPlacement(state);
  const { actor } = context;
  if (incoming === undefined || actor.kind !== 'person') return refuses(nothingWaits());
  const { id: handoverId, from: to, fromCase: toCase } = incoming;
  return follows<PlacementDeclined>({
    ...{ type: 'PlacementDeclined', rules: ['PLC-2', 'INT-6'], handoverId, by: actor.person },
    letters: [
      {
        ...{ letterId: idOf(context, 'l'), kind: 'placementDecline', to, toCase, fromCase: context.caseRef },
        ...{ reference: handoverId, facts: { declinedAt: context.now }, enclosures: [] },
      },
    ],
  });
}

/** The district is not the person's: the hand-over is held back until the home district is told anew (PLC-2, INT-6). */
export const placementDecline: LetterRule<CaseState> = {
  accepts: ownHandedOver,
  decide: (state, { letter }, context) => {
    const handover = letter === undefined ? undefined : held(state.placement.handovers, letter.reference);
    if (letter === undefined || handover === undefined) return refuses();
    // What was taken back meanwhile, or has lapsed, is settled already.
    if (handover.standing !== 'waiting') return follows();
    return follows<PlacementHandoverHeld>(heldBack(handover, 'declined', 0, context));
  },
};

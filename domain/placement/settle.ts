import type { CaseState } from '../case/state';
import { isOpen } from '../intake/questions';
import type { LetterRule } from '../kernel/area';
import { follows, refuses } from '../kernel/decision';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import { textIn } from '../letters/facts';
import type { LetterHeader } from '../letters/letter';
import type { PlacementReceiptRecorded, PlacementReceiptTooLate } from './events';
import type { PlacementHandover } from './state';

/** A receipt counts while it is awaited, and after the lapse too: the home district had taken over in time (PLC-2, PLC-8). */
function counts({ standing }: PlacementHandover): boolean {
  return standing === 'waiting' || standing === 'lapsed';
}

/** Only the district to which a placement was handed over may answer. */
export function ownHandedOver(state: CaseState, { reference, from }: LetterHeader): Obstacle | undefined {
  if (held(state.placement.handovers, reference)?.sent?.to === from) return undefined;
  return obstacle(
    'PLC-2',
    'No such placement was handed over to that unit.',
    'Ingen sådan placering har överlämnats till enheten.',
  );
}

/** A named person of the home district has taken over: with this record the responsibility of this unit ends (PLC-2). */
export const placementReceipt: LetterRule<CaseState> = {
  accepts: ownHandedOver,
  decide: (state, { letter }, context) => {
    const handover = letter === undefined ? undefined : held(state.placement.handovers, letter.reference);
    if (letter === undefined || handover === undefined) return refuses();
    const { reference: handoverId, from } = letter;
    if (!counts(handover)) {
      return follows<PlacementReceiptTooLate>({
        ...{ type: 'PlacementReceiptTooLate', rules: ['PLC-2'], handoverId, from },
      });
    }
    const confirmedBy = textIn(letter.facts['confirmedBy']);
    if (confirmedBy === undefined) {
      return refuses(
        obstacle(
          'PLC-2',
          'A receipt names the person who confirmed it.',
          'En mottagningsbekräftelse anger vem som bekräftade.',
        ),
      );
    }
    return follows<PlacementReceiptRecorded>({
      type: 'PlacementReceiptRecorded',
      rules: ['PLC-2', 'PLC-8'],
      ...{ handoverId, placementId: handover.placementId, to: from, confirmedBy },
      notices: isOpen(state)
        ? [
            {
              ...{ noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'placementHandoverDone' },
              rule: 'PLC-2',
            },
          ]
        : [],
    });
  },
};

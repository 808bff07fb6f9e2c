import type { CaseState } from '../case/state';
import type { Text } from '../kernel/text';
import { holdsApplication } from '../transfer/questions';
import { isInformationDue, isPlacementAsked, runningPlacement } from './questions';

/** What is next with a placement, as a code (WRK-1). */
export type PlacementNext =
  | 'takeOverPlacement'
  | 'awaitTakeOver'
  | 'decidePlacement'
  | 'passOnPlacement'
  | 'recordPlacementInformation'
  | 'followPlacement';

/** What is next with a placement, in words (WRK-1). */
export const placementNextWords: Readonly<Record<PlacementNext, Text>> = {
  takeOverPlacement: { en: 'Take the placement over', sv: 'Ta över placeringen' },
  awaitTakeOver: {
    en: 'Wait until the home district has taken the placement over',
    sv: 'Invänta att stadsområdet tar över placeringen',
  },
  decidePlacement: { en: 'Decide on the acute placement', sv: 'Besluta om den akuta placeringen' },
  passOnPlacement: {
    en: 'Pass the application for placement on to the home district',
    sv: 'Sänd ansökan om placering vidare till stadsområdet',
  },
  recordPlacementInformation: {
    en: 'Tell the person how the placement works, and record it',
    sv: 'Informera personen om placeringen, och notera det',
  },
  followPlacement: {
    en: 'Renew the placement or end it before its time',
    sv: 'Förnya placeringen eller avsluta den i tid',
  },
};

/**
 * What is next with a placement, where there is one (PLC-1, PLC-4, PLC-6). What is asked for and what the person is still to be told does
 * not wait for the exit.
 */
export function placementNext(state: CaseState): PlacementNext | undefined {
  if (isInformationDue(state)) return 'recordPlacementInformation';
  if (isPlacementAsked(state))
    return state.placement.asked?.here === true ? 'decidePlacement' : 'passOnPlacement';
  const stays = runningPlacement(state) !== undefined && !holdsApplication(state);
  return stays ? 'followPlacement' : undefined;
}

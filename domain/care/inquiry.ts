import type { CaseState } from '../case/state';
import { agesIn } from '../intake/age';
import { registrarAssigned } from '../intake/assign';
import { isOpened, mustBeOpen } from '../intake/questions';
import type { CaseworkerAssigned } from '../intake/state';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Opening } from '../kernel/matter';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Json } from '../kernel/text';
import { hasFunction } from '../profile/lookup';
import { isInquiring } from './questions';
import type { CompulsoryCareInquiryStarted } from './state';

/** It is started in the file of the report, or has one of its own: never in that of the exit (TRF-6). */
function ownFile(state: CaseState): Obstacle | undefined {
  if (!isOpened(state) || state.intake.matter === 'concern') return undefined;
  return isInquiring(state)
    ? undefined
    : obstacle(
        'RSP-9',
        'The inquiry is started in the file of the report, or opens a file of its own.',
        'Utredningen inleds i anmälans akt eller öppnar en egen akt.',
      );
}

function checks(
  state: CaseState,
  at: string,
  { now, profile, unit }: Context,
): readonly (Obstacle | undefined)[] {
  return [
    isOpened(state) ? mustBeOpen(state) : undefined,
    hasFunction(profile, unit, 'district')
      ? undefined
      : obstacle('RSP-9', 'The home district inquires.', 'Stadsområdet utreder.'),
    ownFile(state),
    isInquiring(state)
      ? obstacle('RSP-9', 'The inquiry is already started.', 'Utredningen är redan inledd.')
      : undefined,
    at > now ? obstacle('RSP-9', 'That is later than now.', 'Tidpunkten är senare än nu.') : undefined,
  ];
}

/** The home district starts its inquiry into compulsory care; the exit's file stays open beside it (RSP-9, TRF-6). */
export function startCompulsoryCareInquiry(state: CaseState, action: Action, context: Context): Decision {
  const { at, agesToCome } = fieldsOf<{ at: string; agesToCome?: Json }>(action);
  const isNew = !isOpened(state);
  const ages = agesIn(agesToCome);
  const opens: Opening = {
    ...{ matter: 'compulsoryCare', homeDistrict: context.unit },
    ...(action.person === undefined ? {} : { person: action.person }),
    ...(ages === undefined ? {} : { agesToCome: ages }),
  };
  return unless<CompulsoryCareInquiryStarted | CaseworkerAssigned>(checks(state, at, context), () => [
    {
      type: 'CompulsoryCareInquiryStarted',
      rules: ['RSP-9', 'TRF-6'],
      startedAt: at,
      ...(isNew ? { opens } : {}),
    },
    ...(isNew ? registrarAssigned(context) : []),
  ]);
}

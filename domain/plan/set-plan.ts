import type { CaseState } from '../case/state';
import { mustHandleHere } from '../handling/questions';
import { mustBeInvestigating, mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { mustHoldApplication } from '../transfer/questions';
import type { PlanSet } from './state';
import { planNeeds } from './state';

/** Sets the needs that the plan answers to; the interventions stand in it as they are granted (FUP-2). */
export function setPlan(state: CaseState, action: Action, context: Context): Decision {
  const { needs } = fieldsOf<Pick<PlanSet, 'needs'>>(action);
  const isList =
    needs.length > 0 &&
    new Set(needs).size === needs.length &&
    needs.every((need) => planNeeds.includes(need));
  return unless<PlanSet>(
    [
      mustBeOpen(state),
      mustBeInvestigating(state),
      mustHoldApplication(state, 'FUP-2'),
      mustHandleHere(state, context),
      isList
        ? undefined
        : obstacle(
            'FUP-2',
            'The plan names its needs, each once, from the list.',
            'Arbetsplanen anger behoven, vart och ett en gång, ur listan.',
          ),
    ],
    () => [{ type: 'PlanSet', rules: ['FUP-2'], needs, notes: action.notes ?? [] }],
  );
}

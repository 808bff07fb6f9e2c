import type { CaseState } from '../case/state';
import { isDefector, openCriteria } from '../criteria/questions';
import { mustHandleHere } from '../handling/questions';
import { mustBeInvestigating, mustBeOpen } from '../intake/questions';
import type { Area } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Text } from '../kernel/text';
import { mustHoldApplication } from '../transfer/questions';
import type { Intervention, InterventionGranted } from './state';

/** FUP-9: before the four criteria are met only acute or time-limited interventions. */
function criteriaMet(state: CaseState, kind: Intervention['kind']): Obstacle | undefined {
  if (kind !== 'regular' || isDefector(state)) return undefined;
  const open = openCriteria(state).join(', ');
  return obstacle(
    'FUP-9',
    `An intervention is granted when the four criteria are met; still open: ${open}. Before that only acute or time-limited ones.`,
    `En insats beviljas när de fyra kriterierna är uppfyllda; ännu öppna: ${open}. Dessförinnan endast akuta eller tidsbegränsade.`,
  );
}

function grantIntervention(state: CaseState, action: Action, context: Context): Decision {
  const { kind, from, until, costSekPerDay } = fieldsOf<Intervention>(action);
  const checks = [
    mustBeOpen(state),
    mustBeInvestigating(state),
    mustHoldApplication(state, 'FUP-9'),
    criteriaMet(state, kind),
    kind === 'regular' ? mustHandleHere(state, context) : undefined,
    kind === 'timeLimited' && until === undefined
      ? obstacle(
          'FUP-9',
          'A time-limited intervention says until when.',
          'En tidsbegränsad insats anger till när.',
        )
      : undefined,
    until !== undefined && until < from
      ? obstacle('FUP-9', 'The intervention ends before it begins.', 'Insatsen slutar innan den börjar.')
      : undefined,
  ];
  return unless<InterventionGranted>(checks, () => [
    {
      type: 'InterventionGranted',
      rules: ['FUP-9'],
      intervention: {
        kind,
        from,
        ...(until === undefined ? {} : { until }),
        ...(costSekPerDay === undefined ? {} : { costSekPerDay }),
        notes: action.notes ?? [],
      },
    },
  ]);
}

/** Interventions that were granted (FUP-9). */
export const plan: Area<CaseState, 'plan'> = {
  initial: { interventions: [] },
  evolve: (state, event) =>
    event.type === 'InterventionGranted'
      ? { interventions: [...state.interventions, (event as InterventionGranted).intervention] }
      : state,
  words: {
    InterventionGranted: ({ intervention }: InterventionGranted): Text => ({
      en: `An intervention was granted from ${intervention.from}.`,
      sv: `En insats beviljades från ${intervention.from}.`,
    }),
  },
  actions: {
    grantIntervention: { by: ['caseworker', 'supervisor'], decide: grantIntervention },
  },
};

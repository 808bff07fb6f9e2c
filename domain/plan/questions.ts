import type { CaseState } from '../case/state';
import { isClosed, isOpen, mustBeOpen } from '../intake/questions';
import type { CategoryContent } from '../kernel/area';
import type { Obstacle } from '../kernel/refusal';
import { holdsApplication } from '../transfer/questions';
import type { FinancialContact } from './finance-state';
import type { Intervention, Occasion } from './state';

/** The interventions that have not ended. */
export function runningInterventions(state: CaseState): readonly Intervention[] {
  return state.plan.interventions.filter(({ ended }) => ended === undefined);
}

/** Whether anything was ever granted here. */
export function hasInterventions(state: CaseState): boolean {
  return state.plan.interventions.length > 0;
}

/** Whether the plan names a need (FUP-2). */
export function hasPlan(state: CaseState): boolean {
  return state.plan.needs.length > 0;
}

/**
 * The follow-ups that are still to do here, earliest first (FUP-1): while interventions run, the handling unit's; after
 * a completed and closed case, those of the unit that handled it last.
 */
export function openOccasions(state: CaseState): readonly Occasion[] {
  const isOurs = ({ kind }: Occasion): boolean =>
    kind === 'afterClosing' ? isClosed(state) : isOpen(state) && holdsApplication(state);
  return state.plan.occasions
    .filter((occasion) => occasion.settled !== true && isOurs(occasion))
    .toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
}

/** Whether the closed file still has a follow-up to do (FUP-1): so long work goes on in it. */
export function hasOpenFollowUp(state: CaseState): boolean {
  return isClosed(state) && openOccasions(state).length > 0;
}

/** Objects unless the file is open for work, or closed with a follow-up still to do (FUP-1, THR-7). */
export function mustBeAtWork(state: CaseState): Obstacle | undefined {
  return hasOpenFollowUp(state) ? undefined : mustBeOpen(state);
}

/** Whether the day of a follow-up has come. */
export function isFollowUpDue(state: CaseState): boolean {
  return openOccasions(state).some(({ reminded }) => reminded === true);
}

/** Whether a follow-up is past its time (FUP-1). */
export function isFollowUpOverdue(state: CaseState): boolean {
  return openOccasions(state).some(({ overdue }) => overdue === true);
}

/** What the category `plan` holds in this file. */
export function planContent(state: CaseState): CategoryContent | undefined {
  const { interventions, needs, notes } = state.plan;
  if (interventions.length === 0 && needs.length === 0) return undefined;
  const granted = interventions.map(({ kind, from, until, ended, needs: met = [] }) => ({
    ...{ kind, from, needs: met, standing: ended === undefined ? 'running' : 'ended' },
    ...(until === undefined ? {} : { until }),
  }));
  return {
    facts: { needs, interventions: granted },
    notes: [...notes, ...interventions.flatMap((intervention) => intervention.notes)],
  };
}

/** What financial assistance was told, outside the service, under a consent (CON-4, FIN-1). */
export function toldFinancialAssistance({
  plan,
}: CaseState): readonly Required<Omit<FinancialContact, 'line'>>[] {
  return plan.finance.flatMap(({ consentId, ...contact }) =>
    consentId === undefined ? [] : [{ ...contact, consentId }],
  );
}

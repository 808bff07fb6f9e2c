import type { CaseState } from '../case/state';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { needsProtection } from '../threat/questions';
import { localDate } from '../time/local';
import { mustHoldApplication } from '../transfer/questions';
import type { Funding, FundingDecisionRecorded, Grant, StateFundingApplied } from './state';

/** The application that the police have not decided, if any. */
function undecided({ plan }: CaseState): Funding | undefined {
  return plan.funding.find(({ standing }) => standing === 'applied');
}

function periodHolds({ from, until }: Grant): Obstacle | undefined {
  if (from <= until) return undefined;
  return obstacle('FUP-4', 'The period ends before it begins.', 'Perioden slutar innan den börjar.');
}

/** FUP-4: the conditions of the police: their own definition, and a need of protection by their assessment. */
function conditionsMet(state: CaseState, meetsDefinition: boolean): readonly (Obstacle | undefined)[] {
  return [
    meetsDefinition
      ? undefined
      : obstacle(
          'FUP-4',
          'State funding asks that the person meets the police’s definition of a defector.',
          'Statliga medel förutsätter att personen uppfyller Polismyndighetens definition av avhoppare.',
        ),
    needsProtection(state)
      ? undefined
      : obstacle(
          'FUP-4',
          'State funding asks for a need of protection by the police’s assessment.',
          'Statliga medel förutsätter ett skyddsbehov enligt polisens bedömning.',
        ),
  ];
}

/** Applies for state funding of this case; the police decide (FUP-4). */
export function applyStateFunding(state: CaseState, action: Action, context: Context): Decision {
  const { amountSek, from, until, meetsPoliceDefinition } = fieldsOf<
    Grant & { meetsPoliceDefinition: boolean }
  >(action);
  const grant = { amountSek, from, until };
  return unless<StateFundingApplied>(
    [
      mustBeOpen(state),
      mustHoldApplication(state, 'FUP-4'),
      ...conditionsMet(state, meetsPoliceDefinition),
      undecided(state) === undefined
        ? undefined
        : obstacle(
            'FUP-4',
            'An application for state funding already waits for the police’s decision.',
            'En ansökan om statliga medel väntar redan på polisens beslut.',
          ),
      periodHolds(grant),
    ],
    () => [{ type: 'StateFundingApplied', rules: ['FUP-4'], fundingId: idOf(context, 'm'), grant }],
  );
}

interface Decided extends Partial<Grant> {
  readonly outcome: FundingDecisionRecorded['outcome'];
  readonly decidedOn: string;
}

/** FUP-4: what is granted has an amount and a period; what is refused has neither. */
function grantedIn({ outcome, amountSek, from, until }: Decided): Grant | undefined {
  const isWhole = amountSek !== undefined && from !== undefined && until !== undefined;
  return outcome === 'granted' && isWhole ? { amountSek, from, until } : undefined;
}

function saysWhat(decided: Decided): Obstacle | undefined {
  const grant = grantedIn(decided);
  if (grant !== undefined) return periodHolds(grant);
  const { outcome, amountSek, from, until } = decided;
  const saysNothing = amountSek === undefined && from === undefined && until === undefined;
  if (outcome === 'refused' && saysNothing) return undefined;
  return obstacle(
    'FUP-4',
    'What is granted has an amount and a period; what is refused has neither.',
    'Det som beviljas har belopp och period; det som avslås har ingetdera.',
  );
}

/** Records what the police decided; it may come when the file is closed (FUP-4). */
export function recordFundingDecision(state: CaseState, action: Action, context: Context): Decision {
  const decided = fieldsOf<Decided>(action);
  const funding = undecided(state);
  const today = localDate(context.now, context.profile.calendar.zone);
  return unless<FundingDecisionRecorded>(
    [
      funding === undefined
        ? obstacle(
            'FUP-4',
            'No application for state funding waits for a decision.',
            'Ingen ansökan om statliga medel väntar på beslut.',
          )
        : undefined,
      decided.decidedOn > today
        ? obstacle(
            'FUP-4',
            'The decision cannot be later than today.',
            'Beslutet kan inte vara senare än i dag.',
          )
        : undefined,
      saysWhat(decided),
    ],
    () => (funding === undefined ? [] : [decisionOn(funding, decided)]),
  );
}

function decisionOn({ id }: Funding, decided: Decided): FundingDecisionRecorded {
  const granted = grantedIn(decided);
  const { outcome, decidedOn } = decided;
  return {
    ...{ type: 'FundingDecisionRecorded', rules: ['FUP-4'], fundingId: id, outcome, decidedOn },
    ...(granted === undefined ? {} : { granted }),
  };
}

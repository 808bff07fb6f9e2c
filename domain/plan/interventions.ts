import type { CaseState } from '../case/state';
import { mustNotAwaitCrimeAnswer } from '../crime/questions';
import { isDefector, openCriteria } from '../criteria/questions';
import { mustHandleHere } from '../handling/questions';
import { isClosed, mustBeInvestigating, mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { endOfDay } from '../time/calendar';
import { hasMovedOn, holdsApplication, mustHoldApplication } from '../transfer/questions';
import { nextWhileRunning } from './occasions';
import { openOccasions, runningInterventions } from './questions';
import type {
  GrantedIntervention,
  InterventionGranted,
  InterventionsEnded,
  ParticipationEnded,
} from './state';

/** FUP-9: before the four criteria are met only acute or time-limited interventions. */
function criteriaMet(state: CaseState, kind: GrantedIntervention['kind']): Obstacle | undefined {
  if (kind !== 'regular' || isDefector(state)) return undefined;
  const open = openCriteria(state).join(', ');
  return obstacle(
    'FUP-9',
    `An intervention is granted when the four criteria are met; still open: ${open}. Before that only acute or time-limited ones.`,
    `En insats beviljas när de fyra kriterierna är uppfyllda; ännu öppna: ${open}. Dessförinnan endast akuta eller tidsbegränsade.`,
  );
}

/** FUP-2: what an intervention answers to stands in the plan. */
function answersToPlan(state: CaseState, needs: GrantedIntervention['needs'] = []): Obstacle | undefined {
  if (needs.every((need) => state.plan.needs.includes(need))) return undefined;
  return obstacle(
    'FUP-2',
    'The intervention answers to a need that is not in the plan. Set the plan first.',
    'Insatsen svarar mot ett behov som inte finns i arbetsplanen. Upprätta planen först.',
  );
}

/** FUP-7, FUP-9: a time-limited intervention has an end, and no intervention ends before it begins. */
function timeHolds({ kind, from, until }: GrantedIntervention): readonly (Obstacle | undefined)[] {
  return [
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
}

/** Grants an intervention: quick and time-limited ones also before the criteria are met (FUP-7, FUP-9). */
export function grantIntervention(state: CaseState, action: Action, context: Context): Decision {
  const fields = fieldsOf<GrantedIntervention>(action);
  const isRegular = fields.kind === 'regular';
  const checks = [
    mustBeOpen(state),
    mustBeInvestigating(state),
    mustHoldApplication(state, 'FUP-9'),
    criteriaMet(state, fields.kind),
    isRegular ? mustHandleHere(state, context) : undefined,
    isRegular ? mustNotAwaitCrimeAnswer(state) : undefined,
    answersToPlan(state, fields.needs),
    ...timeHolds(fields),
  ];
  return unless<InterventionGranted>(checks, () => [granted(state, fields, action, context)]);
}

function granted(
  state: CaseState,
  { kind, from, until, costSekPerDay, needs }: GrantedIntervention,
  action: Action,
  context: Context,
): InterventionGranted {
  const id = idOf(context, 'i');
  const isAwaited = openOccasions(state).some((occasion) => occasion.kind === 'running');
  const limited =
    until === undefined
      ? {}
      : {
          until,
          ends: deadline({
            ...{ rule: 'FUP-7', kind: 'interventionEnds', subject: id, legal: true },
            at: endOfDay(until, context.profile.calendar),
          }),
        };
  return {
    type: 'InterventionGranted',
    rules: kind === 'regular' ? ['FUP-9'] : ['FUP-7', 'FUP-9'],
    intervention: {
      ...{ id, kind, from, ...limited, notes: action.notes ?? [] },
      ...(costSekPerDay === undefined ? {} : { costSekPerDay }),
      ...(needs === undefined ? {} : { needs }),
    },
    ...(isAwaited ? {} : { followUp: nextWhileRunning(from, context) }),
  };
}

/**
 * Ends the person's part in one intervention or in all: voluntary, so it is possible whatever else stands in the file
 * (FUP-3). What becomes of the exit is another action.
 */
export function endParticipation(state: CaseState, action: Action, { now }: Context): Decision {
  const { intervention, at, saidBy } = fieldsOf<{
    intervention?: string;
    at: string;
    saidBy: ParticipationEnded['saidBy'];
  }>(action);
  const ending = runningInterventions(state).filter(
    ({ id }) => intervention === undefined || id === intervention,
  );
  return unless<ParticipationEnded>(
    [
      ending.length === 0
        ? obstacle('FUP-3', 'No such intervention is running.', 'Ingen sådan insats pågår.')
        : undefined,
      at > now
        ? obstacle(
            'FUP-3',
            'That cannot have been said later than now.',
            'Det kan inte ha sagts senare än nu.',
          )
        : undefined,
    ],
    () => [
      {
        type: 'ParticipationEnded',
        rules: ['FUP-3'],
        interventions: ending.map(({ id }) => id),
        ...{ saidBy, saidAt: at, notes: action.notes ?? [] },
      },
    ],
  );
}

/** The ends of interventions that were granted for a time. */
export function interventionDeadlines(state: CaseState): readonly Deadline[] {
  return runningInterventions(state).flatMap(({ ends }) => (ends === undefined ? [] : [ends]));
}

/** The time of an intervention is over (FUP-7). */
export function interventionDue(due: Deadline, context: Context): readonly EventBase[] {
  const over: InterventionsEnded = {
    ...{ type: 'InterventionsEnded', rules: ['FUP-7'], interventions: [due.subject], by: 'time' },
    notices: [
      { noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'interventionEnded', rule: 'FUP-7' },
    ],
  };
  return [over];
}

/** What runs rests on the application, and on an open file: it ends with them, unless the application only moved on. */
export function interventionsFollow(before: CaseState, after: CaseState): readonly InterventionsEnded[] {
  const running = runningInterventions(after).map(({ id }) => id);
  if (running.length === 0) return [];
  const isOver = holdsApplication(before) && !holdsApplication(after) && !hasMovedOn(after);
  if (!isOver && !isClosed(after)) return [];
  const by = isOver ? 'application' : 'closing';
  return [{ type: 'InterventionsEnded', rules: ['FUP-1', 'TRF-6'], interventions: running, by }];
}

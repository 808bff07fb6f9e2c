import type { CaseState } from '../case/state';
import { namedPoliceAt } from '../consent/questions';
import { isClosed, isOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { holdsApplication, isCompleted } from '../transfer/questions';
import { nextWhileRunning, plannedAfterClosing } from './occasions';
import { hasOpenFollowUp, openOccasions, runningInterventions } from './questions';
import type { FollowUp, FollowUpRecorded, FollowUpsPlanned, NeedFollowed, PoliceWord } from './state';

type Fields = Pick<FollowUp, 'needs' | 'motivation' | 'planFollowed' | 'police'>;

/** FUP-1: the handling unit follows up; after a completed and closed case the unit that handled it last. */
function mustFollowUpHere(state: CaseState): Obstacle | undefined {
  if ((isOpen(state) && holdsApplication(state)) || hasOpenFollowUp(state)) return undefined;
  return obstacle(
    'FUP-1',
    'The unit that handles the exit follows it up, and after a completed and closed case the one that handled it last; no follow-up is left to do here.',
    'Den enhet som handlägger avhoppet följer upp, och efter ett fullföljt och avslutat ärende den som handlade det sist; ingen uppföljning återstår här.',
  );
}

/** FUP-2: each need of the plan is followed up, once, and nothing else. */
function coversPlan({ plan }: CaseState, needs: readonly NeedFollowed[]): Obstacle | undefined {
  const followed = needs.map(({ need }) => need);
  const isWhole =
    new Set(followed).size === followed.length &&
    followed.length === plan.needs.length &&
    plan.needs.every((need) => followed.includes(need));
  if (isWhole) return undefined;
  const all = plan.needs.join(', ');
  return obstacle(
    'FUP-2',
    `A follow-up says of each need of the plan whether it is met: ${all}.`,
    `En uppföljning anger för varje behov i arbetsplanen om det är tillgodosett: ${all}.`,
  );
}

/** INT-5: the police say nothing of the person unless a consent let them be asked, then and there. */
function policeAsked(
  state: CaseState,
  word: PoliceWord | undefined,
  { now, profile }: Context,
): readonly (Obstacle | undefined)[] {
  if (word === undefined) return [];
  return [
    word.at > now
      ? obstacle(
          'FUP-1',
          'The police cannot have said that later than now.',
          'Polisen kan inte ha sagt det senare än nu.',
        )
      : undefined,
    namedPoliceAt(state, profile, word.at)
      ? undefined
      : obstacle(
          'INT-5',
          'No consent let the police be asked on that day: record the follow-up without their word, or ask the person first.',
          'Inget samtycke tillät att polisen tillfrågades den dagen: dokumentera uppföljningen utan deras uppgift, eller fråga personen först.',
        ),
  ];
}

/** What it settles: every follow-up whose day has come; else the next one. */
function settledBy(state: CaseState, { now }: Context): readonly string[] {
  const open = openOccasions(state);
  const come = open.filter(({ dueAt, reminded }) => reminded === true || dueAt <= now);
  return (come.length > 0 ? come : open.slice(0, 1)).map(({ id }) => id);
}

/** Records a follow-up, with or without the word of the police (FUP-1, FUP-2). */
export function recordFollowUp(state: CaseState, action: Action, context: Context): Decision {
  const { needs, motivation, planFollowed, police } = fieldsOf<Fields>(action);
  const checks = [mustFollowUpHere(state), coversPlan(state, needs), ...policeAsked(state, police, context)];
  return unless<FollowUpRecorded>(checks, () => [
    {
      type: 'FollowUpRecorded',
      rules: ['FUP-1', 'FUP-2'],
      followUp: {
        id: idOf(context, 'f'),
        ...{ needs, motivation, planFollowed, notes: action.notes ?? [] },
        ...(police === undefined ? {} : { police }),
      },
      settles: settledBy(state, context),
      ...(runningInterventions(state).length === 0 ? {} : { next: nextWhileRunning(undefined, context) }),
    },
  ]);
}

/** A completed case that is closed goes on being followed up (FUP-1). */
export function followUpsFollow(
  before: CaseState,
  after: CaseState,
  context: Context,
): readonly FollowUpsPlanned[] {
  return !isClosed(before) && isClosed(after) && isCompleted(after) ? [plannedAfterClosing(context)] : [];
}

import type { Context } from '../kernel/context';
import { fieldsOf, follows } from '../kernel/decision';
import type { ActionRule, LetterRule } from '../kernel/area';
import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import type { Reader, Role } from '../kernel/actor';
import type { Refusal } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { LetterHeader } from '../letters/letter';
import { deliveryEnded } from '../consent/disclose';
import { isOpened } from '../intake/questions';
import { mayOnlyName, partsOf } from './access';
import { actionTable, areaList, letterTable } from './areas';
import { deadlines } from './deadlines';
import type { DeadlinePassed } from './evolve';
import { evolveAll } from './evolve';
import type { CaseState } from './state';

const foreign: Decision = { ok: false, refusal: { kind: 'foreign', obstacles: [] } };

const notPermitted: Decision = {
  ok: false,
  refusal: {
    kind: 'notPermitted',
    obstacles: [
      obstacle(
        'ACC-2',
        'This step belongs to another part in the case than yours.',
        'Steget hör till en annan roll i ärendet än din.',
      ),
    ],
  },
};

/**
 * May this be done now, and what follows? Decided in the case's own state at the moment of the action (ACC-4).
 * The clock and the engine are never refused; a person's or a letter's refusal lists every rule in the way.
 */
export function decide(state: CaseState, action: Action, context: Context): Decision {
  const decision = decideOwn(state, action, context);
  return decision.ok ? follows(...withConsequences(state, decision.events, context)) : decision;
}

function decideOwn(state: CaseState, action: Action, context: Context): Decision {
  switch (context.actor.kind) {
    case 'clock':
      return clock(state, action, context);
    case 'engine':
      return action.name === 'deliveryEnded' ? deliveryEnded(state, action, context) : follows();
    case 'party':
      return byLetter(state, action, context);
    case 'person':
      return staff(state, action, context, context.actor);
  }
}

function staff(state: CaseState, action: Action, context: Context, reader: Reader): Decision {
  const rule = Object.hasOwn(actionTable, action.name) ? actionTable[action.name] : undefined;
  if (rule === undefined || reader.unit !== context.unit) return foreign;
  const parts = partsFor(rule, state, context, reader);
  if (parts.length === 0) return foreign;
  return rule.by.some((role) => parts.includes(role)) ? rule.decide(state, action, context) : notPermitted;
}

/** In what part somebody would do this: by role where it opens a case, and where it only names staff (ACC-2, ACC-3). */
function partsFor(
  rule: ActionRule<CaseState>,
  state: CaseState,
  { unit }: Context,
  reader: Reader,
): readonly Role[] {
  if (rule.opens !== undefined && !isOpened(state)) return reader.roles;
  if (rule.names === true && mayOnlyName(state, unit, reader)) return ['supervisor'];
  return partsOf(state, unit, reader);
}

/** The header is judged here too, so that no caller can let in what it refuses (CON-8). */
function byLetter(state: CaseState, action: Action, context: Context): Decision {
  const { letter } = action;
  if (letter?.kind !== action.name) return foreign;
  const refusal = acceptsLetter(state, letter, context);
  if (refusal !== undefined) return { ok: false, refusal };
  return letterTable[letter.kind]?.decide(state, action, context) ?? foreign;
}

/** Each deadline is consumed once, due or moot, also when late (ADR 0003). */
function clock(state: CaseState, action: Action, context: Context): Decision {
  const { deadlineId } = fieldsOf<{ deadlineId: string }>(action);
  const due = deadlines(state).find(({ id }) => id === deadlineId);
  const events = due === undefined ? [] : dueEvents(state, due, context);
  const passed: DeadlinePassed = {
    type: 'DeadlinePassed',
    rules: due === undefined ? [] : [due.rule],
    deadlineId,
    outcome: events.length === 0 ? 'moot' : 'due',
  };
  return follows<EventBase>(...events, passed);
}

function dueEvents(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const area = areaList.find(
    (candidate) => candidate.deadlines?.(state).some(({ id }) => id === due.id) === true,
  );
  return area?.due?.(state, due, context) ?? [];
}

/** What the areas make of a step that another one decided: the consent criterion, a stopped assessment. */
function withConsequences(
  before: CaseState,
  events: readonly EventBase[],
  context: Context,
): readonly EventBase[] {
  const meta = { at: context.now, actor: context.actor };
  let all = events;
  let after = evolveAll(before, events, meta);
  for (const area of areaList) {
    const more = area.follow?.(before, after, context) ?? [];
    all = [...all, ...more];
    after = evolveAll(after, more, meta);
  }
  return all;
}

/**
 * Whether a letter is let in at all, decided on its header before anything of it is read (CON-8).
 *
 * @returns the refusal, or nothing when it is accepted
 */
export function acceptsLetter(state: CaseState, header: LetterHeader, context: Context): Refusal | undefined {
  const rule = held<LetterRule<CaseState> | undefined>(letterTable, header.kind);
  if (rule === undefined || (!isOpened(state) && rule.opens !== true)) {
    return { kind: 'foreign', obstacles: [] };
  }
  const objection = rule.accepts(state, header, context);
  return objection === undefined ? undefined : { kind: 'refused', obstacles: [objection] };
}

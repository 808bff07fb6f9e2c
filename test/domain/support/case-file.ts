import { acceptsLetter, decide } from '../../../domain/case/decide';
import { deadlines } from '../../../domain/case/deadlines';
import { apply } from '../../../domain/case/evolve';
import type { Offer } from '../../../domain/case/offers';
import { offers } from '../../../domain/case/offers';
import type { CaseState } from '../../../domain/case/state';
import { nothing } from '../../../domain/case/nothing';
import { toStep } from '../../../domain/case/step';
import { view } from '../../../domain/case/view';
import type { Actor, Reader } from '../../../domain/kernel/actor';
import type { Context } from '../../../domain/kernel/context';
import type { Deadline } from '../../../domain/kernel/deadline';
import type { EventBase } from '../../../domain/kernel/event';
import type { Notice } from '../../../domain/kernel/notice';
import type { Refusal } from '../../../domain/kernel/refusal';
import type { Action, Step } from '../../../domain/kernel/step';
import type { Json } from '../../../domain/kernel/text';
import type { Letter, LetterKind, ReceivedLetter } from '../../../domain/letters/letter';
import type { Profile } from '../../../domain/profile/profile';
import { goteborg } from './profile';

/** What a table gives an action. */
export type Body = Readonly<Record<string, Json>>;

/** An outcome as tables write it down: the kind of refusal and its rules, in order. */
export interface Refused {
  readonly kind: Refusal['kind'];
  readonly rules: readonly string[];
}

/** What somebody asked of a file. */
export interface Asked {
  readonly commandId: string;
  readonly actor: Actor;
  readonly action: Action;
}

/** One unit's file with its journal, driven step by step. Nothing of it decides anything. */
export class CaseFile {
  state: CaseState = nothing;
  readonly steps: Step[] = [];
  /** What people and letters asked for, done or refused, in order: enough to play the file again elsewhere. */
  readonly inputs: Asked[] = [];
  now = '2026-03-02T09:00:00.000Z';
  profile: Profile = goteborg;
  readonly unit: string;
  readonly caseRef: string;
  private commands = 0;

  constructor(unit: string, caseRef = `c-${unit}`) {
    this.unit = unit;
    this.caseRef = caseRef;
  }

  /** Sets the clock on the wall; nothing falls due by it. */
  at(instant: string): this {
    this.now = instant;
    return this;
  }

  asking(): Omit<Context, 'actor' | 'commandId'> {
    return { now: this.now, profile: this.profile, unit: this.unit, caseRef: this.caseRef };
  }

  context(actor: Actor): Context {
    this.commands += 1;
    return { ...this.asking(), actor, commandId: `k${this.commands.toString()}` };
  }

  /** Does an action that nothing stands in the way of. */
  does(by: Reader, name: string, body: Body = {}, ...fields: readonly string[]): this {
    const refused = this.tries(by, name, body, ...fields);
    if (refused !== undefined) throw new Error(`${name} was refused: ${JSON.stringify(refused)}`);
    return this;
  }

  /** Does an action, or tells the refusal; a refusal must leave the state as it was. `fields` are the narratives. */
  tries(by: Reader, name: string, body: Body = {}, ...fields: readonly string[]): Refused | undefined {
    const action = {
      name,
      body,
      person: 'v-1',
      notes: fields.map((field) => ({ noteId: `o-${field}`, field })),
    };
    return this.take({ kind: 'person', ...by }, action);
  }

  /** A letter arrives: its header is judged first, and of a refused one nothing is read. */
  gets(letter: ReceivedLetter): Refused | undefined {
    const actor: Actor = { kind: 'party', party: letter.from };
    const { letterId, from, kind, reference } = letter;
    const refusal = acceptsLetter(this.state, { letterId, from, kind, reference }, this.context(actor));
    if (refusal !== undefined) return brief(refusal);
    return this.take(actor, { name: letter.kind, body: {}, letter });
  }

  /** The engine reports how a delivery ended. */
  delivered(
    letterId: string,
    outcome: 'sent' | 'stopped' | 'rejected',
    categories: readonly string[] = [],
  ): this {
    this.take({ kind: 'engine' }, { name: 'deliveryEnded', body: { letterId, outcome, categories } });
    return this;
  }

  /** The clock acts on one deadline, now. */
  ticks(deadlineId: string): Step {
    this.take({ kind: 'clock' }, { name: 'deadline', body: { deadlineId } });
    return this.last();
  }

  /** The clock acts on all that falls due until then, each at its own instant. Gives what it did. */
  until(instant: string): readonly Step[] {
    const done: Step[] = [];
    for (let due = this.due()[0]; due !== undefined && due.at <= instant; due = this.due()[0]) {
      this.now = due.at > this.now ? due.at : this.now;
      done.push(this.ticks(due.id));
    }
    this.now = instant;
    return done;
  }

  due(): readonly Deadline[] {
    return deadlines(this.state);
  }

  last(): Step {
    const step = this.steps.at(-1);
    if (step === undefined) throw new Error('There is no step yet');
    return step;
  }

  event<E extends EventBase>(type: E['type']): E {
    const found = this.steps
      .flatMap(({ events }) => events)
      .filter((event) => event.type === type)
      .at(-1);
    if (found === undefined) throw new Error(`No ${type} was written`);
    return found as E;
  }

  letters(kind?: LetterKind): readonly Letter[] {
    const all = this.steps.flatMap(({ events }) => events.flatMap(({ letters }) => letters ?? []));
    return kind === undefined ? all : all.filter((letter) => letter.kind === kind);
  }

  letter(kind: LetterKind): Letter {
    const found = this.letters(kind).at(-1);
    if (found === undefined) throw new Error(`No ${kind} was written`);
    return found;
  }

  view(by: Reader): Record<string, unknown> | undefined {
    return view(this.state, by, this.asking()) as Record<string, unknown> | undefined;
  }

  offers(by: Reader): readonly Offer[] {
    return offers(this.state, by, this.asking());
  }

  offer(by: Reader, action: string): { readonly possible: boolean; readonly rules: readonly string[] } {
    const found = this.offers(by).find((offer) => offer.action === action);
    if (found === undefined) throw new Error(`${action} is not offered`);
    return { possible: found.possible, rules: found.obstacles.map(({ rule }) => rule) };
  }

  private take(actor: Actor, action: Action): Refused | undefined {
    const context = this.context(actor);
    this.inputs.push({ commandId: context.commandId, actor, action });
    const before = JSON.stringify(this.state);
    const decision = decide(this.state, action, context);
    const step = toStep(this.state, { action, decision, seq: this.steps.length + 1 }, context);
    const after = apply(this.state, step);
    if (!decision.ok) {
      if (JSON.stringify(after) !== before || step.events.length > 0) {
        throw new Error(`${action.name} was refused and changed the file`);
      }
      return brief(decision.refusal);
    }
    this.state = after;
    this.steps.push(step);
    return undefined;
  }
}

function brief({ kind, obstacles }: Refusal): Refused {
  return { kind, rules: obstacles.map(({ rule }) => rule) };
}

/** What refuses, as tables write it. */
export function refused(...rules: readonly string[]): Refused {
  return { kind: 'refused', rules };
}

/** What is to be done after an event, by whom (NTF). */
export function told(step: Step): readonly string[] {
  return step.events.flatMap(({ notices }) => notices ?? []).map(toldOf);
}

function toldOf({ audience, matter }: Notice): string {
  return `${audience}:${matter}`;
}

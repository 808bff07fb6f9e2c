import { acceptsLetter, decide } from '../../../domain/case/decide';
import { apply } from '../../../domain/case/evolve';
import { offers } from '../../../domain/case/offers';
import { caseRow } from '../../../domain/case/row';
import { nothing } from '../../../domain/case/nothing';
import type { CaseState } from '../../../domain/case/state';
import { toStep } from '../../../domain/case/step';
import { view } from '../../../domain/case/view';
import type { Actor, PartyId, Reader, Role } from '../../../domain/kernel/actor';
import type { Context } from '../../../domain/kernel/context';
import type { Refusal } from '../../../domain/kernel/refusal';
import type { Action, Decision, Step } from '../../../domain/kernel/step';
import type { LetterHeader } from '../../../domain/letters/letter';
import type { Profile } from '../../../domain/profile/profile';
import type { Instant } from '../../../domain/time/instant';

/** One thing that reached a case: all that is needed to let it happen again, elsewhere and alone. */
export interface Input {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly at: Instant;
  readonly commandId: string;
  readonly actor: Actor;
  readonly action: Action;
  /** Set for a letter: it is let in or not by this alone (CON-8). */
  readonly header?: LetterHeader;
}

/** What became of an input: a step, or a refusal that left none. */
export type Outcome = { readonly step: Step } | { readonly refused: Refusal };

/** One turn of a case, with what its unit could see afterwards. */
export interface Turn {
  readonly input: Input;
  readonly outcome: Outcome;
  readonly seen?: string;
}

/** One unit's file as its journal tells it; nothing in it is shared with another. */
export interface CaseFile {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly turns: Turn[];
  readonly steps: Step[];
  readonly outcomes: Map<string, Outcome>;
  state: CaseState;
}

/** A case of which nothing has been heard. */
export function unopened(unit: PartyId, caseRef: string): CaseFile {
  return { unit, caseRef, turns: [], steps: [], outcomes: new Map(), state: nothing };
}

/** Staff of a unit; `who` is the name of the part, with a number where there are several. */
export function staffOf(unit: PartyId, who: string): Reader {
  const role = who.replace(/\d$/, '') as Role;
  return { person: `${unit}-${who}`, unit, roles: [role] };
}

/** How often what can be seen is noted: it takes longer than the turn. */
const SEEN_EVERY = 24;

/** Lets an input have its turn as the case workflow does: header first, then the content, then one step (ADR 0002). */
export function takeTurn(file: CaseFile, input: Input, profile: Profile): Outcome {
  const known = file.outcomes.get(input.commandId);
  if (known !== undefined) return known;
  const outcome = judged(file, input, profile);
  file.outcomes.set(input.commandId, outcome);
  if ('step' in outcome) {
    file.state = apply(file.state, outcome.step);
    file.steps.push(outcome.step);
  }
  const noted =
    file.turns.length % SEEN_EVERY === SEEN_EVERY - 1 ? { seen: seenBy(file, input.at, profile) } : {};
  file.turns.push({ input, outcome, ...noted });
  return outcome;
}

function judged({ state, steps }: CaseFile, input: Input, profile: Profile): Outcome {
  const { at: now, actor, unit, caseRef, commandId, header } = input;
  const context: Context = { now, actor, profile, unit, caseRef, commandId };
  const unread = header === undefined ? undefined : acceptsLetter(state, header, context);
  const action = unread === undefined ? input.action : { name: input.action.name, body: {} };
  const decision: Decision =
    unread === undefined ? decide(state, action, context) : { ok: false, refusal: unread };
  // A person is refused before anything is written; so is a letter where there is no case.
  if (!decision.ok && (actor.kind === 'person' || steps.length === 0)) return { refused: decision.refusal };
  return { step: toStep(state, { action, decision, seq: steps.length + 1 }, context) };
}

/** Everything that the unit's own people can see of the case, as text to compare (CON-6, WRK-1). */
export function seenBy({ state, unit, caseRef }: CaseFile, now: Instant, profile: Profile): string {
  const asking = { now, profile, unit, caseRef };
  const readers = ['supervisor', 'reception', 'caseworker1'].map((who) => staffOf(unit, who));
  return JSON.stringify({
    row: state.intake.status === 'none' ? null : caseRow(state),
    views: readers.map((reader) => view(state, reader, asking) ?? null),
  });
}

/** What the supervisor is offered, as text to compare (WRK-2). It takes a hundred times as long as a turn. */
export function offeredIn({ state, unit, caseRef }: CaseFile, now: Instant, profile: Profile): string {
  return JSON.stringify(offers(state, staffOf(unit, 'supervisor'), { now, profile, unit, caseRef }));
}

/** Whether the input had an effect: a step that was not refused. */
export function isDone(outcome: Outcome): outcome is { readonly step: Step } {
  return 'step' in outcome && outcome.step.refusal === undefined;
}

/** The same once more, as it is after a journey as JSON. */
export function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

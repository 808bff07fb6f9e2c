import type { Waiting } from '../domain/case/details';
import { nothing } from '../domain/case/nothing';
import type { CaseState } from '../domain/case/state';
import { apply } from '../domain/case/evolve';
import type { PartyId } from '../domain/kernel/actor';
import type { Refusal } from '../domain/kernel/refusal';
import type { Effect, Step } from '../domain/kernel/step';
import type { Shown } from '../domain/ports/case-record.port';
import type { Profile } from '../domain/profile/profile';
import type { Instant } from '../domain/time/instant';
import { waitingOf } from './rules';

/** What a command became, kept so that a repeated one gets the same answer. */
export interface Outcome {
  readonly seq: number;
  readonly at: Instant;
  readonly refusal?: Refusal;
}

/** The case as the journal has told it to this run. It moves only in `takeSteps` (ADR 0002). */
export interface CaseFile {
  readonly unit: PartyId;
  readonly caseRef: string;
  profile: Profile | undefined;
  /** What ids are made with; none in a run that older code began (ADR 0027). */
  idKey: string | undefined;
  state: CaseState;
  /** The last step's number; 0 while there is no case. */
  seq: number;
  /** The last step itself. */
  last: Step | undefined;
  /** The number of the last step that was no refusal. */
  changedSeq: number;
  nextDue: Instant | null;
  shown: Shown | undefined;
  /** What Temporal's UI says that the case waits for, and since when. */
  waiting: Waiting | undefined;
  readonly outcomes: Map<string, Outcome>;
  /** Letters that were posted and whose delivery has no end yet, with the consents that carry them. */
  readonly posted: Map<string, readonly string[]>;
}

/** The file before the journal has been read. */
export function emptyFile(unit: PartyId, caseRef: string): CaseFile {
  return {
    unit,
    caseRef,
    profile: undefined,
    idKey: undefined,
    state: nothing,
    seq: 0,
    last: undefined,
    changedSeq: 0,
    nextDue: null,
    shown: undefined,
    waiting: undefined,
    outcomes: new Map(),
    posted: new Map(),
  };
}

/** The command id under which the end of a letter's delivery is recorded. */
export function deliveryCommand(letterId: string): string {
  return `delivery:${letterId}`;
}

/** Moves the file by what the journal has; steps it knows already are skipped. */
export function takeSteps(file: CaseFile, steps: readonly Step[], shown?: Shown): void {
  for (const step of steps) {
    if (step.seq > file.seq) takeStep(file, step);
  }
  file.shown = shown ?? file.shown;
}

function takeStep(file: CaseFile, step: Step): void {
  file.state = apply(file.state, step);
  file.seq = step.seq;
  file.waiting = waitingOf(file, step.at) ?? file.waiting;
  file.last = step;
  if (step.refusal === undefined) file.changedSeq = step.seq;
  file.nextDue = step.nextDue;
  file.outcomes.set(step.commandId, {
    seq: step.seq,
    at: step.at,
    ...(step.refusal === undefined ? {} : { refusal: step.refusal }),
  });
  step.effects.forEach((effect) => {
    post(file, effect);
  });
  endOfDelivery(file, step.commandId);
}

function post(file: CaseFile, effect: Effect): void {
  if (effect.type === 'letter' && !file.outcomes.has(deliveryCommand(effect.letterId))) {
    file.posted.set(effect.letterId, effect.consents);
  }
}

function endOfDelivery(file: CaseFile, commandId: string): void {
  const prefix = deliveryCommand('');
  if (commandId.startsWith(prefix)) file.posted.delete(commandId.slice(prefix.length));
}

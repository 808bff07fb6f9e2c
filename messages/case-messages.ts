import { defineSearchAttributeKey } from '@temporalio/common';
import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { actionNames, updateName } from '../domain/case/actions';
import type { PartyId, Reader } from '../domain/kernel/actor';
import type { Refusal } from '../domain/kernel/refusal';
import type { Action, Step } from '../domain/kernel/step';
import type { LetterHeader, LetterKind } from '../domain/letters/letter';
import type { Shown } from '../domain/ports/case-record.port';
import type { DeliveryOutcome } from '../domain/ports/post.port';
import type { Instant } from '../domain/time/instant';

/** The workflow type of a case; its id is the case reference. */
export const caseWorkflowType = 'defectorCase';

/** The one task queue of a unit's namespace. */
export const caseTaskQueue = 'case';

/** The namespace that is a unit's island (ADR 0001). */
export function namespaceOf(prefix: string, unit: PartyId): string {
  return `${prefix}-${unit}`;
}

/** Messages that a run had accepted and not yet handled when it continued as new. */
export type CarriedMessage =
  | { readonly kind: 'letter'; readonly header: LetterHeader }
  | { readonly kind: 'deliveryEnded'; readonly letterId: string; readonly outcome: DeliveryOutcome };

/** What a run hands to the next; everything else is in the journal. */
export interface Carried {
  readonly queue: readonly CarriedMessage[];
  readonly shown?: Shown;
}

/** Starts a case's workflow, for a new case and for one that is in the journal already. */
export interface CaseInput {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly carried?: Carried;
  /** Continue as new from this many history events on, instead of when the server suggests it. */
  readonly continueAfter?: number;
}

/** What a member of staff wants done. The command id is the same for every try (ADR 0010). */
export interface CaseCommand {
  readonly commandId: string;
  readonly actor: Reader;
  readonly action: Action;
  /** The last step that changed the case as it was read: after another one the command is refused as `changed` (ADR 0010). */
  readonly expectedSeq?: number;
  /** The last step of the journal that its sender has seen: a run that knows fewer does not judge it at once. */
  readonly seenSeq?: number;
  /** The profile under which the API let it in: under another one the case decides in its turn and not at once (UPP-6). */
  readonly profileVersion?: string;
}

/** The step that a command became, and where the case stands. No narrative, nothing of the person. */
export interface CommandAnswer extends Shown {
  readonly caseRef: string;
  readonly seq: number;
  readonly at: Instant;
  /** As it stands in the journal; left out where another step has come after it. */
  readonly step?: Step;
}

/**
 * Types of the `ApplicationFailure` that a command ends with.
 *
 * - `refused`, `notPermitted`, `foreign`, `changed`: `details[0]` is the `Refusal`
 * - `unavailable`: nothing was done that is known of; the same command may be sent again, under a new update id
 * - `fault`: the rules could not be asked; the cause is in the worker's log
 */
export type CaseFailure = Refusal['kind'] | 'unavailable' | 'fault';

/** A command as a Temporal update. */
export type CaseUpdate = UpdateDefinition<CommandAnswer, [CaseCommand]>;

/** A letter's arrival as a Temporal signal: the header only (CON-8). */
export type LetterSignal = SignalDefinition<[LetterHeader]>;

/** One definition for each distinct update name; marked actions share one, so that names tell nothing (ADR 0005). */
export const caseUpdates: ReadonlyMap<string, CaseUpdate> = new Map(
  actionNames.map(updateName).map((name) => [name, defineUpdate<CommandAnswer, [CaseCommand]>(name)]),
);

/** The update by which an action of staff travels; undefined for a name that is no action. */
export function updateFor(action: string): CaseUpdate | undefined {
  return actionNames.includes(action) ? caseUpdates.get(updateName(action)) : undefined;
}

export const policeAssessment: LetterSignal = defineSignal<[LetterHeader]>('policeAssessment');
export const consentGiven: LetterSignal = defineSignal<[LetterHeader]>('consentGiven');
export const consentWithdrawn: LetterSignal = defineSignal<[LetterHeader]>('consentWithdrawn');
export const unitLetter: LetterSignal = defineSignal<[LetterHeader]>('unitLetter');

/** Every signal of a case. */
export const letterSignals: readonly LetterSignal[] = [
  policeAssessment,
  consentGiven,
  consentWithdrawn,
  unitLetter,
];

/**
 * The signal by which a letter is told to its recipient's case. Whatever the police answer goes as an assessment: a name of its own
 * would say that they were asked about a serious crime (ADR 0021).
 */
export function signalFor(kind: LetterKind): LetterSignal {
  if (kind === 'policeSeriousCrimeAnswer') return policeAssessment;
  return letterSignals.find((signal) => signal.name === kind) ?? unitLetter;
}

/** Search attributes: in the clear, so whom we wait for and never why (ADR 0005). */
export const slussStatus = defineSearchAttributeKey('SlussStatus', 'KEYWORD');
export const slussStep = defineSearchAttributeKey('SlussStep', 'KEYWORD');
export const slussNextDue = defineSearchAttributeKey('SlussNextDue', 'DATETIME');
export const slussOverdue = defineSearchAttributeKey('SlussOverdue', 'BOOL');

/** All of them: they must exist in a namespace before its first case. */
export const searchAttributes = [slussStatus, slussStep, slussNextDue, slussOverdue] as const;

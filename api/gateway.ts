import type { PartyId, Reader } from '../domain/kernel/actor';
import type { Refusal } from '../domain/kernel/refusal';
import type { Action, Step } from '../domain/kernel/step';

/** One command on its way to the workflow of a case. */
export interface CaseCommand {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly commandId: string;
  /** A failed update is remembered under its id, so each attempt has its own; the command id guards the effect. */
  readonly attempt: number;
  readonly reader: Reader;
  readonly action: Action;
  /** The last step that changed the case as its reader read it; another one since refuses the command (ADR 0010). */
  readonly expectedSeq?: number;
  /** The last step of the journal as it was judged here: a run that does not know it yet must not refuse at once. */
  readonly seenSeq: number;
  /** The profile under which it was let in (UPP-6). */
  readonly profileVersion: string;
}

/** How a command ended: in the journal (with its step, where the case told it), refused by the case, or not known now. */
export type CommandOutcome =
  | { readonly kind: 'done'; readonly step?: Step }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The update has ended without effect: the next try needs a new update id. */
  | { readonly kind: 'unavailable' }
  /** As `unavailable`, and no later try helps until somebody has looked: the rules could not be asked. */
  | { readonly kind: 'fault' }
  /** No answer in time: the same update may still take effect. */
  | { readonly kind: 'unanswered' };

/** The only way from HTTP to the workflows. */
export interface CaseGateway {
  readonly run: (command: CaseCommand) => Promise<CommandOutcome>;
}

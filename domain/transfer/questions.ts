import type { CaseState } from '../case/state';
import type { PartyId } from '../kernel/actor';
import { held } from '../kernel/held';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Instant } from '../time/instant';
import type { Application, OutgoingTransfer } from './state';

/** Whether this unit holds the exit application now: then it is the handling unit (TRF-6). */
export function holdsApplication(state: CaseState): boolean {
  return state.transfer.application?.standing === 'held';
}

/** How the application stands in this file; undefined where there is none. */
export function applicationStanding(state: CaseState): Application['standing'] | undefined {
  return state.transfer.application?.standing;
}

/** When the person applied, wherever that was. */
export function appliedAt(state: CaseState): Instant | undefined {
  return state.transfer.application?.appliedAt;
}

/** Whether the application moved on from here: another unit handles it (TRF-1). */
export function hasMovedOn(state: CaseState): boolean {
  return state.transfer.application?.standing === 'moved';
}

/** The unit that took the application over from here, and its case, where letters to it go (THR-9). */
export function takenOverBy(
  state: CaseState,
): { readonly to: PartyId; readonly toCase?: string; readonly opener: string } | undefined {
  const moved = Object.values(state.transfer.outgoing).find(({ standing }) => standing === 'received');
  if (moved === undefined) return undefined;
  const { to, toCase, offerLetter: opener } = moved;
  return { to, opener, ...(toCase === undefined ? {} : { toCase }) };
}

/** Whether the exit was completed by this unit (TRF-6). */
export function isCompleted(state: CaseState): boolean {
  return state.transfer.application?.standing === 'completed';
}

/** Objects unless this unit holds the application; the rule says why only the handling unit may do this. */
export function mustHoldApplication(state: CaseState, rule: RuleId): Obstacle | undefined {
  if (holdsApplication(state)) return undefined;
  return obstacle(
    rule,
    'Only the unit that holds the application and handles it does this.',
    'Det görs bara av den enhet som har ansökan och handlägger den.',
  );
}

/** Whether our receipt is confirmed and that unit's package is still on its way. */
export function awaitsPackageFrom({ transfer: { incoming } }: CaseState, from: PartyId): boolean {
  return incoming?.standing === 'confirmed' && incoming.from === from;
}

/** The transfer that waits for its receipt, if any. */
export function offeredTransfer(state: CaseState): OutgoingTransfer | undefined {
  return Object.values(state.transfer.outgoing).find(({ standing }) => standing === 'offered');
}

/** This file's end of a transfer: who is at the other one, and how a letter about it gets there. */
export interface TransferEnd {
  readonly transferId: string;
  readonly unit: PartyId;
  /** At the sender's end: the letter that opened the file at the other. */
  readonly opener?: string;
  /** At the receiver's end: the sender's case. */
  readonly toCase?: string;
  readonly isReceived: boolean;
}

/** The transfer that is under way here or was done last; what was declined or taken back is none. */
export function transferUnderWay({ transfer: { outgoing, incoming } }: CaseState): TransferEnd | undefined {
  const sent = Object.values(outgoing)
    .filter(({ standing }) => standing === 'offered' || standing === 'received')
    .at(-1);
  if (sent !== undefined) {
    const { id: transferId, to: unit, offerLetter: opener, standing } = sent;
    return { transferId, unit, opener, isReceived: standing === 'received' };
  }
  if (incoming === undefined || incoming.standing === 'declined' || incoming.standing === 'recalled')
    return undefined;
  const { id: transferId, from: unit, fromCase: toCase, standing } = incoming;
  return { transferId, unit, toCase, isReceived: standing === 'takenOver' };
}

/** Whether a transfer with that reference has that unit at its other end. */
export function isTransferWith(
  { transfer: { outgoing, incoming } }: CaseState,
  unit: PartyId,
  reference: string,
): boolean {
  return held(outgoing, reference)?.to === unit || (incoming?.id === reference && incoming.from === unit);
}

/** Objects while a transfer waits for its receipt: what happens to the application is settled first (TRF-6). */
export function mustNotBeOffered(state: CaseState): Obstacle | undefined {
  if (offeredTransfer(state) === undefined) return undefined;
  return obstacle(
    'TRF-6',
    'A transfer waits for its receipt; recall it first.',
    'En överflyttning väntar på mottagningsbekräftelse; återkalla den först.',
  );
}

/** Whether a transfer is offered to us and neither confirmed, declined nor recalled. */
export function awaitsOurReceipt({ transfer: { incoming } }: CaseState): boolean {
  return incoming?.standing === 'offered';
}

/** Whether a receipt, ours or theirs, is awaited (TRF-5). */
export function awaitsReceipt(state: CaseState): boolean {
  return awaitsOurReceipt(state) || offeredTransfer(state) !== undefined;
}

/** Whether a receipt, ours or theirs, is past its time (TRF-5). */
export function isReceiptOverdue(state: CaseState): boolean {
  const { incoming } = state.transfer;
  return offeredTransfer(state)?.overdue === true || (incoming?.standing === 'offered' && incoming.overdue);
}

import type { ConcernHandoverSet, ConcernWaits } from '../../../domain/concern/state';
import type { ConsentEnded, ConsentGiven } from '../../../domain/consent/state';
import type { CaseState } from '../../../domain/case/state';
import { deadline } from '../../../domain/kernel/deadline';
import type { EventBase } from '../../../domain/kernel/event';
import type { Action, Step } from '../../../domain/kernel/step';
import type { Json } from '../../../domain/kernel/text';
import type { CarryingConsent } from '../../../domain/letters/letter';
import type { ThreatAssessmentRequested } from '../../../domain/threat/state';
import type { ReceiptRecorded } from '../../../domain/transfer/state';
import type { Input } from './case-file';
import { isAnswered } from './memory';
import type { Memory, RememberedConsent } from './memory';
import { rememberPlacement } from './placements-kept';
import { rememberClocks } from './remember-clocks';
import { rememberPlan } from './remember-plan';
import { rememberNotTaken, rememberQuestions } from './remember-questions';

const settling: readonly string[] = [
  ...['ReceiptRecorded', 'ReceiptNotRecorded', 'TransferDeclined', 'TransferRecalled'],
  ...['ReceiptConfirmed', 'OfferDeclined', 'OfferRecalled'],
];

/** The application ended unfinished. */
const endings: readonly string[] = ['ApplicationWithdrawn', 'ApplicationRejected', 'ExitEnded'];

/** Remembers an input that was done, by what was said in it; events only tell the ids that the step gave. */
export function remember(memory: Memory, input: Input, step: Step): void {
  rememberWords(memory, input);
  for (const event of step.events) {
    rememberClocks(memory, event);
    rememberPlacement(memory, event);
    if (settling.includes(event.type))
      memory.settled.add((event as EventBase & { transferId: string }).transferId);
    if (event.type === 'ConsentGiven') rememberConsent(memory, input, event as ConsentGiven);
    rememberPlan(memory, event);
    rememberQuestions(memory, event);
    if (event.type === 'ThreatAssessmentRequested')
      rememberRequest(memory, event as ThreatAssessmentRequested);
    if (event.type === 'ConsentEnded') {
      const ended = (event as ConsentEnded).consentId;
      end(memory, ended);
      stopRequests(memory, ({ consentId }) => consentId === ended);
    }
    if (event.type === 'ReceiptRecorded') memory.movedTo = (event as ReceiptRecorded).to;
    if (goesNowhere(memory)) stopRequests(memory, () => true);
    if (endings.includes(event.type)) stopRequests(memory, () => true);
    rememberReports(memory, event);
    if (event.type === 'CaseClosed') memory.closed = true;
  }
}

/** A report that has gone needs no hand-over any more, and one that is confirmed no receipt (TRF-7). */
function rememberReports(memory: Memory, event: EventBase): void {
  const { reportId, letterId } = event as EventBase & { reportId?: string; letterId?: string };
  if (reportId === undefined) return;
  if (event.type === 'ConcernForwarded') {
    passedOn(memory, reportId);
    memory.reports.set(reportId, letterId ?? '');
  }
  if (['ConcernReceiptRecorded', 'ConcernDeclineRecorded', 'ConcernWaits'].includes(event.type))
    memory.settled.add(memory.reports.get(reportId) ?? '');
  if (event.type === 'ConcernDeclineRecorded') memory.settled.delete(reportId);
  if (event.type === 'ConcernWaits') waitsAgain(memory, event as ConcernWaits);
  if (event.type === 'ConcernHandoverSet') handoverSet(memory, event as ConcernHandoverSet);
}

/** One clock of the duty desk's hands the report over: the district that was set last gives the time (INT-9). */
function handoverSet({ expected, replaced }: Memory, { reportId, next }: ConcernHandoverSet): void {
  [...expected.values()]
    .filter(({ id, kind, subject }) => subject === reportId && kind === 'reportHandover' && id !== next.id)
    .forEach(({ id }) => replaced.add(id));
}

/** The report may come back; then the supervisor is told at once, by a new clock (RSP-15). */
function passedOn({ expected, settled, replaced }: Memory, reportId: string): void {
  settled.add(reportId);
  for (const { id, kind, subject } of expected.values())
    if (kind === 'careReportMissing' && subject === reportId) replaced.add(id);
}

/** What was declined or did not arrive waits here again, with new clocks in place of the old; the duty desk's hand-over stands (INT-9). */
function waitsAgain({ expected, settled, replaced }: Memory, { reportId, deadlines }: ConcernWaits): void {
  settled.delete(reportId);
  [...expected.values()]
    .filter(({ kind, subject }) => subject === reportId && kind !== 'reportHandover')
    .filter(({ id }) => !deadlines.some((clock) => clock.id === id))
    .forEach(({ id }) => replaced.add(id));
}

/** What the words of the input itself say. */
function rememberWords(memory: Memory, { action }: Input): void {
  words[action.name]?.(memory, action);
}

const words: Readonly<Record<string, (memory: Memory, action: Action) => void>> = {
  withdrawConsent: (memory, { body }) => {
    end(memory, textOf(body['consent']));
  },
  consentWithdrawn: (memory, { letter }) => {
    end(memory, letter?.reference ?? '');
  },
  policeAssessment: (memory, { letter }) => {
    if (letter === undefined) return;
    const { from, letterId, reference, facts } = letter;
    const { final, replaces } = facts;
    const correction = typeof replaces === 'string' ? { replaces } : {};
    const request = memory.requests.get(reference);
    if (request === undefined) return;
    request.results.push({ from, letterId, final: final === true, ...correction });
    request.heardAt = letter.receivedAt > request.heardAt ? letter.receivedAt : request.heardAt;
  },
  deliveryEnded: (memory, { body }) => {
    if (body['outcome'] !== 'sent') rememberNotTaken(memory, body['letterId']);
    for (const request of memory.requests.values()) {
      if (request.letterId === body['letterId'] && body['outcome'] === 'rejected') request.rejected = true;
    }
  },
  transferPackage: rememberCarriers,
  disclosure: rememberCarriers,
  adviceQuestion: rememberCarriers,
  classificationRequest: rememberCarriers,
  placementApplication: rememberCarriers,
  placementTakeover: rememberCarriers,
  confirmConcernReport: (memory) => {
    memory.settled.add(memory.reportLetter);
  },
  declineConcernReport: (memory) => {
    memory.settled.add(memory.reportLetter);
  },
  concernReport: (memory, { letter }) => {
    memory.reportLetter = letter?.letterId ?? '';
  },
  declineTransfer: close,
  transferRecall: close,
};

/** What carried a letter enters the ledger with it. */
function rememberCarriers(memory: Memory, { letter }: Action): void {
  letter?.enclosures.forEach(({ carrier }) => {
    if (carrier.kind === 'consent') rememberReceived(memory, carrier.consent);
  });
}

/** The text of a field; none where it holds something else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function close(memory: Memory): void {
  memory.closed = true;
}

function end(memory: Memory, consentId: string): void {
  const consent = memory.consents.get(consentId);
  if (consent === undefined) memory.endedAhead.add(consentId);
  else consent.ended = true;
}

function rememberReceived(memory: Memory, consent: CarryingConsent): void {
  const { consentId: id } = consent;
  const ended = memory.endedAhead.has(id) || memory.consents.get(id)?.ended === true;
  keep(memory, consent.consentId, { ...consent, own: false, ended });
}

function rememberConsent(memory: Memory, { action: { body } }: Input, { consentId }: ConsentGiven): void {
  keep(memory, consentId, { ...(body as unknown as RememberedConsent), own: true, ended: false });
}

function keep(memory: Memory, id: string, consent: RememberedConsent): void {
  const { own, purpose, recipients, categories, until, ended, givingUnit } = consent;
  const giver = givingUnit === undefined ? {} : { givingUnit };
  const scope = { own, purpose, recipients, categories, ended, ...giver };
  memory.consents.set(id, until === undefined ? scope : { ...scope, until });
  if (until !== undefined) expectEnd(memory, id, until);
}

/** The end that a consent was given with is an instant at which something has to happen (CON-2). */
function expectEnd(memory: Memory, subject: string, at: string): void {
  const end = deadline({ rule: 'CON-2', kind: 'consentEnds', subject, at, legal: true });
  memory.expected.set(end.id, end);
}

function rememberRequest(
  memory: Memory,
  { reference, consentId, letterId }: ThreatAssessmentRequested,
): void {
  const followsUp = memory.closed;
  const none = { results: [], rejected: false, stopped: false, over: false, heardAt: '' };
  memory.requests.set(reference, { consentId, letterId, ...none, followsUp });
}

/** THR-9: the application has moved, and no consent that stands lets a result follow it. */
function goesNowhere({ movedTo, consents }: Memory): boolean {
  if (movedTo === undefined) return false;
  const carrying = ['transfer', 'exitProcess', 'disclosure'];
  return ![...consents.values()].some(
    ({ own, ended, purpose, recipients, categories }) =>
      own &&
      !ended &&
      carrying.includes(purpose) &&
      recipients.includes(movedTo) &&
      categories.includes('threatAssessment'),
  );
}

function stopRequests({ requests }: Memory, rests: (request: { consentId: string }) => boolean): void {
  for (const request of requests.values()) {
    if (!rests(request)) continue;
    if (!isAnswered(request) && !request.over) request.stopped = true;
    request.over = true;
  }
}

/** Who confirmed, by name: the receiver's person (CON-11). */
export function rememberReceipt(memory: Memory, input: Input, before: CaseState): void {
  const id = before.transfer.incoming?.id;
  if (input.action.name === 'confirmReceipt' && input.actor.kind === 'person' && id !== undefined) {
    memory.confirmed.add(id);
  }
}

import type { Deadline } from '../../../domain/kernel/deadline';
import type { Instant } from '../../../domain/time/instant';
import { emptyPlan } from './remember-plan';
import type { PlanMemory } from './remember-plan';
import type { RememberedQuestion } from './remember-questions';

/** A consent as the test remembers it, from what was said and not from the file's state. */
export interface RememberedConsent {
  readonly own: boolean;
  /** Who gave it, where that was another unit. */
  readonly givingUnit?: string;
  readonly purpose: string;
  readonly recipients: readonly string[];
  readonly categories: readonly string[];
  readonly until?: Instant;
  ended: boolean;
}

/** A result of the police as it was recorded. */
interface RememberedResult {
  readonly from: string;
  readonly letterId: string;
  readonly final: boolean;
  readonly replaces?: string;
}

/** A request to the police. */
export interface RememberedRequest {
  readonly consentId: string;
  readonly letterId: string;
  readonly results: RememberedResult[];
  /** Its consent or the application ended before it was answered: nothing more is let in (CON-8). */
  stopped: boolean;
  /** What it rested on is gone: nothing that still comes makes it awaited again (PIN-5). */
  over: boolean;
  /** When a result last came: reminders from before that are moot (THR-3). */
  heardAt: Instant;
  /** Made in a closed file, to follow it up (THR-7). */
  readonly followsUp: boolean;
  /** The police would not take it: they will never answer. */
  rejected: boolean;
}

/** What the test knows of one file by its own means: from inputs that were done and the facts in their events. */
export interface Memory {
  readonly consents: Map<string, RememberedConsent>;
  /** Withdrawals told before the consent itself came. */
  readonly endedAhead: Set<string>;
  readonly requests: Map<string, RememberedRequest>;
  readonly questions: Map<string, RememberedQuestion>;
  /** Transfers that this file has settled, or answered. */
  readonly settled: Set<string>;
  /** Every instant at which something has to happen, as the step that fixed it told. */
  readonly expected: Map<string, Deadline>;
  readonly passed: Set<string>;
  /** Deadlines that another one has taken the place of. */
  readonly replaced: Set<string>;
  readonly confirmed: Set<string>;
  /** The letters by which reports were passed on. */
  readonly reports: Map<string, string>;
  /** The letter that brought a report here. */
  reportLetter: string;
  /** What has clocks because of a placement, by the placement. */
  readonly placements: Map<string, Set<string>>;
  /** Placements that have lapsed: each once (PLC-6). */
  readonly lapsed: Set<string>;
  closed: boolean;
  /** The unit to which the application moved. */
  movedTo?: string;
  readonly plan: PlanMemory;
}

/** Nothing yet. */
export function emptyMemory(): Memory {
  return {
    consents: new Map(),
    endedAhead: new Set(),
    requests: new Map(),
    questions: new Map(),
    settled: new Set(),
    expected: new Map(),
    passed: new Set(),
    replaced: new Set(),
    confirmed: new Set(),
    reports: new Map(),
    reportLetter: '',
    placements: new Map(),
    lapsed: new Set(),
    closed: false,
    plan: emptyPlan(),
  };
}

/** Whether a consent stood at that instant. */
export function stood(consent: RememberedConsent | undefined, now: Instant): boolean {
  return consent !== undefined && !consent.ended && (consent.until === undefined || now <= consent.until);
}

/** Whether a final result has come that no correction has replaced. */
export function isAnswered({ results }: RememberedRequest): boolean {
  const replaced = new Set(results.map(({ from, replaces }) => `${from}/${replaces ?? ''}`));
  const left = results.filter(({ from, letterId }) => !replaced.has(`${from}/${letterId}`));
  return (left.length === 0 ? results : left).some(({ final }) => final);
}

/** Whether the matter of a deadline is settled by then: nobody is reminded of it any more (NTF-3). */
export function isSettled(memory: Memory, subject: string, now: Instant): boolean {
  const request = memory.requests.get(subject);
  if (request !== undefined) {
    return (
      isAnswered(request) ||
      request.stopped ||
      request.over ||
      request.rejected ||
      !stood(memory.consents.get(request.consentId), now)
    );
  }
  const question = memory.questions.get(subject);
  if (question !== undefined) return isQuestionSettled(memory, question, now);
  const consent = memory.consents.get(subject);
  return consent === undefined ? memory.settled.has(subject) : consent.ended;
}

/** A question ends with its answer, with the consent that carried it, and with the file. */
function isQuestionSettled(
  { closed, consents }: Memory,
  { over, consentId }: RememberedQuestion,
  now: Instant,
): boolean {
  return closed || over || (consentId !== undefined && !stood(consents.get(consentId), now));
}

/** Whether a deadline is moot though its matter is not settled: replaced, or a reminder from before the police were last heard. */
export function isMoot(memory: Memory, { id, at, subject }: Deadline): boolean {
  const heardAt = memory.requests.get(subject)?.heardAt ?? '';
  return memory.replaced.has(id) || (id.includes('/assessmentReminder/') && at <= heardAt);
}

/** Whether a request has an end: a final result that stands, or it was stopped. */
export function isAnsweredOrStopped(
  memory: Memory,
  reference: string,
  stopped: boolean,
  now: Instant,
): boolean {
  return stopped || isSettled(memory, reference, now);
}

import { log } from '@temporalio/workflow';
import { nextDeadline } from '../domain/case/deadlines';
import { acceptsLetter, decide } from '../domain/case/decide';
import { currentDetails, timerSummary, waitingAfter } from '../domain/case/details';
import type { Waiting } from '../domain/case/details';
import { apply } from '../domain/case/evolve';
import { caseRow, ledgerRows } from '../domain/case/row';
import { recordSummary } from '../domain/case/record-summary';
import { toStep } from '../domain/case/step';
import type { Actor } from '../domain/kernel/actor';
import type { Context } from '../domain/kernel/context';
import type { Refusal } from '../domain/kernel/refusal';
import type { Action, Decision, Step } from '../domain/kernel/step';
import type { LetterHeader } from '../domain/letters/letter';
import type { RecordInput } from '../domain/ports/case-record.port';
import type { InboxOutcome } from '../domain/ports/journal.port';
import { profileVersion } from '../domain/profile/lookup';
import type { Profile } from '../domain/profile/profile';
import { toInstant } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import type { CaseFile } from './case-file';

// The only place where the rules are asked. An exception in them becomes an outcome: the append that follows must be
// scheduled whatever today's rules say, or a history would no longer replay (ADR 0002).

/** Something that is to become a step. */
export interface Attempt {
  readonly commandId: string;
  readonly actor: Actor;
  readonly action: Action;
  /** Refused before the rules are asked: a letter whose header was not accepted. */
  readonly refusal?: Refusal;
  /** Refused when another step has changed the case since. */
  readonly expectedSeq?: number;
  /** The profile under which it was asked for. */
  readonly profileVersion?: string;
  /** The inbox letter that the step answers. */
  readonly inbox?: Pick<InboxOutcome, 'from' | 'letterId'>;
}

/** A refusal without obstacles: the rules could not be asked. */
const fault: Refusal = { kind: 'refused', obstacles: [] };

/** Whether the refusal stands for rules that could not be asked. */
export function isFault(refusal: Refusal): boolean {
  return refusal.obstacles.length === 0 && refusal.kind === 'refused';
}

/**
 * What stands in the way of an attempt now; nothing before the file is read. Who asks under another profile than this run knows is
 * answered in turn, when the profile in force is known (UPP-6).
 */
export function whyNot(file: CaseFile, attempt: Attempt): Refusal | undefined {
  const { profile } = file;
  const { profileVersion: askedUnder } = attempt;
  if (profile === undefined) return undefined;
  if (askedUnder !== undefined && askedUnder !== profileVersion(profile)) return undefined;
  const decision = decided(file, attempt, contextOf(file, profile, attempt));
  return decision.ok ? undefined : decision.refusal;
}

/** Whether a letter is accepted at all, by its header (CON-8). */
export function whyNotLetter(
  file: CaseFile,
  profile: Profile,
  header: LetterHeader,
  attempt: Attempt,
): Refusal | undefined {
  const context = contextOf(file, profile, attempt);
  const asked = ask(file, () => ({ refusal: acceptsLetter(file.state, header, context) }));
  return (asked ?? { refusal: fault }).refusal;
}

/** The step that the attempt makes now, with the rows that go with it. */
export function planned(file: CaseFile, profile: Profile, attempt: Attempt): RecordInput {
  const context = contextOf(file, profile, attempt);
  const decision = decided(file, attempt, context);
  if (!decision.ok && file.seq === 0) return unopened(file, attempt, decision.refusal);
  return (
    ask(file, () => stepInput(file, attempt, decision, context)) ??
    stepInput(file, attempt, { ok: false, refusal: fault }, context)
  );
}

/** The id of the deadline that the clock acts on; empty when the rules know of none any more. */
export function dueDeadlineId(file: CaseFile): string {
  return ask(file, () => nextDeadline(file.state)?.id) ?? '';
}

/** What the timer to the next due instant waits for (ADR 0028). */
export function timerWords(file: CaseFile): string {
  const { state } = file;
  const words = ask(file, () => {
    const due = nextDeadline(state);
    return due === undefined ? undefined : timerSummary(due, zoneOf(file));
  });
  return words ?? 'Until something falls due';
}

/** What a local activity writes down (ADR 0028). */
export function recordWords(file: CaseFile, input: RecordInput): string {
  return ask(file, () => recordSummary(input)) ?? 'Records a step';
}

/** What the case waits for after a step at that instant, and since when. */
export function waitingOf(file: CaseFile, at: Instant): Waiting | undefined {
  return ask(file, () => waitingAfter(file.waiting, file.state, at));
}

/** What Temporal's UI shows of the case (ADR 0028). */
export function detailsOf(file: CaseFile): string {
  const { state, shown, waiting } = file;
  if (waiting === undefined) return '';
  const overdue = shown?.overdue === true;
  return ask(file, () => currentDetails(state, waiting, { zone: zoneOf(file), overdue })) ?? '';
}

function zoneOf({ profile }: CaseFile): string {
  return profile?.calendar.zone ?? 'UTC';
}

function contextOf(file: CaseFile, profile: Profile, attempt: Attempt): Context {
  const { unit, caseRef, idKey } = file;
  const { actor, commandId } = attempt;
  const own = idKey === undefined ? {} : { idKey };
  return { now: toInstant(Date.now()), actor, profile, unit, caseRef, commandId, ...own };
}

function decided(file: CaseFile, attempt: Attempt, context: Context): Decision {
  const { refusal, expectedSeq = file.changedSeq } = attempt;
  if (refusal !== undefined) return { ok: false, refusal };
  if (expectedSeq !== file.changedSeq) return { ok: false, refusal: { kind: 'changed', obstacles: [] } };
  return ask(file, () => decide(file.state, attempt.action, context)) ?? { ok: false, refusal: fault };
}

function stepInput(file: CaseFile, attempt: Attempt, decision: Decision, context: Context): RecordInput {
  const step = toStep(file.state, { action: attempt.action, decision, seq: file.seq + 1 }, context);
  const after = apply(file.state, step);
  return {
    kind: 'step',
    append: {
      unit: file.unit,
      caseRef: file.caseRef,
      step,
      row: caseRow(after),
      ledger: ledgerRows(after),
      ...inboxOf(attempt, step),
    },
  };
}

function unopened(file: CaseFile, attempt: Attempt, refusal: Refusal): RecordInput {
  const { unit, caseRef } = file;
  const { inbox } = attempt;
  return {
    kind: 'unopened',
    unit,
    caseRef,
    refusal,
    ...(inbox === undefined ? {} : { inbox: { ...inbox, outcome: 'refused' } }),
  };
}

function inboxOf({ inbox, action }: Attempt, step: Step): { inbox?: InboxOutcome } {
  if (inbox === undefined) return {};
  if (step.refusal !== undefined) return { inbox: { ...inbox, outcome: 'refused' } };
  const late = step.events.some((event) => 'late' in event && event.late === true);
  // Only what the police assessed corrects another (THR-5, THR-8); what other letters write under that name means nothing.
  const { letter } = action;
  const isOfPolice = letter?.kind === 'policeAssessment' || letter?.kind === 'policeSeriousCrimeAnswer';
  const replaces = isOfPolice ? letter.facts['replaces'] : undefined;
  return {
    inbox: {
      ...inbox,
      outcome: late ? 'late' : 'recorded',
      ...(typeof replaces === 'string' ? { replaces } : {}),
    },
  };
}

/** Asks the rules; an exception gives nothing, and a log line without its message, which could hold content. */
function ask<T>(file: CaseFile, question: () => T): T | undefined {
  try {
    return question();
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? '').split('\n    at ').slice(1).join(' < ') : '';
    log.error('the rules could not be asked', { caseRef: file.caseRef, stack });
    return undefined;
  }
}

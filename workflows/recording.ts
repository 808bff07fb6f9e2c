import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { Refusal } from '../domain/kernel/refusal';
import type { RecordInput, Shown } from '../domain/ports/case-record.port';
import type { Profile } from '../domain/profile/profile';
import { profileVersion } from '../domain/profile/lookup';
import { sharedProfile } from '../domain/profile/shared';
import { slussNextDue, slussOverdue, slussStatus, slussStep } from '../messages/case-messages';
import { takeSteps } from './case-file';
import type { Outcome } from './case-file';
import { SHORTEST_PAUSE_MS } from './case-run';
import type { CaseRun } from './case-run';
import { beginDeliveries } from './deliveries';
import { journal } from './journal';
import { detailsOf, planned, recordWords } from './rules';
import type { Attempt } from './rules';
import { armTimer } from './timer';

/** What an attempt came to: a step, or nothing where there is no case and none was opened. */
export type Result = Outcome | { readonly unopened: Refusal };

/**
 * Makes one step of an attempt, or finds that it is one already. When the journal had other steps than the own one,
 * the attempt is prepared and decided again on what they changed (ADR 0002).
 */
export async function record(
  run: CaseRun,
  commandId: string,
  prepare: (profile: Profile) => Attempt | Promise<Attempt>,
): Promise<Result> {
  for (;;) {
    const known = run.file.outcomes.get(commandId);
    if (known !== undefined) return known;
    const profile = await profileOf(run);
    const refusal = await append(run, planned(run.file, profile, await prepare(profile)));
    if (refusal !== undefined) return { unopened: refusal };
  }
}

/** One try to append; the file moves by what the journal answers. Gives the refusal where no case was opened. */
export async function append(run: CaseRun, input: RecordInput): Promise<Refusal | undefined> {
  const recorded = await journal.append(input, recordWords(run.file, input));
  run.pauseMs = SHORTEST_PAUSE_MS;
  if ('unopened' in recorded) return recorded.unopened;
  if ('otherProfile' in recorded) {
    run.file.profile = undefined;
    return undefined;
  }
  takeSteps(run.file, recorded.steps, recorded.shown);
  follow(run);
  const { profile } = run.file;
  if (profile !== undefined && profileVersion(profile) !== recorded.profileVersion)
    run.file.profile = undefined;
  return undefined;
}

/** Reads what the journal has beyond what this run knows. */
export async function readJournal(run: CaseRun): Promise<void> {
  const { file } = run;
  for (let more = true; more;) {
    const page = await journal.load({ unit: file.unit, caseRef: file.caseRef, fromSeq: file.seq + 1 });
    takeSteps(file, page.steps, page.shown);
    file.idKey = page.idKey ?? file.idKey;
    more = page.more;
  }
  await profileOf(run);
  follow(run);
}

/** The profile, fetched again after the worker was found to have another. */
export async function profileOf(run: CaseRun): Promise<Profile> {
  const profile = run.file.profile ?? sharedProfile(await journal.profile());
  run.file.profile = profile;
  return profile;
}

/** What a move of the file has for consequences in Temporal. */
function follow(run: CaseRun): void {
  armTimer(run);
  beginDeliveries(run);
  showAttributes(run);
  setCurrentDetails(detailsOf(run.file));
}

function showAttributes(run: CaseRun): void {
  const { shown } = run.file;
  if (shown === undefined || isSame(shown, run.attributes)) return;
  run.attributes = shown;
  upsertSearchAttributes([
    { key: slussStatus, value: shown.status },
    { key: slussStep, value: shown.awaits },
    { key: slussNextDue, value: shown.nextDue === null ? null : new Date(shown.nextDue) },
    { key: slussOverdue, value: shown.overdue },
  ]);
}

function isSame(one: Shown, other: Shown | undefined): boolean {
  return (
    one.status === other?.status &&
    one.awaits === other.awaits &&
    one.nextDue === other.nextDue &&
    one.overdue === other.overdue
  );
}

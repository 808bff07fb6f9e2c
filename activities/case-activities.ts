import type { PartyId } from '../domain/kernel/actor';
import { obstacle } from '../domain/kernel/refusal';
import type { Refusal } from '../domain/kernel/refusal';
import type { Step } from '../domain/kernel/step';
import type {
  CaseRecord,
  Loaded,
  LoadInput,
  OpenInput,
  OpenedLetter,
  Recorded,
  RecordInput,
  Shown,
} from '../domain/ports/case-record.port';
import type { AppendInput, InboxOutcome, Journal } from '../domain/ports/journal.port';
import type { LetterHeader, ReceivedLetter } from '../domain/letters/letter';
import { profileVersion } from '../domain/profile/lookup';
import type { Profile } from '../domain/profile/profile';
import { guarded } from './failures';
import type { FailureLog } from './failures';

/** The journal, read in pages. */
export interface CaseJournal extends Journal {
  /** At most `limit` steps from `fromSeq` on, in order. */
  readonly page: (unit: PartyId, caseRef: string, fromSeq: number, limit: number) => Promise<readonly Step[]>;
}

/** What the record of a case is made of. */
export interface CaseActivitiesOptions {
  readonly journal: CaseJournal;
  readonly profile: Profile;
  /** Where a case stands now; undefined for one that does not exist. */
  readonly shown: (unit: PartyId, caseRef: string) => Promise<Shown | undefined>;
  /** What the ids of the case are made with: always the same, and known to this unit's own processes only (ADR 0027). */
  readonly idKey: (unit: PartyId, caseRef: string) => Promise<string>;
  /** Reads an accepted letter; undefined when the inbox has it no more. */
  readonly open: (
    unit: PartyId,
    caseRef: string,
    header: LetterHeader,
  ) => Promise<ReceivedLetter | undefined>;
  /** Refuses an inbox letter for which there is no case, and destroys its key (PIN-4). */
  readonly refuseLetter: (unit: PartyId, inbox: InboxOutcome) => Promise<void>;
  readonly log: FailureLog;
}

/** The inbox has no such letter any more; where it led to a step, append finds that. */
const gone: Refusal = {
  kind: 'refused',
  obstacles: [obstacle('PIN-2', 'The letter is not in the inbox.', 'Brevet finns inte i inkorgen.')],
};

/** Steps travel in pages, since a payload has a limit of 2 MiB. */
const PAGE_STEPS = 200;
const PAGE_CHARS = 700_000;

/** The journal as the case workflow meets it, by local activities. */
export function createCaseActivities(options: CaseActivitiesOptions): CaseRecord {
  const { log, profile } = options;
  return {
    load: (input) => guarded(log, 'load', () => load(options, input)),
    profile: () => Promise.resolve(profile),
    append: (input) => guarded(log, 'append', () => append(options, input)),
    openLetter: (input) => guarded(log, 'openLetter', () => openLetter(options, input)),
  };
}

async function load({ journal, shown, idKey }: CaseActivitiesOptions, input: LoadInput): Promise<Loaded> {
  const { unit, caseRef, fromSeq } = input;
  const found = await journal.page(unit, caseRef, fromSeq, PAGE_STEPS + 1);
  const steps = firstPage(found);
  if (steps.length < found.length) return { steps, more: true };
  const now = await shown(unit, caseRef);
  const known = now === undefined ? {} : { shown: now };
  return { steps, more: false, ...known, idKey: await idKey(unit, caseRef) };
}

function firstPage(steps: readonly Step[]): readonly Step[] {
  let chars = 0;
  const end = steps.findIndex((step, index) => {
    chars += JSON.stringify(step).length;
    return index >= PAGE_STEPS || (index > 0 && chars > PAGE_CHARS);
  });
  return end === -1 ? steps : steps.slice(0, end);
}

async function append(options: CaseActivitiesOptions, input: RecordInput): Promise<Recorded> {
  return input.kind === 'step' ? appendStep(options, input.append) : leaveUnopened(options, input);
}

async function appendStep(
  { journal, shown, profile }: CaseActivitiesOptions,
  input: AppendInput,
): Promise<Recorded> {
  const { unit, caseRef, step, row } = input;
  // A profile recorded in a long history is not the one in force: what was decided under it is not written (UPP-6).
  if (step.profileVersion !== profileVersion(profile)) return { otherProfile: true };
  const { steps } = await journal.append(input);
  const isOwnOnly = steps.length === 1 && steps[0]?.commandId === step.commandId;
  const own = { status: row.status, awaits: row.awaits, nextDue: row.nextDue, overdue: row.overdue };
  const now = isOwnOnly ? own : ((await shown(unit, caseRef)) ?? own);
  return { steps, shown: now, profileVersion: profileVersion(profile) };
}

/** Nothing is written where nothing was opened; unless a worker that died had opened the case before. */
async function leaveUnopened(
  { journal, shown, profile, refuseLetter }: CaseActivitiesOptions,
  { unit, caseRef, refusal, inbox }: Extract<RecordInput, { kind: 'unopened' }>,
): Promise<Recorded> {
  const now = await shown(unit, caseRef);
  if (now !== undefined) {
    const steps = await journal.load(unit, caseRef, 1);
    return { steps, shown: now, profileVersion: profileVersion(profile) };
  }
  if (inbox !== undefined) await refuseLetter(unit, inbox);
  return { unopened: refusal };
}

async function openLetter({ open }: CaseActivitiesOptions, input: OpenInput): Promise<OpenedLetter> {
  if (input.refusal !== undefined) return { refusal: input.refusal };
  const letter = await open(input.unit, input.caseRef, input.header);
  return letter === undefined ? { refusal: gone } : { letter };
}

import type { PartyId } from '../domain/kernel/actor';
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
import type { Post } from '../domain/ports/post.port';
import { profileVersion } from '../domain/profile/lookup';
import type { Profile } from '../domain/profile/profile';
import { guarded } from './failures';
import type { FailureLog } from './failures';

/** What the record of a case is made of. */
export interface CaseActivitiesOptions {
  readonly journal: Journal;
  readonly profile: Profile;
  /** Where a case stands after these steps; undefined for none. */
  readonly shownAfter: (steps: readonly Step[]) => Shown | undefined;
  readonly open: Post['open'];
  /** Refuses an inbox letter for which there is no case, and destroys its key (PIN-4). */
  readonly refuseLetter: (unit: PartyId, inbox: InboxOutcome) => Promise<void>;
  readonly log: FailureLog;
}

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

async function load({ journal, shownAfter }: CaseActivitiesOptions, input: LoadInput): Promise<Loaded> {
  const all = await journal.load(input.unit, input.caseRef, 1);
  const wanted = all.filter((step) => step.seq >= input.fromSeq);
  const steps = firstPage(wanted);
  if (steps.length < wanted.length) return { steps, more: true };
  const shown = shownAfter(all);
  return { steps, more: false, ...(shown === undefined ? {} : { shown }) };
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

async function appendStep(options: CaseActivitiesOptions, input: AppendInput): Promise<Recorded> {
  const { steps } = await options.journal.append(input);
  const isOwnOnly = steps.length === 1 && steps[0]?.commandId === input.step.commandId;
  const { status, awaits, nextDue, overdue } = input.row;
  const shown = { status, awaits, nextDue, overdue };
  return {
    steps,
    shown: isOwnOnly ? shown : ((await shownNow(options, input)) ?? shown),
    profileVersion: profileVersion(options.profile),
  };
}

/** Nothing is written where nothing was opened; unless a worker that died had opened the case before. */
async function leaveUnopened(
  options: CaseActivitiesOptions,
  input: Extract<RecordInput, { kind: 'unopened' }>,
): Promise<Recorded> {
  const steps = await options.journal.load(input.unit, input.caseRef, 1);
  const shown = options.shownAfter(steps);
  if (shown !== undefined) return { steps, shown, profileVersion: profileVersion(options.profile) };
  if (input.inbox !== undefined) await options.refuseLetter(input.unit, input.inbox);
  return { unopened: input.refusal };
}

async function shownNow(
  options: CaseActivitiesOptions,
  { unit, caseRef }: AppendInput,
): Promise<Shown | undefined> {
  return options.shownAfter(await options.journal.load(unit, caseRef, 1));
}

async function openLetter(options: CaseActivitiesOptions, input: OpenInput): Promise<OpenedLetter> {
  if (input.refusal !== undefined) return { refusal: input.refusal };
  return { letter: await options.open(input.unit, input.caseRef, input.header) };
}

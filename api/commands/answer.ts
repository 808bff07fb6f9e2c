import type { TimelineEntry } from '../../domain/case/timeline';
import { timeline } from '../../domain/case/timeline';
import type { Step } from '../../domain/kernel/step';
import type { Language } from '../../domain/kernel/text';
import { etagOf } from '../case-file';
import type { Deps } from '../deps';
import type { Answer } from '../operations/operation';

/** Where a case is read. */
export function caseLink(caseRef: string): string {
  return `/v1/cases/${caseRef}`;
}

/** Entries of the timeline in the reader's language (WRK-3). */
export function inWords(entries: readonly TimelineEntry[], language: Language): readonly object[] {
  return entries.map(({ by, what, ...entry }) => ({ ...entry, by: by[language], what: what[language] }));
}

/** What a change answers: what its step did, and where the case is read. */
export function changeAnswer(
  deps: Deps,
  caseRef: string,
  step: Step,
  language: Language,
): Required<Pick<Answer, 'body' | 'headers'>> {
  return {
    body: {
      case: caseRef,
      happened: inWords(timeline([step], deps.profile), language),
      links: { case: caseLink(caseRef) },
    },
    headers: { ETag: etagOf(deps, caseRef, [step]) },
  };
}

import type { SeriousCrimeQuestioned } from '../../../domain/crime/state';
import type { ReceivedLetter } from '../../../domain/letters/letter';
import type { CaseFile } from './case-file';
import { byHand } from './letters';
import { anna } from './people';

/** The reference of the question that went last. */
export const questionOf = (file: CaseFile): string =>
  file.event<SeriousCrimeQuestioned>('SeriousCrimeQuestioned').reference;

/** What LAS answers to it. */
export function crimeAnswer(
  file: CaseFile,
  answer: string,
  of: Partial<ReceivedLetter> = {},
): ReceivedLetter {
  return byHand('policeSeriousCrimeAnswer', {
    ...{ from: 'las', letterId: 'q1', reference: questionOf(file) },
    notes: [{ noteId: 'o-grounds', field: 'grounds' }],
    ...of,
    facts: { answer, assessedAt: '2026-03-02T09:30:00.000Z', ...of.facts },
  });
}

/** The latest suspicion as Anna sees it. */
export const suspicionOf = (file: CaseFile): unknown =>
  (file.view(anna)?.['seriousCrime'] as readonly unknown[]).at(-1);

import type { CaseState } from '../case/state';
import type { LetterRule } from '../kernel/area';
import { follows, refuses } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import { textIn } from '../letters/facts';
import type { LetterHeader } from '../letters/letter';
import type { ConcernReceiptRecorded, Report } from './state';

/** The report that was passed on to the letter's sender, and went to no other since. */
export function sentTo(
  state: CaseState,
  { from, reference }: Pick<LetterHeader, 'from' | 'reference'>,
): Report | undefined {
  return state.concern.reports.find(({ id, passedOn }) => id === reference && passedOn?.to === from);
}

/** Objects to an answer on a report that was not passed on to that unit. */
export const unknownReport = (): Obstacle =>
  obstacle(
    'TRF-7',
    'No such report was passed on to that unit.',
    'Ingen sådan anmälan har sänts till enheten.',
  );

/** The home district's named person has confirmed the report: SAV has made sure that it came (TRF-7). */
export const concernReceipt: LetterRule<CaseState> = {
  accepts: (state, header) => (sentTo(state, header) === undefined ? unknownReport() : undefined),
  decide: (state, { letter }) => {
    const report = letter === undefined ? undefined : sentTo(state, letter);
    if (letter === undefined || report === undefined) return refuses();
    if (report.passedOn?.confirmedBy !== undefined) return follows();
    const confirmedBy = textIn(letter.facts['confirmedBy']);
    return confirmedBy === undefined
      ? refuses(
          obstacle(
            'TRF-7',
            'A receipt names the person who confirmed it.',
            'En mottagningsbekräftelse anger vem som bekräftade.',
          ),
        )
      : follows<ConcernReceiptRecorded>({
          type: 'ConcernReceiptRecorded',
          rules: ['TRF-7'],
          reportId: report.id,
          from: letter.from,
          confirmedBy,
        });
  },
};

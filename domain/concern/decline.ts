import type { CaseState } from '../case/state';
import { isOpen } from '../intake/questions';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { follows, refuses } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Action, Decision } from '../kernel/step';
import { noneWaitsHere, unconfirmedHere } from './questions';
import { sentTo, unknownReport } from './settle';
import type { ConcernDeclined, ConcernDeclineRecorded } from './state';

/** A named person says that the report belongs to another district: the unit that passed it on finds the right one (TRF-7). */
export function declineConcernReport(state: CaseState, _action: Action, context: Context): Decision {
  const report = unconfirmedHere(state);
  const { actor } = context;
  if (report?.from === undefined || actor.kind !== 'person') return refuses(noneWaitsHere());
  const { unit: to, fromCase: toCase } = report.from;
  return follows<ConcernDeclined>({
    type: 'ConcernDeclined',
    rules: ['TRF-7', 'TRF-8'],
    reportId: report.id,
    by: actor.person,
    letters: [
      {
        ...{ letterId: idOf(context, 'l'), kind: 'concernDecline', to, toCase, fromCase: context.caseRef },
        ...{ reference: report.id, facts: { declinedAt: context.now }, enclosures: [] },
      },
    ],
  });
}

/** The district is not the person's: the report waits here again, and the caseworker is told (TRF-7, INT-6). */
export const concernDecline: LetterRule<CaseState> = {
  accepts: (state, header) => (sentTo(state, header) === undefined ? unknownReport() : undefined),
  decide: (state, { letter }, context) => {
    const report = letter === undefined ? undefined : sentTo(state, letter);
    if (letter === undefined || report?.passedOn === undefined) return refuses();
    const { confirmedBy, declinedAt } = report.passedOn;
    if (confirmedBy !== undefined || declinedAt !== undefined) return follows();
    return follows<ConcernDeclineRecorded>({
      ...{ type: 'ConcernDeclineRecorded', rules: ['TRF-7', 'INT-6'], reportId: report.id },
      from: letter.from,
      notices: isOpen(state)
        ? [
            {
              ...{ noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'reportNotSent' },
              // The rule of the report could tell what it is about (NTF-1).
              rule: 'NTF-3',
            },
          ]
        : [],
    });
  },
};

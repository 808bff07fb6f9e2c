import type { CaseState } from '../case/state';
import { isRejectedFirst } from '../handling/questions';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { localDate } from '../time/local';
import { applicationStanding } from '../transfer/questions';
import { allDecisions, helpRule } from './questions';
import type { HelpToApplyRecorded } from './state';

/** RSP-2: the rejection comes first; RSP-10, RSP-14: the help follows upon the end. */
function mustHaveEnded(state: CaseState): Obstacle | undefined {
  const standing = applicationStanding(state);
  if (standing === 'rejected' || standing === 'ended' || standing === 'withdrawn') return undefined;
  return isRejectedFirst(state)
    ? obstacle(
        'RSP-2',
        'The application is first rejected; only then is the person helped to apply for other support.',
        'Ansökan avslås först; därefter får personen hjälp att ansöka om annat stöd.',
      )
    : obstacle(
        'RSP-14',
        'Help to apply for other support is recorded when the application has been rejected, ended or withdrawn.',
        'Hjälp att ansöka om annat stöd noteras när ansökan har avslagits, avslutats eller återtagits.',
      );
}

function mustFollowEnd(state: CaseState, at: string, { now, profile }: Context): Obstacle | undefined {
  const day = localDate(at, profile.calendar.zone);
  if (at <= now && allDecisions(state).every(({ decidedOn }) => decidedOn <= day)) return undefined;
  return obstacle(
    helpRule(state) ?? 'RSP-14',
    'The help was offered after the decision, and not later than now.',
    'Hjälpen erbjöds efter beslutet och inte senare än nu.',
  );
}

/** Records that help to apply for other support was offered, and what the person asked for (RSP-2, RSP-10, RSP-14). */
export function recordHelpToApply(state: CaseState, action: Action, context: Context): Decision {
  const { at, wanted } = fieldsOf<Pick<HelpToApplyRecorded, 'at' | 'wanted'>>(action);
  const notes = action.notes ?? [];
  const unsaid =
    wanted && notes.length === 0
      ? obstacle(
          helpRule(state) ?? 'RSP-14',
          'Write what the person asked for.',
          'Skriv vad personen bad om.',
        )
      : undefined;
  return unless<HelpToApplyRecorded>(
    [mustBeOpen(state), mustHaveEnded(state), mustFollowEnd(state, at, context), unsaid],
    () => [{ type: 'HelpToApplyRecorded', rules: [helpRule(state) ?? 'RSP-14'], at, wanted, notes }],
  );
}

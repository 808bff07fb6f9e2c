import type { CaseState } from '../case/state';
import { consentHasEnded, hasGoneOut } from '../consent/questions';
import type { Context } from '../kernel/context';
import { idOf } from '../kernel/id';
import type { Letter } from '../letters/letter';
import { holdsApplication } from '../transfer/questions';
import { isQuestionOpen } from './questions';
import type { CrimeQuestion, SeriousCrimeQuestionStopped } from './state';

/** CON-8: what the question rested on has ended: the police are told by control letter. */
function stopped(question: CrimeQuestion, nth: number, context: Context): SeriousCrimeQuestionStopped {
  const { reference, to, letterId: opener } = question;
  const letter: Letter = {
    ...{ letterId: idOf(context, 'l', 1200 + nth), kind: 'assessmentStopped', to, opener, reference },
    ...{ fromCase: context.caseRef, facts: { stoppedAt: context.now }, enclosures: [] },
  };
  return {
    ...{ type: 'SeriousCrimeQuestionStopped', rules: ['CON-8', 'THR-8'], reference, to },
    letters: [letter],
  };
}

/** The question never reached the police: it can be asked anew, and they are told nothing of a case they do not know (PIN-4). */
function neverArrived({ reference, to }: CrimeQuestion): SeriousCrimeQuestionStopped {
  return { type: 'SeriousCrimeQuestionStopped', rules: ['THR-8', 'PIN-4'], reference, to };
}

/** What becomes of an open question when its consent ends, or the application leaves this unit or ends. */
export function crimeFollow(
  _before: CaseState,
  after: CaseState,
  context: Context,
): readonly SeriousCrimeQuestionStopped[] {
  const open = after.crime.suspicions.flatMap((suspicion) =>
    isQuestionOpen(suspicion) && suspicion.question !== undefined ? [suspicion.question] : [],
  );
  return open.flatMap((question, nth) => {
    if (!hasGoneOut(after, question.letterId)) return [neverArrived(question)];
    const restsOn = question.consents.every((id) => !consentHasEnded(after, id));
    return restsOn && holdsApplication(after) ? [] : [stopped(question, nth, context)];
  });
}

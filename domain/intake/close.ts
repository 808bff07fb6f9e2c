import { isInquiring } from '../care/questions';
import type { CaseState } from '../case/state';
import { isAllDeclined, mustBeSeenTo } from '../concern/questions';
import { openQuestion } from '../consent/enquiries';
import { helpDue } from '../decisions/questions';
import { isFoundSpecialAndAble } from '../handling/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Matter } from '../kernel/matter';
import type { RuleId } from '../kernel/rule';
import type { PosedQuestion } from '../letters/enquiry';
import { ruleOf } from '../letters/enquiry';
import { placementReason, placementsInTheWay } from '../placement/questions';
import { actOn } from '../profile/lookup';
import { hasOpenRequest } from '../threat/questions';
import { localDate } from '../time/local';
import { applicationStanding, holdsApplication } from '../transfer/questions';
import type { Application } from '../transfer/state';
import { isOpened, mustBeOpen } from './questions';
import type { CaseClosed, ClosingReason } from './state';
import { closingReasonWords } from './words';

interface Fitting {
  readonly reason: ClosingReason;
  readonly rule: RuleId;
}

/** By how the application left this unit; while it is held the file does not close. */
const byStanding: Readonly<Record<Exclude<Application['standing'], 'held'>, Fitting>> = {
  moved: { reason: 'handlingMovedToOtherBoard', rule: 'RSP-3' },
  completed: { reason: 'exitCompleted', rule: 'TRF-6' },
  withdrawn: { reason: 'applicationWithdrawn', rule: 'TRF-6' },
  rejected: { reason: 'applicationRejected', rule: 'RSP-11' },
  ended: { reason: 'exitEnded', rule: 'RSP-10' },
};

/** By what a file without an application is about. */
const byMatter: Readonly<Record<Exclude<Matter, 'placement'>, Fitting>> = {
  exit: { reason: 'noFurtherAction', rule: 'INT-2' },
  concern: { reason: 'concernHandled', rule: 'TRF-8' },
  compulsoryCare: { reason: 'inquiryEnded', rule: 'RSP-9' },
  assessment: { reason: 'noFurtherAction', rule: 'RSP-13' },
  advice: { reason: 'noFurtherAction', rule: 'CON-7' },
  homeDistrict: { reason: 'noFurtherAction', rule: 'INT-6' },
};

/** A question whose consent ended first is never answered (CON-3). */
function byQuestion({ kind, answeredAt }: PosedQuestion): Fitting {
  return { reason: answeredAt === undefined ? 'noFurtherAction' : 'answered', rule: ruleOf(kind) };
}

function byWhatItIsAbout(state: CaseState): Fitting | undefined {
  const matter = isInquiring(state) ? 'compulsoryCare' : state.intake.matter;
  if (matter === 'placement') return placementReason(state);
  const wentBack = matter === 'concern' && isAllDeclined(state);
  return wentBack ? { reason: 'noFurtherAction', rule: 'TRF-7' } : byMatter[matter];
}

/** The one reason that fits what the file is about and how its application left, and the rule that says so. */
export function fittingReason(state: CaseState): Fitting | undefined {
  const standing = applicationStanding(state);
  const { question } = state.intake;
  if (standing === undefined && question !== undefined) return byQuestion(question);
  if (standing === undefined) return byWhatItIsAbout(state);
  if (standing === 'moved' && isFoundSpecialAndAble(state)) return { ...byStanding.moved, rule: 'RSP-5' };
  return standing === 'held' ? undefined : byStanding[standing];
}

/** Closing waits until the person has been told of the right to apply for other support (RSP-2, RSP-10, RSP-14). */
function helpOffered(state: CaseState): Obstacle | undefined {
  const rule = helpDue(state);
  if (rule === undefined) return undefined;
  return obstacle(
    rule,
    'The person is first offered help to apply for other support; record it.',
    'Personen erbjuds först hjälp att ansöka om annat stöd; notera det.',
  );
}

/** Whoever asked waits for the answer as long as the consent to it stands (CON-7, INT-6, RSP-13). */
function questionAnswered(state: CaseState): Obstacle | undefined {
  const question = openQuestion(state);
  if (question === undefined) return undefined;
  return obstacle(
    ruleOf(question.kind),
    'The question for which the file was opened waits for its answer.',
    'Frågan som akten öppnades för väntar på svar.',
  );
}

function reasonFits(state: CaseState, reason: string): Obstacle | undefined {
  const fitting = fittingReason(state);
  if (fitting === undefined || fitting.reason === reason) return undefined;
  const words = closingReasonWords[fitting.reason];
  return obstacle(
    fitting.rule,
    `This file closes with another reason: ${words.en}.`,
    `Akten avslutas med en annan motivering: ${words.sv}.`,
  );
}

/** Closes the own file, with the reason that the course of the application gives, under the act in force on the day (RSP-3). */
export function closeCase(state: CaseState, action: Action, context: Context): Decision {
  const { reason } = fieldsOf<{ reason: ClosingReason }>(action);
  return unless<CaseClosed>(
    [
      isOpened(state) ? mustBeOpen(state) : undefined,
      holdsApplication(state)
        ? obstacle(
            'TRF-6',
            'This unit holds the application: it is first transferred, completed, ended, rejected or withdrawn.',
            'Enheten har ansökan: den ska först överflyttas, fullföljas, avslutas, avslås eller återtas.',
          )
        : undefined,
      hasOpenRequest(state)
        ? obstacle(
            'THR-9',
            'An assessment is awaited from the police: the file closes when the result has come or the request is stopped.',
            'En hotbildsbedömning väntas från polisen: akten avslutas när svaret kommit eller begäran stoppats.',
          )
        : undefined,
      questionAnswered(state),
      helpOffered(state),
      mustBeSeenTo(state),
      ...placementsInTheWay(state),
      reasonFits(state, reason),
    ],
    () => {
      const act = actOn(context.profile, localDate(context.now, context.profile.calendar.zone));
      const rules: readonly RuleId[] = [fittingReason(state)?.rule ?? 'INT-2'];
      return [{ type: 'CaseClosed', rules, reason, ...(act === undefined ? {} : { act }) }];
    },
  );
}

import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';
import type { Deadline } from '../kernel/deadline';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import { holdsApplication } from '../transfer/questions';
import { crimeAnswerKey } from './evolve';
import type { CrimeAnswer, Suspicion } from './state';

/** What the police answer now: what no correction of theirs has replaced; of several the graver one (PIN-5). */
export function policeCrimeAnswer({ police }: Suspicion): CrimeAnswer | undefined {
  const all = Object.values(police);
  const replaced = all.flatMap(({ from, replaces }) =>
    replaces === undefined ? [] : [crimeAnswerKey(from, replaces)],
  );
  const left = all.filter(({ from, letterId }) => !replaced.includes(crimeAnswerKey(from, letterId)));
  if (all.length === 0) return undefined;
  // Where they replace one another none would be left: then all of them stand.
  const standing = left.length === 0 ? all : left;
  return standing.some(({ answer }) => answer === 'stop') ? 'stop' : 'goOn';
}

/** Whether the police have a question of this suspicion that they have not answered. */
export function isQuestionOpen(suspicion: Suspicion): boolean {
  return suspicion.question?.stopped === false && Object.keys(suspicion.police).length === 0;
}

/** Whether one of the two answers is still missing (THR-8). */
export function isUnanswered(suspicion: Suspicion): boolean {
  return suspicion.own === undefined || policeCrimeAnswer(suspicion) === undefined;
}

/** The suspicion for which an answer is missing, while the exit is handled here (THR-8). */
export function openSuspicion(state: CaseState): Suspicion | undefined {
  return holdsApplication(state) ? state.crime.suspicions.find(isUnanswered) : undefined;
}

/** Whether the own unit has answered and only the police are waited for (THR-8). */
export function awaitsCrimeAnswerOfPolice(state: CaseState): boolean {
  const open = openSuspicion(state);
  return open?.own !== undefined && isQuestionOpen(open);
}

/**
 * By when the answers that are missing are awaited: the own unit's from the record, that of the police from the question that was put
 * last. Where nobody was asked yet, the record's time stands for both (THR-8).
 */
export function answersDue(suspicion: Suspicion): readonly Deadline[] {
  const { deadline, question, own } = suspicion;
  if (!isUnanswered(suspicion)) return [];
  if (question === undefined || question.deadline.id === deadline.id) return [deadline];
  const ofPolice = policeCrimeAnswer(suspicion) === undefined ? [question.deadline] : [];
  return own === undefined ? [deadline, ...ofPolice] : ofPolice;
}

/** Whether the time of an answer that is missing has passed (THR-8). */
export function isAnswerOverdue({ passed }: CaseState, suspicion: Suspicion): boolean {
  return answersDue(suspicion).some(({ id }) => passed.includes(id));
}

/** Whether the exit waits for an answer whose time has passed (THR-8). */
export function isCrimeAnswerOverdue(state: CaseState): boolean {
  const open = openSuspicion(state);
  return open !== undefined && isAnswerOverdue(state, open);
}

/** What the two answers come to: with a stop, or two that differ, the handling unit decides (THR-8). */
export function outcomeOf(suspicion: Suspicion): 'awaited' | 'goOn' | 'unitDecides' {
  if (isUnanswered(suspicion)) return 'awaited';
  const both = [suspicion.own?.answer, policeCrimeAnswer(suspicion)];
  return both.every((answer) => answer === 'goOn') ? 'goOn' : 'unitDecides';
}

/** Objects while the own unit or the police have not answered: transfers and new long-term interventions wait (THR-8). */
export function mustNotAwaitCrimeAnswer(state: CaseState): Obstacle | undefined {
  if (openSuspicion(state) === undefined) return undefined;
  return obstacle(
    'THR-8',
    'Serious crime is suspected: until the unit and the police have both answered whether the exit goes on, this waits.',
    'Misstanke om allvarlig brottslighet finns: tills både enheten och polisen har svarat på om avhoppet ska fortsätta får detta vänta.',
  );
}

/** What the category `crimeSuspicion` holds in this file. */
export function crimeContent(state: CaseState): CategoryContent | undefined {
  const suspicion = state.crime.suspicions.at(-1);
  if (suspicion === undefined) return undefined;
  return { facts: { suspectedAt: suspicion.recordedAt }, notes: suspicion.notes };
}

import { updateName } from '../domain/case/actions';
import type { RuleId } from '../domain/kernel/rule';
import type { Step } from '../domain/kernel/step';
import type { LetterKind } from '../domain/letters/letter';
import { signalFor } from './case-messages';

/** A step's name as Temporal shows it: logs and traces tell no more than that (ADR 0021, ADR 0026). */
export function shownAction({ action, actor }: Pick<Step, 'action' | 'actor'>): string {
  return actor.kind === 'party' ? signalFor(action as LetterKind).name : updateName(action);
}

/**
 * An operation of the API, as it may be called beside a case: one that is a step goes by the step's shown name, and whatever the police
 * answer is an assessment.
 */
export function shownOperation(id: string): string {
  return id === 'postSeriousCrimeAnswer' ? 'postAssessment' : updateName(id);
}

/** A name that says that something was done, and not what. */
const closed: readonly string[] = ['record', 'unitLetter', 'policeAssessment'];

/** Who is told of a restricted case says that it is one. */
const tells: RuleId = 'ACC-3';

/** Of the rules that refused a step, those that may stand beside its case: none where its name does not, since they would tell it. */
export function shownRules(action: string, rules: readonly RuleId[]): readonly RuleId[] {
  return closed.includes(action) ? [] : rules.filter((rule) => rule !== tells);
}

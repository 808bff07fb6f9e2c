import type { RuleId } from '../domain/kernel/rule';
import type { Step } from '../domain/kernel/step';
import type { Recorded, RecordInput } from '../domain/ports/case-record.port';
import type { DeliveryOutcome } from '../domain/ports/post.port';
import { shownAction, shownRules } from '../messages/shown-names';
import type { Fields } from '../telemetry/log';
import type { AppendOutcome, WorkerMetrics } from '../telemetry/worker-metrics';

/** What is told of an activity that has ended, and what is counted. */
export interface Told {
  readonly fields: Fields;
  readonly count: (metrics: WorkerMetrics, seconds: number) => void;
}

/** What an activity answered; absent where it failed. */
type Result = { readonly value: unknown } | undefined;

/** What is told of an activity; nothing of those that only read. */
export function toldOf(name: string, args: readonly unknown[], result: Result): Told | undefined {
  switch (name) {
    case 'append':
      return ofAppend(args[0] as RecordInput, result?.value as Recorded | undefined);
    case 'deliver':
    case 'settle':
      return ofDelivery(result?.value as DeliveryOutcome | undefined);
    default:
      return undefined;
  }
}

function ofAppend(input: RecordInput, recorded: Recorded | undefined): Told {
  const asked = input.kind === 'step' ? input.append.step : undefined;
  const step = stepOf(asked, recorded);
  const refusedBy = refusalOf(input, step, recorded);
  const outcome = outcomeOf(step, recorded);
  const ofLetter = input.kind === 'unopened' ? input.inbox !== undefined : asked?.actor.kind === 'party';
  return {
    fields: { outcome, ...traitsOf(asked, refusedBy) },
    count: (metrics, seconds) => {
      metrics.appended(outcome, seconds);
      if (ofLetter) metrics.letterRefusedBy(refusedBy);
    },
  };
}

/** The step as the journal has it, which another worker may have written before. */
function stepOf(asked: Step | undefined, recorded: Recorded | undefined): Step | undefined {
  if (asked === undefined || recorded === undefined || !('steps' in recorded)) return undefined;
  return recorded.steps.find(({ commandId }) => commandId === asked.commandId);
}

function outcomeOf(step: Step | undefined, recorded: Recorded | undefined): AppendOutcome {
  if (recorded === undefined) return 'failed';
  if ('unopened' in recorded) return 'unopened';
  if (step === undefined) return 'again';
  return step.refusal === undefined ? 'done' : 'refused';
}

function refusalOf(
  input: RecordInput,
  step: Step | undefined,
  recorded: Recorded | undefined,
): readonly RuleId[] {
  const unopened = recorded !== undefined && 'unopened' in recorded && input.kind === 'unopened';
  const refusal = unopened ? input.refusal : step?.refusal;
  return refusal?.obstacles.map(({ rule }) => rule) ?? [];
}

/** Only a person's step is named: the command of a letter is its id and its sender, which would tie two units' cases to each other (ADR 0026). */
function traitsOf(step: Step | undefined, refusedBy: readonly RuleId[]): Fields {
  if (step === undefined) return {};
  const action = shownAction(step);
  const rules = shownRules(action, refusedBy);
  return {
    action,
    ...(step.actor.kind === 'person' ? { command: step.commandId } : {}),
    ...(rules.length === 0 ? {} : { rules }),
  };
}

function ofDelivery(ended: DeliveryOutcome | undefined): Told {
  const outcome = ended?.outcome ?? 'again';
  return {
    fields: { outcome },
    count: (metrics) => {
      metrics.delivered(outcome);
    },
  };
}

import { proxySinks } from '@temporalio/workflow';
import type {
  ActivityInput,
  LocalActivityInput,
  Next,
  SignalInput,
  UpdateInput,
  WorkflowInboundCallsInterceptor,
  WorkflowInterceptors,
  WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';
import type { Step } from '../domain/kernel/step';
import type { LetterHeader } from '../domain/letters/letter';
import type { OpenInput, Recorded, RecordInput } from '../domain/ports/case-record.port';
import type { CaseCommand } from '../messages/case-messages';
import { shownAction } from '../messages/shown-names';
import { traceIn, withTrace } from '../messages/trace-header';
import type { TraceLink, TraceSinks } from '../messages/trace-header';
import { letterCommand } from './attempts';
import { deliveryCommand } from './case-file';
import { isReadable } from './readable';

/** Where a message came from and, where its step has a span of its own, when it came in. */
interface Came {
  readonly link: TraceLink;
  readonly startMs?: number;
}

type Inbound = WorkflowInboundCallsInterceptor;
type Outbound = WorkflowOutboundCallsInterceptor;

/** Of messages that came to no step, so many are remembered. */
const MOST = 500;

const { traces } = proxySinks<TraceSinks>();

/**
 * Takes traces through a case (ADR 0026); part of the bundle only where traces are on. It knows by the command ids what belongs together,
 * returns every promise as it got it, and adds no command, so that a history replays with it and without.
 */
export function interceptors(): WorkflowInterceptors {
  const tracing = new Tracing();
  return { inbound: [tracing], outbound: [tracing] };
}

class Tracing implements Inbound, Outbound {
  readonly #came = new Map<string, Came>();

  handleUpdate(input: UpdateInput, next: Next<Inbound, 'handleUpdate'>): Promise<unknown> {
    const [command] = input.args as [CaseCommand];
    const link = traceIn(input.headers);
    if (link !== undefined && isReadable(command))
      this.#remember(command.commandId, { link, startMs: Date.now() });
    return next(input);
  }

  handleSignal(input: SignalInput, next: Next<Inbound, 'handleSignal'>): Promise<void> {
    const [header] = input.args as [LetterHeader];
    const link = traceIn(input.headers);
    if (link !== undefined && isReadable(header))
      this.#remember(letterCommand(header), { link, startMs: Date.now() });
    return next(input);
  }

  scheduleLocalActivity(
    input: LocalActivityInput,
    next: Next<Outbound, 'scheduleLocalActivity'>,
  ): Promise<unknown> {
    const [asked] = input.args;
    if (input.activityType === 'openLetter') {
      const found = this.#came.get(letterCommand((asked as OpenInput).header));
      return next(part(input, found));
    }
    const step = input.activityType === 'append' ? stepOf(asked as RecordInput) : undefined;
    const found = step === undefined ? undefined : this.#came.get(step.commandId);
    const result = next(part(input, found));
    if (step !== undefined && found !== undefined) this.#follow(step, found, result as Promise<Recorded>);
    return result;
  }

  scheduleActivity(input: ActivityInput, next: Next<Outbound, 'scheduleActivity'>): Promise<unknown> {
    const [, , letterId] = input.args;
    return next(part(input, this.#came.get(deliveryCommand(String(letterId)))));
  }

  /** The letters that the step sends belong to it, and so does the end of their delivery. */
  #follow(step: Step, { link, startMs }: Came, result: Promise<Recorded>): void {
    const action = shownAction(step);
    const end = (isDone: boolean): void => {
      if (startMs !== undefined) traces.stepEnded(link, { action, startMs, isDone });
    };
    void result.then(
      (recorded) => {
        const own = madeOf(step, recorded);
        // Decided anew, on what others had written.
        if (own === undefined) return;
        this.#came.delete(step.commandId);
        for (const letterId of lettersOf(own)) this.#remember(deliveryCommand(letterId), { link });
        end(true);
      },
      () => {
        end(false);
      },
    );
  }

  #remember(commandId: string, came: Came): void {
    if (this.#came.size >= MOST) this.#came.delete(this.#came.keys().next().value ?? '');
    this.#came.set(commandId, came);
  }
}

function part<T extends ActivityInput | LocalActivityInput>(input: T, found: Came | undefined): T {
  return found === undefined ? input : { ...input, headers: withTrace(input.headers, found.link) };
}

function stepOf(input: RecordInput): Step | undefined {
  return input.kind === 'step' ? input.append.step : undefined;
}

function madeOf({ commandId }: Step, recorded: Recorded): Step | undefined {
  return 'steps' in recorded ? recorded.steps.find((step) => step.commandId === commandId) : undefined;
}

function lettersOf({ effects }: Step): readonly string[] {
  return effects.flatMap((effect) => (effect.type === 'letter' ? [effect.letterId] : []));
}

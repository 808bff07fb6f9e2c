import { DefaultLogger, Worker } from '@temporalio/worker';
import type { ReplayWorkerOptions } from '@temporalio/worker';
import { createPayloadCodec } from '../../security/payload-codec';
import type { PartyId } from '../../domain/kernel/actor';
import { bundleWorkflows, failureConverterPath } from '../bundle';
import { runningCases } from './cases';
import { counted } from './counted';
import { ENDS, unitsOf, withParts } from './command';
import type { Call, Command, Result } from './command';
import { counter } from './each';
import { logOperator } from './parts';
import type { OpsParts } from './parts';

const HELP = `npm run ops -- replay [--unit UNIT]… [--sample N] [--json]

  Replays the histories of all open cases under the code that stands here, as a worker would that takes them over. Run it
  with the new code before it is deployed: a case that does not replay would stand still. Nothing is written, sent or printed
  of any case but its reference and how the replay ended.

  --sample N   only N cases of each unit, chosen by chance

  Ends with 0 when all replay, 1 when one does not (do not deploy: docs/changing.md), 2 when it could not be found out.`;

/** How the replay of one case ended. */
interface Replayed {
  readonly unit: PartyId;
  readonly caseRef: string;
  /** The kind of error; its message may quote the history. */
  readonly failure?: string;
}

/** `npm run ops -- replay`. */
export const replay: Command = {
  summary: 'all open cases under the code here, before it is deployed',
  help: HELP,
  options: { sample: { type: 'string' } },
  run: (call) =>
    withParts(call.env, async (parts) => {
      const most = sampleOf(call);
      call.say('Putting the code together …');
      const workflowBundle = await bundleWorkflows(new DefaultLogger('ERROR', () => undefined));
      const all: Replayed[] = [];
      for (const unit of unitsOf(call, parts)) {
        // What is replayed is opened, if in memory alone.
        await logOperator(parts, { unit, action: 'replay', outcome: 'answered' });
        const dataConverter = {
          payloadCodecs: [createPayloadCodec(unit, parts.ring, { unreadable: 'mark' })],
          failureConverterPath,
        };
        const caseRefs = chosen(await runningCases(await parts.ofUnit(unit)), most);
        const histories = historiesOf(parts, unit, caseRefs, call.say);
        for await (const { workflowId, error } of Worker.runReplayHistories(
          { workflowBundle, dataConverter } satisfies ReplayWorkerOptions,
          histories,
        ))
          all.push({ unit, caseRef: workflowId, ...(error === undefined ? {} : { failure: error.name }) });
      }
      return resultOf(all);
    }),
};

function sampleOf({ text }: Call): number {
  const most = Number(text('sample') ?? Infinity);
  if (most >= 1) return most;
  throw new Error(`--sample must be a number from 1.\n\n${HELP}`);
}

function chosen(caseRefs: readonly string[], most: number): readonly string[] {
  if (most >= caseRefs.length) return caseRefs;
  const shuffled = caseRefs.map((caseRef) => ({ caseRef, at: Math.random() }));
  return shuffled
    .sort((one, other) => one.at - other.at)
    .slice(0, most)
    .map(({ caseRef }) => caseRef);
}

async function* historiesOf(
  parts: OpsParts,
  unit: PartyId,
  caseRefs: readonly string[],
  say: Call['say'],
): AsyncGenerator<{ workflowId: string; history: Awaited<ReturnType<typeof historyIn>> }> {
  const isDone = counter({ say, what: `${unit}: cases replayed` }, caseRefs.length);
  for (const workflowId of caseRefs) {
    yield { workflowId, history: await historyIn(parts, unit, workflowId) };
    isDone();
  }
}

async function historyIn(parts: OpsParts, unit: PartyId, workflowId: string) {
  const { client } = await parts.ofUnit(unit);
  return client.workflow.getHandle(workflowId).fetchHistory();
}

function resultOf(all: readonly Replayed[]): Result {
  const failed = all.filter(({ failure }) => failure !== undefined);
  return {
    exit: failed.length === 0 ? ENDS.well : ENDS.found,
    lines: [
      `${counted(all.length, 'case')}, ${failed.length === 0 ? 'all replay' : `${failed.length} do not replay`}.`,
      ...failed.map(({ unit, caseRef, failure = '' }) => `  ${unit}, ${caseRef}: ${failure}`),
      ...(failed.length === 0
        ? []
        : [
            '  → Do not deploy this code: those cases would stand still. docs/changing.md tells how to change a workflow safely.',
          ]),
    ],
    json: { cases: all.length, failed },
  };
}

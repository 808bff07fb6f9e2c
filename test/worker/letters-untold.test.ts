import type { ActivityExecuteInput } from '@temporalio/worker';
import type { Context } from '@temporalio/activity';
import type { LetterHeader } from '../../domain/letters/letter';
import { createLog } from '../../telemetry/log';
import { processRegistry } from '../../telemetry/registry';
import { createTracer } from '../../telemetry/tracing';
import { createWorkerMetrics } from '../../telemetry/worker-metrics';
import { observedActivities } from '../../worker/observed-activities';
import type { Receiver } from '../support/traces';
import { receiveTraces } from '../support/traces';
import { append, step } from '../store/support/steps';

const header: LetterHeader = {
  letterId: 'l-7k3m9x0q2d5w8z1b',
  from: 'orebro',
  kind: 'homeDistrictQuestion',
  reference: 'r-1',
};
/** As cases name the commands of letters; `test/system/markers.test.ts` looks at those that they really make. */
const letterCommand = ({ from, letterId }: LetterHeader): string => `letter:${from}:${letterId}`;
const deliveryCommand = (letterId: string): string => `delivery:${letterId}`;
const shown = { status: 'open', awaits: 'us', nextDue: null, overdue: false } as const;

/** All that a worker of a unit tells of itself while it does these activities: its lines, its spans and its metrics. */
async function toldOf(
  receiver: Receiver,
  unit: string,
  ...done: readonly { readonly name: string; readonly args: unknown[]; readonly work: () => unknown }[]
): Promise<string> {
  const lines: string[] = [];
  const registry = processRegistry();
  const tracer = createTracer('worker', receiver.url);
  const log = createLog({ process: 'worker', from: 'debug', write: (line) => lines.push(line) });
  const create = observedActivities(unit, { log, tracer, metrics: createWorkerMetrics(registry) });
  for (const { name, args, work } of done) {
    const info = { activityType: name, attempt: 1, workflowExecution: { workflowId: 'c-1', runId: 'r' } };
    const { execute } = create({ info } as unknown as Context).inbound ?? {};
    const input: ActivityExecuteInput = { args, headers: {} };
    await execute?.(input, () => Promise.resolve().then(work)).catch(() => undefined);
  }
  await tracer.close();
  expect(lines.length).toBeGreaterThan(0);
  return [...lines, receiver.text(), await registry.metrics()].join('\n');
}

describe('CON-6: no line, span or figure ties the cases of two units to each other by a letter (ADR 0026)', () => {
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = await receiveTraces();
  });

  afterEach(() => receiver.close());

  test('where it comes in, it is not named, nor who sent it', async () => {
    const own = step(1, {
      actor: { kind: 'party', party: header.from },
      action: header.kind,
      commandId: letterCommand(header),
    });
    const { from, letterId } = header;
    const input = { kind: 'step', append: { ...append('c-1', 1), step: own, inbox: { from, letterId } } };
    const away = (): never => {
      throw new Error(`The letter ${letterId} of ${from} cannot be opened`);
    };
    const made = await toldOf(
      receiver,
      'hisingen',
      { name: 'openLetter', args: [{ unit: 'hisingen', caseRef: 'c-1', header }], work: away },
      { name: 'append', args: [input], work: away },
      { name: 'append', args: [input], work: () => ({ steps: [own], shown, profileVersion: '1' }) },
    );
    expect(made).toContain('unitLetter');
    expect(made).not.toContain(letterId);
    expect(made).not.toContain(from);
  });

  test('where it goes out, it is told that one did, and not which', async () => {
    const { letterId } = header;
    const end = step(2, {
      actor: { kind: 'engine' },
      action: 'deliveryEnded',
      commandId: deliveryCommand(letterId),
    });
    const made = await toldOf(
      receiver,
      'sav',
      { name: 'deliver', args: ['sav', 'c-1', letterId], work: () => ({ outcome: 'sent', categories: [] }) },
      {
        name: 'settle',
        args: ['sav', 'c-1', letterId],
        work: () => ({ outcome: 'stopped', categories: [] }),
      },
      {
        name: 'append',
        args: [{ kind: 'step', append: { ...append('c-1', 2), step: end } }],
        work: () => ({ steps: [end], shown, profileVersion: '1' }),
      },
    );
    expect(made).toContain('"outcome":"sent"');
    expect(made).not.toContain(letterId);
  });
});

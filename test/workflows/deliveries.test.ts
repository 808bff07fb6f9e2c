import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { DeliveryOutcome } from '../../domain/ports/post.port';
import {
  commandOf,
  headerOf,
  newCase,
  openCase,
  send,
  sendLetter,
  startServed,
  until,
  untilAdmitted,
} from './harness';
import type { ServedBench } from './harness';

let bench: ServedBench;

beforeEach(async () => {
  bench = await startServed('dev');
});

afterEach(async () => {
  await bench.stop();
});

const sent: DeliveryOutcome = { outcome: 'sent', categories: ['core'] };
const away = (): Promise<never> => Promise.reject(ApplicationFailure.retryable('away', 'unavailable'));

function actionsOf(caseRef: string): readonly string[] {
  return bench.journal.stepsOf(caseRef).flatMap(({ events }) => events.map(({ type }) => type));
}

test('the end of a delivery is a step; a recipient that is away is tried again', async () => {
  const caseRef = newCase();
  let tries = 0;
  bench.post.deliver = () => {
    tries += 1;
    return tries < 3 ? away() : Promise.resolve(sent);
  };
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('send', { letterId: 'l-1', consents: [] }));
  await until(() => bench.journal.stepsOf(caseRef).length === 3);

  expect(actionsOf(caseRef)).toStrictEqual(['opened', 'sent', 'delivery sent']);
  expect(bench.journal.stepsOf(caseRef)[2]).toMatchObject({
    commandId: 'delivery:l-1',
    actor: { kind: 'engine' },
  });
});

test.each(['withdrawConsent', 'consentWithdrawn'])(
  '%s stops at once what the consent carries and nothing else (CON-3)',
  async (way) => {
    const caseRef = newCase();
    const settled: string[] = [];
    bench.post.deliver = away;
    bench.post.settle = (_unit, _caseRef, letterId) => {
      settled.push(letterId);
      return Promise.resolve({ outcome: 'stopped', categories: [] });
    };
    await openCase(bench, caseRef);
    await send(bench, caseRef, commandOf('send', { letterId: 'l-1', consents: ['c-1'] }));
    await send(bench, caseRef, commandOf('send', { letterId: 'l-2', consents: ['c-2'] }));
    await (way === 'withdrawConsent'
      ? send(bench, caseRef, commandOf('withdrawConsent', { consent: 'c-1' }))
      : sendLetter(bench, caseRef, headerOf('w-1', { kind: 'consentWithdrawn', reference: 'c-1' })));
    await until(() => actionsOf(caseRef).includes('delivery stopped'));

    expect(settled).toStrictEqual(['l-1']);
  },
);

test('a delivery that is under way is told to stop, and how it ended is found out', async () => {
  const caseRef = newCase();
  const order: string[] = [];
  bench.post.deliver = async () => {
    order.push('begun');
    const context = Context.current();
    const beat = setInterval(() => {
      context.heartbeat();
    }, 50);
    await context.cancelled.finally(() => {
      clearInterval(beat);
      order.push('cancelled');
    });
    return sent;
  };
  bench.post.settle = () => {
    order.push('settled');
    return Promise.resolve(sent);
  };
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('send', { letterId: 'l-1', consents: ['c-1'] }));
  await until(() => order.length === 1);
  await send(bench, caseRef, commandOf('withdrawConsent', { consent: 'c-1' }));
  await until(() => actionsOf(caseRef).includes('delivery sent'));

  expect(order).toStrictEqual(['begun', 'cancelled', 'settled']);
});

test('an attempt that fails after it was told to stop is settled like one that stopped (CON-3)', async () => {
  const caseRef = newCase();
  let begun = false;
  bench.post.deliver = async () => {
    begun = true;
    const context = Context.current();
    const beat = setInterval(() => {
      context.heartbeat();
    }, 50);
    // Its worker was killed, or it found the recipient away at that very moment: the server tries it no more.
    await context.cancelled.catch(() => undefined);
    clearInterval(beat);
    return away();
  };
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('send', { letterId: 'l-1', consents: ['c-1'] }));
  await until(() => begun);
  await send(bench, caseRef, commandOf('withdrawConsent', { consent: 'c-1' }));
  await until(() => actionsOf(caseRef).includes('delivery stopped'));

  expect(actionsOf(caseRef).filter((type) => type.startsWith('delivery'))).toStrictEqual([
    'delivery stopped',
  ]);
});

test('a letter posted behind a waiting withdrawal of its consent is never handed to the post (CON-3)', async () => {
  const caseRef = newCase();
  const delivered: string[] = [];
  bench.post.deliver = (_unit, _caseRef, letterId) => {
    delivered.push(letterId);
    return Promise.resolve(sent);
  };
  await openCase(bench, caseRef);
  let letGo = (): void => undefined;
  const bothWait = new Promise<void>((resolve) => (letGo = resolve));
  bench.journal.afterCommit = ({ step }) => (step.action === 'add' ? bothWait : Promise.resolve());
  const slow = send(bench, caseRef, commandOf('add', { n: 1 }));
  await until(() => bench.journal.stepsOf(caseRef).length === 2);
  const [posting, withdrawal] = [
    commandOf('send', { letterId: 'l-1', consents: ['c-1'] }),
    commandOf('withdrawConsent', { consent: 'c-1' }),
  ];
  const posted = send(bench, caseRef, posting, 'posting');
  await untilAdmitted(bench, caseRef, 'posting');
  const withdrawn = send(bench, caseRef, withdrawal, 'withdrawal');
  await untilAdmitted(bench, caseRef, 'withdrawal');
  letGo();
  await Promise.all([slow, posted, withdrawn]);
  await until(() => actionsOf(caseRef).includes('delivery stopped'));

  expect(delivered).toStrictEqual([]);
});

test('deliveries without an end are started again by the next run', async () => {
  const caseRef = newCase();
  bench.post.deliver = away;
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('send', { letterId: 'l-1', consents: [] }));
  await bench.env.client.workflow.getHandle(caseRef).terminate('as after a restore');
  bench.post.deliver = () => Promise.resolve(sent);
  await sendLetter(bench, caseRef, headerOf('l-9'));
  await until(() => actionsOf(caseRef).includes('delivery sent'));

  expect(bench.journal.stepsOf(caseRef)).toHaveLength(4);
});

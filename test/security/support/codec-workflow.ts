import * as wf from '@temporalio/workflow';

interface Steps {
  readonly remote: (text: string) => Promise<string>;
}

const { remote } = wf.proxyActivities<Steps>({
  startToCloseTimeout: '5 seconds',
  retry: { maximumAttempts: 1 },
  summary: 'MARKER-activity-summary',
});
const { local } = wf.proxyLocalActivities<{ local: Steps['remote'] }>({
  startToCloseTimeout: '5 seconds',
  retry: { maximumAttempts: 1 },
});

/** Sends marker words down every road that a payload can take in the service. */
export async function codecWorkflow(input: {
  readonly again: boolean;
  readonly text: string;
}): Promise<string> {
  const heard: unknown[] = [];
  wf.setHandler(wf.defineQuery('heard'), () => heard);
  wf.setHandler(wf.defineSignal<[unknown]>('tell'), (told) => {
    heard.push(told);
  });
  wf.setHandler(
    wf.defineUpdate<string, [string]>('ask'),
    async (text) => {
      const answers = [await local(text), await remote(text)];
      await remote('fail').catch(() => undefined);
      return answers.join(' ');
    },
    {
      validator: (text) => {
        if (text === 'refuse') throw refusal();
      },
    },
  );
  wf.setCurrentDetails('MARKER-current-details');
  await wf.sleep(10, { summary: 'MARKER-timer-summary' });
  await wf.condition(() => heard.includes('MARKER-signal'));
  await wf.condition(wf.allHandlersFinished);
  if (input.again) return wf.continueAsNew<typeof codecWorkflow>({ ...input, again: false });
  throw refusal();
}

function refusal(): wf.ApplicationFailure {
  return wf.ApplicationFailure.create({
    type: 'refused',
    message: 'MARKER-failure-message',
    details: ['MARKER-failure-details'],
    nonRetryable: true,
  });
}

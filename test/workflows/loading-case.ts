import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';

const { load } = proxyLocalActivities<{ load: () => Promise<unknown> }>({
  startToCloseTimeout: '10 seconds',
});

/** A workflow by the name of a case's that reads its journal as a case does, and goes on as a new run that has not when it is told to. */
export async function defectorCase(isFirst: unknown): Promise<void> {
  let [isLoaded, isLong] = [false, false];
  setHandler(defineQuery('loaded'), () => isLoaded);
  setHandler(defineSignal('long'), () => {
    isLong = true;
  });
  if (isFirst === 'later') await condition(() => false);
  await load();
  isLoaded = true;
  await condition(() => isLong);
  await continueAsNew<typeof defectorCase>('later');
}

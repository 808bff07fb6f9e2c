import { condition, defineQuery, proxyLocalActivities, setHandler } from '@temporalio/workflow';

const { load } = proxyLocalActivities<{ load: () => Promise<unknown> }>({
  startToCloseTimeout: '10 seconds',
});

/** A workflow by the name of a case's that reads its journal as a case does, and is then asked whether it has. */
export async function defectorCase(): Promise<void> {
  let isLoaded = false;
  setHandler(defineQuery('loaded'), () => isLoaded);
  await load();
  isLoaded = true;
  await condition(() => false);
}

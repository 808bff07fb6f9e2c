import { sleep } from '@temporalio/workflow';

/** A workflow by the name of a case's that does something else first, as code does that was changed without care. */
export async function defectorCase(): Promise<void> {
  await sleep('1 day');
}

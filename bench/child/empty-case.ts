import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';

import type { CaseRecord, RecordInput } from '../../domain/ports/case-record.port';

/** Answers what it was given, and does nothing. */
export const echo = defineUpdate<object, [object]>('echo');
/** Has a step appended that the caller has decided, and does nothing else. */
export const appendOnly = defineUpdate<object, [RecordInput]>('appendOnly');

const { append } = proxyLocalActivities<Pick<CaseRecord, 'append'>>({ startToCloseTimeout: '2s' });

/** A workflow with nothing in it: what a step costs before the engine begins. */
export async function emptyCase(): Promise<void> {
  setHandler(echo, (command) => command);
  setHandler(appendOnly, async (input) => append(input));
  await condition(() => false);
}

import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Puts message and stack of every failure into an encrypted payload (ADR 0005); Temporal shows "Encoded failure".
 * The failure's `type` stays readable, so it names a kind of refusal and nothing of the case. Client, worker and
 * bundle name this module by path (`failureConverterPath`); it runs inside the workflow sandbox.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });

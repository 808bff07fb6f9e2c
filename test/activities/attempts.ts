import { generateKeyPairSync } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { SigningKey } from '../../security/party-keys';

const pairs = { sav: generateKeyPairSync('ed25519'), goteborg: generateKeyPairSync('ed25519') };
/** The key that a party signs with. */
export const signing = (party: keyof typeof pairs): SigningKey =>
  ({ keyId: `${party}:1`, party, privateKey: pairs[party].privateKey }) as SigningKey;
/** The keys by which signatures are checked. */
export const registered = (['sav', 'goteborg'] as const).map((party) => ({
  ...{ keyId: `${party}:1`, party, publicKey: pairs[party].publicKey },
}));

/** An attempt of an activity that prints nothing. */
export const quiet = (): MockActivityEnvironment =>
  new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') });

/** How an attempt failed. */
export async function failureOf(call: Promise<unknown>): Promise<ApplicationFailure> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (error instanceof ApplicationFailure) return error;
  throw new Error('it did not fail as activities do', { cause: error });
}

import type { Reply } from './client';

/** The demo went otherwise than it should. */
export class DemoFailed extends Error {
  override readonly name = 'DemoFailed';
}

/** Stops the story, saying what went otherwise. */
export function fail(what: string): never {
  throw new DemoFailed(what);
}

/** Fails unless the answer has the status. */
export function expectStatus(reply: Reply, status: number, what: string): void {
  if (reply.status === status) return;
  fail(
    `${what}: expected ${status.toString()}, got ${reply.status.toString()} ${JSON.stringify(reply.body)}`,
  );
}

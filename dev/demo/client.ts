import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the running service tells about itself: `.sluss/service.json`. */
export interface ServiceFile {
  readonly api: string;
  readonly ui: string;
  readonly police: string;
  readonly district: string;
  /** Development tokens by `unit.role`. */
  readonly tokens: Readonly<Record<string, string>>;
}

/** An answer of the API. */
export interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A member of staff of the demo, by unit and role. */
export interface Person {
  readonly get: (path: string) => Promise<Reply>;
  readonly post: (path: string, body: unknown) => Promise<Reply>;
}

const PAUSE_MS = 250;

/** Tries again while nobody answers or the service says 503; the idempotency key makes that harmless. */
async function patiently(call: () => Promise<Response>, patienceMs: number): Promise<Response> {
  const lastMoment = Date.now() + patienceMs;
  for (;;) {
    const late = Date.now() > lastMoment;
    try {
      const response = await call();
      if (response.status !== 503 || late) return response;
    } catch (error) {
      if (late) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

/** Talks to the public API as one person; a change keeps its idempotency key through every repetition. */
export function personOf(service: ServiceFile, role: string, patienceMs: number): Person {
  const authorization = `Bearer ${service.tokens[role] ?? ''}`;
  const url = (path: string): string => `${service.api}${path}`;
  return {
    get: async (path) =>
      replyOf(await patiently(() => fetch(url(path), { headers: { authorization } }), patienceMs)),
    post: async (path, body) => {
      const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return replyOf(await patiently(() => fetch(url(path), init), patienceMs));
    },
  };
}

/** Tells a stand-in partner what to do. */
export async function control(url: string, body: unknown, patienceMs: number): Promise<Reply> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return replyOf(await patiently(() => fetch(url, init), patienceMs));
}

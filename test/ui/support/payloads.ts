import type { Page } from 'playwright-core';

import { wire } from '../../api/support/codec';
import type { WirePayload } from '../../api/support/codec';

/** Every encrypted payload in what the server gave, as the UI would send it to the codec server. */
export function payloadsIn(value: unknown): readonly WirePayload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  const { metadata, data } = value as { metadata?: Record<string, Uint8Array>; data?: Uint8Array };
  if (metadata?.['encryption-key-id'] !== undefined && data !== undefined) return [wire({ metadata, data })];
  return Object.values(value).flatMap(payloadsIn);
}

interface HandingOver {
  readonly url: string;
  readonly token: string;
  readonly namespace: string;
  readonly payloads: readonly WirePayload[];
}

/** Sends payloads to the codec server from a page, as the UI does; gives the texts that came back. */
export function handOver(page: Page, asked: HandingOver): Promise<readonly string[]> {
  return page.evaluate(async ({ url, token, namespace, payloads }) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-namespace': namespace,
    };
    const answer = await fetch(`${url}/decode`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ payloads }),
    });
    const body = (await answer.json()) as { readonly payloads: readonly { readonly data: string }[] };
    return body.payloads.map(({ data }) => atob(data));
  }, asked);
}

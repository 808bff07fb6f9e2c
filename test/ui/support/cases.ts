import { randomUUID } from 'node:crypto';

import { telephone } from '../../api/support/bodies';
import type { Stack } from './stack';

/** Words that stand nowhere else. */
export const MARKERS = ['ZqxNameVrk', 'ZqxWishVrk', 'ZqxBasisVrk'] as const;
export const NUMBER = '199001189811';

async function post(stack: Stack, person: string, path: string, body: object): Promise<Response> {
  const headers = {
    authorization: `Bearer ${await stack.token(person)}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  return fetch(`${stack.addresses.api}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Opens a case over the API and gives its reference. */
export async function open(stack: Stack, person: string, body: object): Promise<string> {
  const opened = await post(stack, person, '/v1/cases', body);
  if (opened.status !== 201) throw new Error(`opening: ${opened.status} ${await opened.text()}`);
  return ((await opened.json()) as { readonly case: string }).case;
}

/** One more step. */
export async function act(
  stack: Stack,
  person: string,
  { caseRef, action }: { readonly caseRef: string; readonly action: string },
  body: object = {},
): Promise<void> {
  const done = await post(stack, person, `/v1/cases/${caseRef}/actions/${action}`, body);
  if (done.status !== 200) throw new Error(`${action}: ${done.status} ${await done.text()}`);
}

/** Opens a case with a marker in its name and in each narrative. */
export function markedCase(stack: Stack, person: string, channel: string): Promise<string> {
  const applicant = { name: MARKERS[0], personalNumber: NUMBER, protectedIdentity: true };
  return open(stack, person, telephone({ channel, applicant, wish: MARKERS[1] }));
}

/** One more step, with a narrative. */
export function step(stack: Stack, person: string, caseRef: string): Promise<void> {
  const body = { district: 'hisingen', basis: MARKERS[2] };
  return act(stack, person, { caseRef, action: 'set-home-district' }, body);
}

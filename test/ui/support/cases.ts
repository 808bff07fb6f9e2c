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

/** Opens a case with a marker in its name and in each narrative, and takes one step in it. */
export async function markedCase(stack: Stack, person: string, channel: string): Promise<string> {
  const applicant = { name: MARKERS[0], personalNumber: NUMBER, protectedIdentity: true };
  const opened = await post(stack, person, '/v1/cases', telephone({ channel, applicant, wish: MARKERS[1] }));
  if (opened.status !== 201) throw new Error(`opening: ${opened.status} ${await opened.text()}`);
  return ((await opened.json()) as { readonly case: string }).case;
}

/** One more step, with a narrative. */
export async function step(stack: Stack, person: string, caseRef: string): Promise<void> {
  const body = { district: 'hisingen', basis: MARKERS[2] };
  const done = await post(stack, person, `/v1/cases/${caseRef}/actions/set-home-district`, body);
  if (done.status !== 200) throw new Error(`step: ${done.status} ${await done.text()}`);
}

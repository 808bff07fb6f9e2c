import { randomUUID } from 'node:crypto';

import type { Party, Person } from './support/asking';
import { partyOf, staff } from './support/asking';
import type { Answered } from './support/contract';
import { openPostOffice } from './support/post-office';
import type { PostOffice } from './support/post-office';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { act, askedPolice } from './support/stories';

// A partner took a consent on the unit's request, and says so by a signed letter (CON-2).

let service: Service;
let post: PostOffice;
let worker: Person;
let las: Party;

beforeAll(async () => {
  service = await openService();
  post = await openPostOffice(service);
  worker = staff(service, 'sav', 'caseworker');
  las = partyOf(service, 'las');
}, START_MS);

afterAll(async () => {
  await post.close();
  await service.close();
});

/** The letter as docs/police.md shows it, about the request that LAS was sent. */
function taken(letterId: string, of: { ref: string; reference: string }, facts: object = {}): object {
  return {
    ...{ letterId, kind: 'consentGiven', from: 'las', to: 'sav' },
    ...{ fromCase: 'las-7', toCase: of.ref, reference: of.reference },
    ...{ sentAt: service.clock.now, texts: [], enclosures: [] },
    facts: {
      ...{ purpose: 'disclosure', recipients: ['hisingen'], categories: ['core', 'threatAssessment'] },
      ...{ form: 'oral', receivedBy: 'las.7', givenAt: service.clock.now },
      ...facts,
    },
  };
}

async function send(body: object, letterId: string): Promise<Answered> {
  return las.post('/v1/letters', body, { messageId: letterId });
}

async function consentsOf(ref: string): Promise<readonly { readonly id: string }[]> {
  const { body } = await worker.get(`/v1/cases/${ref}`);
  return (body as { view: { consents: readonly { id: string }[] } }).view.consents;
}

const asked = (): ReturnType<typeof askedPolice> => askedPolice(worker);

describe('CON-2 PIN-1: a consent that LAS took reaches the ledger of the case that asked', () => {
  test('CON-2 CON-4: it stands there with who took it, and carries what it names and nothing else', async () => {
    const of = await asked();
    const letterId = randomUUID();
    expect(await send(taken(letterId, of), letterId)).toMatchObject({ status: 202 });
    await post.take({ unit: 'sav', caseRef: of.ref }, 'las', letterId);

    const given = (await consentsOf(of.ref)).at(-1);
    expect(given).toMatchObject({
      ...{ purpose: 'disclosure', recipients: ['hisingen'], categories: ['core', 'threatAssessment'] },
      ...{ form: 'oral', receivedBy: 'las.7', takenBy: 'las', valid: true },
    });
    const { body } = await worker.get(`/v1/cases/${of.ref}/timeline`);
    expect(JSON.stringify(body)).toContain('took the consent.');
    const standing = await las.get(`/v1/letters/${letterId}`);
    expect(standing.body).toMatchObject({ standing: 'recorded' });

    const under = { consent: given?.id, recipient: 'hisingen', purpose: 'disclosure' };
    const path = `/v1/cases/${of.ref}/actions/disclose-with-consent`;
    const beyond = await worker.post(path, { ...under, categories: ['core', 'milieu'] });
    expect(beyond).toMatchObject({ status: 409, body: { type: 'urn:sluss:problem:refused' } });
    await act(worker, of.ref, 'disclose-with-consent', { ...under, categories: ['core'] });
  });

  test('CON-2 PIN-3: one that names nobody is refused, and so is one to a case that did not ask', async () => {
    const of = await asked();
    const other = await asked();
    for (const body of [
      (id: string) => taken(id, of, { recipients: [] }),
      (id: string) => taken(id, of, { receivedBy: '19900118-9811' }),
      (id: string) => taken(id, { ref: of.ref, reference: other.reference }),
    ]) {
      const letterId = randomUUID();
      expect(await send(body(letterId), letterId)).toMatchObject({ status: 202 });
      await expect(post.take({ unit: 'sav', caseRef: of.ref }, 'las', letterId)).rejects.toThrow('CON-2');
    }
    expect(await consentsOf(of.ref)).toHaveLength(1);
  });

  test('PIN-1 CON-2: no other party can give it in the name of LAS', async () => {
    const of = await asked();
    const letterId = randomUUID();
    const answer = await partyOf(service, 'partner').post('/v1/letters', taken(letterId, of), {
      messageId: letterId,
    });
    expect(answer).toMatchObject({ status: 401, body: { type: 'urn:sluss:problem:unsigned' } });
    expect(await consentsOf(of.ref)).toHaveLength(1);
  });
});

import { randomUUID } from 'node:crypto';

import { partyOf, staff } from './support/asking';
import type { Person } from './support/asking';
import { consentTo, personalNumber, telephone } from './support/bodies';
import type { CaseOf } from './support/domain-gateway';
import { openPostOffice } from './support/post-office';
import type { PostOffice } from './support/post-office';
import { openService, START_MS } from './support/service';
import type { Service } from './support/service';
import { act } from './support/stories';

const LETTERS = '/v1/letters';
const clue = 'Registered at Invented Street (invented).';

let service: Service;
let post: PostOffice;

beforeAll(async () => {
  service = await openService();
  post = await openPostOffice(service);
}, START_MS);

afterAll(async () => {
  await post.close();
  await service.close();
});

const worker = (unit: string): Person => staff(service, unit, 'caseworker');

/** Hisingen's case, in which the duty desk is asked under a consent or the ground. */
async function asking(by: 'consent' | 'ground'): Promise<CaseOf & { readonly letterId: string }> {
  const receivedAt = service.clock.now;
  const applicant = { name: 'Invented Person', personalNumber: personalNumber('19900101') };
  const opening = telephone({ channel: 'reception', applicant, receivedAt });
  const { body } = await worker('hisingen').post('/v1/cases', opening);
  const caseRef = (body as { case: string }).case;
  if (by === 'consent') {
    const consent = consentTo('homeDistrict', ['socialjour'], ['homeDistrict', 'criteria']);
    const given = { givenAt: receivedAt, receivedBy: 'hisingen.caseworker' };
    await act(worker('hisingen'), caseRef, 'give-consent', { ...consent, ...given });
  }
  await act(worker('hisingen'), caseRef, 'ask-home-district', { what: clue });
  const of = { unit: 'hisingen', caseRef };
  return { ...of, letterId: (await post.written(of, 'homeDistrictQuestion')).letterId };
}

/** All that the duty desk's people can read of a case, and the lists in which it stands. */
async function readable(caseRef: string): Promise<string> {
  const desk = staff(service, 'socialjour', 'supervisor');
  const parts = ['', '/actions', '/timeline', '/disclosures', '/access-log'];
  const paths = [...parts.map((part) => `/v1/cases/${caseRef}${part}`), '/v1/worklists/unassigned'];
  const answers = await Promise.all(paths.map((path) => desk.get(path)));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  return answers.map(({ text }) => text).join('\n');
}

describe('INT-6 CON-6: the duty desk is asked by the city, and not by a unit', () => {
  test.each(['ground', 'consent'] as const)(
    'INT-6 CON-6: on a %s: nothing that reaches the desk shows which unit or case asks, and the answer finds it',
    async (by) => {
      const { letterId, ...asker } = await asking(by);
      const consents = (await service.store.journal.load('hisingen', asker.caseRef, 0)).flatMap(
        ({ events }) => events.flatMap((event) => ('consentId' in event ? [String(event.consentId)] : [])),
      );
      await expect(post.deliver(asker, letterId)).resolves.toEqual({
        ...{ outcome: 'sent', categories: ['homeDistrict'] },
      });
      const wire = await service.store.inbox.read('socialjour', 'goteborg', letterId);
      const opened = await service.store.inbox.caseOf('socialjour', 'goteborg', letterId);
      const desk = { unit: 'socialjour', caseRef: opened ?? '' };
      await post.take(desk, 'goteborg', letterId);
      const steps = await service.store.journal.load('socialjour', desk.caseRef, 0);

      const reached = [...post.came, JSON.stringify([wire, steps]), await readable(desk.caseRef)].join('\n');
      expect(reached).toContain(clue);
      expect(reached).toContain('Invented Person');
      expect(reached).not.toMatch(/\b(hisingen|Hisingen)\b/);
      for (const secret of [asker.caseRef, ...consents]) expect(reached).not.toContain(secret);
      // What it is about is not shown either: the carrier names what is enclosed and no more.
      expect(JSON.stringify(wire)).not.toMatch(/exit|milieu|criteria/i);

      const supervisor = staff(service, 'socialjour', 'supervisor');
      const assignment = { person: 'socialjour.caseworker', standIns: [] };
      await act(supervisor, desk.caseRef, 'assign-caseworker', assignment);
      await act(worker('socialjour'), desk.caseRef, 'answer-home-district', { district: 'nordost' });
      const answer = await post.written(desk, 'homeDistrictAnswer');
      await post.deliver(desk, answer.letterId);
      await post.take(asker, 'socialjour', answer.letterId);
      const { body } = await worker('hisingen').get(`/v1/cases/${asker.caseRef}`);
      expect(body).toMatchObject({
        view: { homeDistrict: 'nordost', enquiries: [{ standing: 'answered' }] },
      });
    },
  );
});

describe('INT-6 PIN-4: what is sent to the common address', () => {
  const answerTo = (
    letterId: string,
    change: Readonly<Record<string, unknown>>,
  ): Record<string, unknown> => ({
    ...{ letterId, kind: 'homeDistrictAnswer', from: 'socialjour', to: 'goteborg', fromCase: 'desk-1' },
    ...{ reference: 'q-1', sentAt: '2026-03-02T08:59:00.000Z', facts: {}, texts: [], enclosures: [] },
    ...change,
  });

  async function sent(
    change: Readonly<Record<string, unknown>>,
  ): Promise<readonly [number, string, string[]]> {
    const id = randomUUID();
    const response = await partyOf(service, 'socialjour').post(LETTERS, answerTo(id, change), {
      messageId: id,
    });
    const { units, store } = { units: [...service.deps.units, 'unaddressed'], store: service.store };
    const stored = await Promise.all(
      units.map(async (unit) =>
        (await store.inbox.standing([unit], 'socialjour', id)) === undefined ? [] : [unit],
      ),
    );
    return [response.status, response.text.replaceAll(id, 'ID'), stored.flat()];
  }

  test('INT-6 PIN-4: an answer that leads nowhere is answered like one that does, and reaches nobody', async () => {
    const hide = (unit: string): Promise<string> =>
      service.returns.hide({ unit, caseRef: 'c-0000000000000000' });
    const found = await sent({ toCase: await hide('nordost') });
    expect(found).toEqual([202, found[1], ['nordost']]);
    for (const change of [
      { toCase: `r${'A'.repeat(124)}` },
      { toCase: 'c-0000000000000000' },
      { toCase: await hide('elsewhere') },
      {},
      { toCase: await hide('nordost'), kind: 'disclosure' },
      { toCase: await hide('nordost'), kind: 'consentWithdrawn' },
      { toCase: await hide('nordost'), kind: 'homeDistrictQuestion' },
    ]) {
      expect(await sent(change)).toEqual([202, found[1], ['unaddressed']]);
    }
  });

  test('INT-6: to a case of a unit a token is no reference', async () => {
    const token = await service.returns.hide({ unit: 'nordost', caseRef: 'c-0000000000000000' });
    expect(await sent({ to: 'hisingen', toCase: token })).toEqual([202, expect.any(String), ['unaddressed']]);
  });

  test('PIN-1 INT-6: only the common address’s own key speaks for it', async () => {
    const id = randomUUID();
    const body = answerTo(id, { kind: 'homeDistrictQuestion', from: 'goteborg', to: 'socialjour' });
    const response = await partyOf(service, 'hisingen').post(LETTERS, body, { messageId: id });
    expect(response.status).toBe(401);
  });
});

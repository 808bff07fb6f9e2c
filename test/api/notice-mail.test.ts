import { randomUUID } from 'node:crypto';

import { openLetter } from '../../activities/post-activities';
import { createSmtpNotifier } from '../../activities/smtp-notifier';
import { mailAll } from '../../worker/mailer';
import { startMailServer } from '../support/mail-server';
import type { MailServer } from '../support/mail-server';
import { partyOf, staff } from './support/asking';
import type { Person } from './support/asking';
import { assessment, consentTo, personalNumber, telephone } from './support/bodies';
import { takeLetter, tick } from './support/domain-gateway';
import type { Rules } from './support/domain-gateway';
import { openService, START_MS } from './support/service';
import type { Service } from './support/service';
import { act } from './support/stories';

/** A word that stands nowhere else, for each narrative and name. */
const planted: string[] = [];
const plant = (place: string): string => {
  planted.push(`Zqx${place}Vrk`);
  return `Invented text with Zqx${place}Vrk in it.`;
};

let service: Service;
let server: MailServer;

beforeAll(async () => {
  service = await openService();
  server = await startMailServer();
}, START_MS);

afterAll(async () => {
  await server.close();
  await service.close();
});

const rules = (): Rules => {
  const { store, deps } = service;
  return { journal: store.journal, profile: deps.profile, now: () => service.clock.now };
};

/** A case of a person with a marker in every text, up to the request to the police. */
async function plantedCase(worker: Person): Promise<string> {
  const applicant = { name: plant('Name'), personalNumber: personalNumber('19900101') };
  const { body } = await worker.post('/v1/cases', telephone({ applicant, wish: plant('Wish') }));
  const { case: ref } = body as { case: string };
  await act(worker, ref, 'set-home-district', { district: 'hisingen', basis: plant('Basis') });
  await act(worker, ref, 'open-investigation', {});
  await act(worker, ref, 'record-motivation', {
    insight: 'strong',
    motivation: 'strong',
    text: plant('Text'),
  });
  await act(worker, ref, 'record-criterion', { criterion: 'milieu', value: 'met', reason: plant('Milieu') });
  const consent = consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria']);
  await act(worker, ref, 'give-consent', consent);
  await act(worker, ref, 'request-threat-assessment', { occasion: 'first' });
  return ref;
}

async function mailed(now: string): Promise<void> {
  service.clock.now = now;
  const options = {
    ...{ units: ['sav'], mails: service.store.noticeMails, now: () => now, report: () => undefined },
    addressOf: ({ recipient }: { readonly recipient: string }) => `${recipient.toLowerCase()}@example.org`,
    notifier: createSmtpNotifier({
      ...{
        url: server.url,
        from: 'no-reply@example.org',
        publicUrl: 'https://id.example',
        zone: 'Europe/Stockholm',
      },
      log: () => undefined,
    }),
  };
  await expect(mailAll(options, new AbortController().signal)).resolves.toBe(true);
}

/** The police answer with grounds that hold a marker, and the case takes the letter. */
async function answer(worker: Person, caseRef: string): Promise<void> {
  const { body } = await worker.get(`/v1/cases/${caseRef}`);
  const { view } = body as { view: { threat: { requests: readonly { reference: string }[] } } };
  const answered = assessment(view.threat.requests[0]?.reference ?? '', {
    ...{ level: 'high', nature: 'concrete', grounds: plant('Grounds') },
  });
  await partyOf(service, 'las').post('/v1/police/assessments', answered, { messageId: randomUUID() });
  const { store } = service;
  for (const { from, letterId } of await store.inbox.waiting('sav', service.clock.now, 10)) {
    const header = await store.inbox.header('sav', from, letterId);
    if (header === undefined) throw new Error('The letter is not there');
    const letter = await openLetter(store, { unit: 'sav', caseRef, header });
    if (letter === undefined) throw new Error('The letter is not there');
    await expect(takeLetter(rules(), { unit: 'sav', caseRef }, letter)).resolves.toEqual({ kind: 'done' });
  }
}

test('NTF-1 NTF-3: from request to answer nothing of the person is in any mail, and what the answer settles is mailed no more', async () => {
  const worker = staff(service, 'sav', 'caseworker');
  const ref = await plantedCase(worker);
  const days = ['2026-03-09', '2026-03-12', '2026-03-15', '2026-03-17', '2026-03-18'];
  for (const day of days) {
    service.clock.now = `${day}T12:00:00.000Z`;
    while (await tick(rules(), { unit: 'sav', caseRef: ref }));
    await mailed(`${day}T12:00:00.000Z`);
  }
  // Three reminders to two, and two days overdue to three.
  const before = server.mails.length;
  expect(before).toBe(3 * 2 + 2 * 3);

  // On the next day the mail server is slow, and the answer comes before the mail has gone.
  service.clock.now = '2026-03-19T12:00:00.000Z';
  while (await tick(rules(), { unit: 'sav', caseRef: ref }));
  await answer(worker, ref);
  await mailed('2026-03-19T12:01:00.000Z');
  const after = server.mails.slice(before).map(({ body }) => body);
  expect(after).toHaveLength(2);
  for (const body of after) expect(body).toMatch(/Ett väntat svar har kommit/);

  const all = server.mails.map(({ headers, body, raw }) => JSON.stringify([headers, body, raw])).join('\n');
  for (const word of planted) expect(all).not.toContain(word);
  expect(all).not.toContain(personalNumber('19900101'));
  const words = server.mails.flatMap(({ headers, body }) => [
    body.replaceAll(ref, ''),
    ...headers.filter(([name]) => name === 'Subject').map(([, subject]) => subject.replace(ref, '')),
  ]);
  expect(words.join('\n')).not.toMatch(
    /hisingen|\bsav\b|göteborg|stockholm|\blas\b|bops|polis|high|hög|concrete|konkret|milieu|miljö/i,
  );
  expect(planted).toHaveLength(6);
});

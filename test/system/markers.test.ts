import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { offeredCase, waitingCases } from '../../dev/demo/common';
import { createStage } from '../../dev/demo/stage';
import type { Stage } from '../../dev/demo/stage';
import { prepareService } from './service';
import type { Service } from './service';

/** Words that stand nowhere else: one for each narrative and name. */
const marker = (place: string): string => `Zqx${place}Vrk`;
const NUMBER = '199001189811';

const planted: string[] = [];
const plant = (place: string): string => {
  const word = marker(place);
  planted.push(word);
  return `Invented text with ${word} in it.`;
};

function filesBelow(dir: string): readonly string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** A case with a marker in every field that a person writes, through police, disclosure and transfer. */
async function plantedCase(stage: Stage): Promise<string> {
  const worker = 'sav.caseworker';
  planted.push(marker('Firstname'), marker('Lastname'));
  const applicant = {
    name: `${marker('Firstname')} ${marker('Lastname')}`,
    personalNumber: NUMBER,
    protectedIdentity: true,
  };
  const now = new Date().toISOString();
  const opening = {
    action: 'registerApplication',
    channel: 'defectorTelephone',
    receivedAt: now,
    applicant,
    inCustody: false,
  };
  const ref = await stage.open(worker, { ...opening, wish: plant('Wish') }, 'registers');
  const sav = stage.at(worker, ref);
  const act = async (name: string, body: object): Promise<void> => sav.act(name, body, name);
  await act('set-home-district', { district: 'hisingen', basis: plant('Basis') });
  await act('open-investigation', {});
  await act('record-motivation', { insight: 'strong', motivation: 'strong', text: plant('Motivation') });
  for (const criterion of ['milieu', 'wish', 'need']) {
    await act('record-criterion', { criterion, value: 'met', reason: plant(`Criterion${criterion}`) });
  }
  const written = { form: 'written', receivedBy: worker, givenAt: now };
  await act('give-consent', {
    ...written,
    purpose: 'threatAssessment',
    recipients: ['las', 'bops'],
    categories: ['core', 'criteria', 'motivation'],
  });
  await act('request-threat-assessment', { occasion: 'first' });
  const seen = await sav.view();
  const reference = seen.threat.requests[0]?.reference ?? '';
  const facts = { level: 'low', nature: 'latent', stage: 'initial', assessedAt: now, final: true };
  await stage.control(`${stage.service.police}/control/answer`, {
    as: 'las',
    messageId: 'p-markers',
    assessment: { reference, ...facts, grounds: plant('Grounds') },
  });
  await sav.until('answered', (view) => view.threat.requests.some(({ standing }) => standing === 'answered'));
  await act('record-move-need', { need: 'within', why: plant('Move') });
  await act('grant-intervention', {
    kind: 'acute',
    intervention: plant('Intervention'),
    from: now.slice(0, 10),
  });
  await act('classify-defector', { classification: 'notSpecial' });
  await act('decide-handling', {});
  await act('give-consent', {
    ...written,
    purpose: 'transfer',
    recipients: ['hisingen'],
    categories: ['core', 'criteria', 'threatAssessment', 'motivation', 'plan'],
  });
  await act('offer-transfer', {
    to: 'hisingen',
    categories: ['criteria', 'threatAssessment', 'motivation', 'plan'],
    reason: plant('Offer'),
  });
  await act('recall-transfer', { reason: plant('Recall') });
  await recallAnswered(stage, ref);
  await offerAgain(stage, act);
  return ref;
}

/** Until the receiver has let go of the recalled offer. */
async function recallAnswered(stage: Stage, ref: string): Promise<void> {
  for (;;) {
    const { body } = await stage.person('sav.caseworker').get(`/v1/cases/${ref}/timeline`);
    if (JSON.stringify(body).includes('answered the recall')) return;
    await sleep(100);
  }
}

/** The application moves, so that the markers of the package lie in the receiver's island as well. */
async function offerAgain(stage: Stage, act: (name: string, body: object) => Promise<void>): Promise<void> {
  const before = await waitingCases(stage, 'hisingen.reception');
  await act('offer-transfer', { to: 'hisingen', categories: ['criteria', 'plan'], reason: plant('Again') });
  const own = await offeredCase(stage, 'hisingen.reception', before);
  await stage.at('hisingen.reception', own).act('confirm-receipt', {}, 'confirms');
  const chief = stage.at('hisingen.supervisor', own);
  const taken = await chief.until('taken over', (view) => view.kind === 'full' && view.holdsApplication);
  const person = await stage.person('hisingen.supervisor').get(`/v1/cases/${own}`);
  expect(JSON.stringify(person)).toContain(marker('Lastname'));
  expect(JSON.stringify(taken)).not.toContain(marker('Wish'));
  await chief.act('set-home-district', { district: 'hisingen', basis: plant('Theirs') }, 'records');
}

describe('marker words in names, personal numbers and narratives', () => {
  let service: Service;

  beforeAll(async () => {
    service = await prepareService();
    await service.start();
  }, 120_000);

  afterAll(async () => {
    await service.remove();
  });

  test('NTF-1 CON-6 AUD-1: none is found in the databases, logs, notices and error answers', async () => {
    const stage = createStage(service.file(), { patienceMs: 10_000, print: () => undefined });
    const ref = await plantedCase(stage);
    const worker = stage.person('sav.caseworker');
    const answers = [
      await worker.post(`/v1/cases/${ref}/actions/classify-defector`, {
        classification: 'special',
        otherCircumstances: plant('Refused'),
      }),
      await worker.post(`/v1/cases/${ref}/actions/record-motivation`, {
        insight: plant('Bad'),
        motivation: 'strong',
        text: plant('Bad2'),
      }),
      await worker.post(`/v1/cases/${ref}/actions/set-home-district`, {
        district: 'hisingen',
        basis: plant('Unknown'),
        extra: plant('Field'),
      }),
      await worker.get(`/v1/cases/${ref}`.replace('c-', 'd-')),
      await worker.get('/v1/notices'),
      await stage.person('sav.supervisor').get('/v1/notices'),
      await stage.person('hisingen.reception').get('/v1/notices'),
      await worker.get('/v1/worklists/mine'),
    ];
    const full = JSON.stringify(await worker.get(`/v1/cases/${ref}`));
    expect(full).toContain(marker('Wish'));

    await service.stop();
    const words = [...planted, NUMBER, '19900118-9811'];
    expect(planted.length).toBeGreaterThanOrEqual(20);
    const found: string[] = [];
    const look = (where: string, content: Buffer | string): void => {
      for (const word of words) if (content.includes(word)) found.push(`${word} in ${where}`);
    };
    for (const answer of answers) look('an answer', JSON.stringify(answer));
    for (const path of filesBelow(service.stateDir)) look(path, readFileSync(path));
    expect(found).toEqual([]);
  }, 180_000);
});

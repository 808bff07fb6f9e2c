import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { offeredCase, waitingCases } from '../../dev/demo/common';
import type { Stage } from '../../dev/demo/stage';

/** The personal number of the person whom the marked case is about, of the official test range. */
const NUMBER = '199001189811';

/** Words that stand nowhere else: one for each narrative and name. */
export interface Markers {
  /** A text with a new word in it. */
  readonly plant: (place: string) => string;
  /** Every word so far, and the personal number in both ways of writing. */
  readonly words: () => readonly string[];
}

const marker = (place: string): string => `Zqx${place}Vrk`;

/** Nothing planted yet. */
export function createMarkers(): Markers {
  const planted: string[] = [];
  return {
    plant: (place) => {
      planted.push(marker(place));
      return `Invented text with ${marker(place)} in it.`;
    },
    words: () => [...planted, NUMBER, '19900118-9811'],
  };
}

/** The words that are found in a text or in bytes. */
export function wordsIn(content: string | Buffer, words: readonly string[]): readonly string[] {
  return words.filter((word) => content.includes(word));
}

/** What lies in a folder and below it; a file is itself. */
function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

/** In which files of a folder a word, or bytes under a name, are found. */
export function findInFiles(
  dir: string,
  words: readonly string[],
  bytes: Readonly<Record<string, Buffer>> = {},
): readonly string[] {
  const wanted = [...words.map((word) => [word, Buffer.from(word)] as const), ...Object.entries(bytes)];
  return filesBelow(dir).flatMap((path) => {
    const content = readFileSync(path);
    return wanted.flatMap(([word, sought]) => (content.includes(sought) ? [`${word} in ${path}`] : []));
  });
}

/** A case with a marker in every field that a person writes, through police, disclosure and transfer. */
export async function plantedCase(stage: Stage, { plant }: Markers): Promise<string> {
  const worker = 'sav.caseworker';
  plant('Firstname');
  plant('Lastname');
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
  await offerAgain(stage, act, plant);
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
async function offerAgain(
  stage: Stage,
  act: (name: string, body: object) => Promise<void>,
  plant: Markers['plant'],
): Promise<void> {
  const before = await waitingCases(stage, 'hisingen.reception');
  await act('offer-transfer', { to: 'hisingen', categories: ['criteria', 'plan'], reason: plant('Again') });
  const own = await offeredCase(stage, 'hisingen.reception', before);
  await stage.at('hisingen.reception', own).act('confirm-receipt', {}, 'confirms');
  const chief = stage.at('hisingen.supervisor', own);
  const taken = await chief.until('taken over', (view) => view.kind === 'full' && view.holdsApplication);
  const person = await stage.person('hisingen.supervisor').get(`/v1/cases/${own}?identity=shown`);
  if (!JSON.stringify(person).includes(marker('Lastname'))) stage.fail('The package came without the person');
  if (JSON.stringify(taken).includes(marker('Wish')))
    stage.fail('The wish came along, which nothing carried');
  await chief.act('set-home-district', { district: 'hisingen', basis: plant('Theirs') }, 'records');
}

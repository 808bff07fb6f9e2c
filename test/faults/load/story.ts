import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { View } from '../../../dev/demo/at-case';
import { consentTo, telephone } from '../../../dev/demo/common';
import { applicants } from '../../../dev/demo/people';
import type { SigningKey } from '../../../security/party-keys';
import type { Caller } from './caller';

/** Who plays in a story. */
export interface Cast {
  /** The unit that registers. */
  readonly from: Caller;
  /** The district that takes over, which may be in another installation. */
  readonly to: Caller;
  readonly district: string;
  readonly las: SigningKey;
  /** A key for the command that opens the case, where it was begun in another way before. */
  readonly openingKey?: string;
}

interface LettersSeen {
  readonly letters: readonly { readonly kind: string; readonly letterId: string }[];
}

const sav = 'sav.caseworker';
const POLL_MS = 150;
const why = 'Invented.';

/** Opens a case at SAV and settles what a threat assessment needs. */
export async function intake({ from, district, openingKey }: Omit<Cast, 'to' | 'las'>): Promise<string> {
  const caseRef = await from.act(sav, {
    action: 'registerApplication',
    body: telephone(applicants.notSpecial, why),
    ...(openingKey === undefined ? {} : { key: openingKey }),
  });
  const act = (action: string, body: object): Promise<string> => from.act(sav, { action, body, caseRef });
  await act('setHomeDistrict', { district, basis: why });
  await act('openInvestigation', {});
  await act('giveConsent', consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria'], sav));
  await act('recordMotivation', { insight: 'strong', motivation: 'partial', text: why });
  for (const criterion of ['milieu', 'wish'])
    await act('recordCriterion', { criterion, value: 'met', reason: why });
  return caseRef;
}

/** An application of somebody who is not special: assessed, handed over to the home district, and gone on with there. */
export async function handedOver(cast: Cast): Promise<void> {
  const { from, las } = cast;
  const caseRef = await intake(cast);
  const act = (action: string, body: object): Promise<string> => from.act(sav, { action, body, caseRef });
  await act('requestThreatAssessment', { occasion: 'first' });
  const asked = await until(from, sav, caseRef, awaitsAnswer);
  await from.tell(las, {
    messageId: `p-${randomUUID()}`,
    caseRef,
    body: assessment(reference(asked)),
  });
  await until(from, sav, caseRef, (view) =>
    view.threat.requests.some(({ standing }) => standing === 'answered'),
  );
  await act('classifyDefector', { classification: 'notSpecial' });
  await act('decideHandling', {});
  await moved(cast, caseRef);
}

async function moved({ from, to, district }: Cast, caseRef: string): Promise<void> {
  const act = (action: string, body: object): Promise<string> => from.act(sav, { action, body, caseRef });
  await act('giveConsent', consentTo('transfer', [district], ['core', 'criteria', 'threatAssessment'], sav));
  const reception = `${district}.reception`;
  const body = { to: district, categories: ['criteria', 'threatAssessment', 'motivation'], reason: why };
  await act('offerTransfer', body);
  const { letters } = (await from.read(sav, `/v1/cases/${caseRef}`))['view'] as LettersSeen;
  const offer = letters.find(({ kind }) => kind === 'transferOffer')?.letterId ?? '';
  const own = await to.openedBy(district, 'sav', offer);
  while (!(await waiting(to, reception)).includes(own)) await sleep(POLL_MS);
  await to.act(reception, { action: 'confirmReceipt', body: {}, caseRef: own });
  await until(from, sav, caseRef, (view) => !view.holdsApplication);
  await act('closeCase', { reason: 'handlingMovedToOtherBoard' });
  const chief = `${district}.supervisor`;
  await until(to, chief, own, (view) => view.kind === 'full' && view.holdsApplication);
  const person = `${district}.caseworker`;
  await to.act(chief, { action: 'assignCaseworker', body: { person, standIns: [] }, caseRef: own });
  await to.act(person, { action: 'openInvestigation', body: {}, caseRef: own });
  const need = { criterion: 'need', value: 'met', reason: why };
  await to.act(person, { action: 'recordCriterion', body: need, caseRef: own });
}

/** A case at SAV in which step follows on step, and letters go to a district with another system. */
export async function written(from: Caller, partner: string, openingKey?: string): Promise<void> {
  const caseRef = await intake({
    from,
    district: 'centrum',
    ...(openingKey === undefined ? {} : { openingKey }),
  });
  const act = (action: string, body: object): Promise<string> => from.act(sav, { action, body, caseRef });
  await act('giveConsent', consentTo('exitProcess', [partner], ['criteria'], sav));
  const view = await until(from, sav, caseRef, ({ consents }) => consents.length === 2);
  const consent = view.consents.find(({ purpose }) => purpose === 'exitProcess')?.id ?? '';
  for (let nth = 0; nth < 4; nth += 1) {
    await act('discloseWithConsent', {
      ...{ consent, recipient: partner, categories: ['criteria'], purpose: 'exitProcess' },
    });
    for (const value of ['met', 'unknown'])
      await act('recordCriterion', { criterion: 'need', value, reason: why });
  }
}

/** An answer of LAS that ends the waiting. */
export function assessment(ref: string): object {
  const said = { level: 'low', nature: 'latent', stage: 'initial', final: true, grounds: why };
  return { reference: ref, assessedAt: new Date().toISOString(), ...said };
}

/** Reads the case until it looks as it should. */
export async function until(
  caller: Caller,
  who: string,
  caseRef: string,
  holds: (view: View) => boolean,
): Promise<View> {
  for (;;) {
    const view = (await caller.read(who, `/v1/cases/${caseRef}`))['view'] as View;
    if (holds(view)) return view;
    await sleep(POLL_MS);
  }
}

/** Whether an assessment was asked for and no answer has come. */
export function awaitsAnswer({ threat }: View): boolean {
  return threat.requests.some(({ standing }) => standing === 'awaited');
}

/** The reference of the assessment that is awaited. */
export function reference({ threat }: View): string {
  return threat.requests.find(({ standing }) => standing === 'awaited')?.reference ?? '';
}

async function waiting(to: Caller, reception: string): Promise<readonly string[]> {
  const { items } = await to.read(reception, '/v1/worklists/our-receipt?limit=100');
  return (items as readonly { readonly case: string }[]).map((item) => item.case);
}

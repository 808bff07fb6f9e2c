import { setTimeout as sleep } from 'node:timers/promises';

import {
  awaitedReference,
  consentTo,
  policeAnswers,
  standingConsent,
  telephone,
} from '../../../dev/demo/common';
import type { AtCase } from '../../../dev/demo/at-case';
import type { Stage } from '../../../dev/demo/stage';
import { applicant } from './people';

/** The local day, as decisions name it. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** The instant of a step. */
export const now = (): string => new Date().toISOString();

/** Insight, motivation and the three criteria that are assessed. */
export async function settleCriteria(at: AtCase): Promise<void> {
  const motivation = { insight: 'strong', motivation: 'strong', text: 'Invented.' };
  await at.act('record-motivation', motivation, 'assesses insight and motivation');
  for (const criterion of ['milieu', 'wish', 'need']) {
    const body = { criterion, value: 'met', reason: 'Invented.' };
    await at.act('record-criterion', body, `settles the criterion ${criterion}`);
  }
}

/** The police are asked with consent, and answer at once. */
export async function assess(stage: Stage, at: AtCase, level: 'low' | 'high'): Promise<void> {
  const consent = consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria'], 'staff');
  await at.act('give-consent', consent, 'records a consent towards the police');
  await at.act('request-threat-assessment', { occasion: 'first' }, 'asks LAS');
  const reference = awaitedReference(stage, await at.view());
  await policeAnswers(stage, 'las', { reference, level, stage: 'initial', final: true });
  await at.until('sees the result', ({ threat }) =>
    threat.requests.some(({ standing }) => standing === 'answered'),
  );
}

/** An application by telephone to SAV, investigated and assessed; the home district is known. */
export async function assessedAtSav(stage: Stage, nth: number, level: 'low' | 'high'): Promise<AtCase> {
  const body = telephone(applicant(nth), 'Wants to leave (invented).');
  const sav = stage.at('sav.caseworker', await stage.open('sav.caseworker', body, 'registers'));
  await sav.act(
    'set-home-district',
    { district: 'hisingen', basis: 'Invented.' },
    'records the home district',
  );
  await sav.act('open-investigation', {}, 'opens the investigation');
  await settleCriteria(sav);
  await assess(stage, sav, level);
  return sav;
}

/** What a formal decision says. */
export function formal(): {
  readonly decidedBy: string;
  readonly decidedOn: string;
  readonly reasons: string;
} {
  return { decidedBy: 'sav.supervisor', decidedOn: today(), reasons: 'Invented reasons.' };
}

/** The cases on a worklist of a unit, as reception sees it. */
async function listed(stage: Stage, reception: string, list: string): Promise<readonly string[]> {
  const reply = await stage.person(reception).get(`/v1/worklists/${list}?limit=100`);
  return ((reply.body['items'] ?? []) as readonly { readonly case: string }[]).map((item) => item.case);
}

/** Watches a worklist: what comes to it after this moment. */
export async function watch(
  stage: Stage,
  reception: string,
  list: 'our-receipt' | 'unassigned',
): Promise<() => Promise<string>> {
  const known = new Set(await listed(stage, reception, list));
  return async () => {
    const lastMoment = Date.now() + 60_000;
    for (;;) {
      const found = (await listed(stage, reception, list)).find((ref) => !known.has(ref));
      if (found !== undefined) return found;
      if (Date.now() > lastMoment) stage.fail(`Nothing new came to ${reception} on ${list}`);
      await sleep(200);
    }
  };
}

/** What a consent is given for, to whom, and what it lets through. */
interface Scope {
  readonly purpose: string;
  readonly to: readonly string[];
  readonly categories: readonly string[];
}

/** A consent given now in writing; gives its reference. */
export async function consents(
  stage: Stage,
  at: AtCase,
  { purpose, to, categories }: Scope,
): Promise<string> {
  await at.act('give-consent', consentTo(purpose, to, categories, 'staff'), `records a consent: ${purpose}`);
  return standingConsent(stage, await at.view(), purpose);
}

/** A case that a letter opened is taken up by a caseworker of the unit. */
export async function takeUp(stage: Stage, unit: string, ref: string): Promise<AtCase> {
  const assignment = { person: `${unit}.caseworker`, standIns: [] };
  await stage.at(`${unit}.supervisor`, ref).act('assign-caseworker', assignment, 'assigns a caseworker');
  return stage.at(`${unit}.caseworker`, ref);
}

/** An application at Hisingen's reception, assigned and under investigation. */
export async function appliedAtHisingen(stage: Stage, nth: number, more: object = {}): Promise<AtCase> {
  const body = {
    ...{ action: 'registerApplication', channel: 'reception', receivedAt: now(), inCustody: false },
    applicant: { ...applicant(nth), protectedIdentity: true },
    wish: 'Wants to leave (invented).',
    ...more,
  };
  const ref = await stage.open('hisingen.reception', body, 'registers an application at reception');
  const local = await takeUp(stage, 'hisingen', ref);
  await local.act('open-investigation', {}, 'opens the investigation');
  await local.act(
    'set-home-district',
    { district: 'hisingen', basis: 'Invented.' },
    'records the home district',
  );
  return local;
}

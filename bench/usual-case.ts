import type { Reader } from '../domain/kernel/actor';
import type { Action } from '../domain/kernel/step';
import type { Instant } from '../domain/time/instant';
import { plusSeconds } from '../domain/time/instant';

/** The caseworker of the cases that are measured. */
export const CASEWORKER = 'sav.caseworker';
export const benchReader: Reader = { person: CASEWORKER, unit: 'sav', roles: ['caseworker'] };

/** An application by telephone, as the API hands it on: nothing of the person. */
export function application(now: Instant): Action {
  return {
    name: 'registerApplication',
    body: { channel: 'defectorTelephone', receivedAt: plusSeconds(now, -60), age: 24, inCustody: false },
  };
}

/** A consent that ends by itself at an instant, which the clock acts on (CON-4). */
export function consentUntil(until: Instant, now: Instant): Action {
  return {
    name: 'giveConsent',
    body: {
      ...{ purpose: 'threatAssessment', recipients: ['las', 'bops'], categories: ['core', 'criteria'] },
      ...{ form: 'written', receivedBy: 'sav.caseworker', givenAt: plusSeconds(now, -30), until },
    },
  };
}

/** One criterion settled: the step that is repeated. */
export function criterion(name: string, value: string, noteId: string): Action {
  return {
    name: 'recordCriterion',
    body: { criterion: name, value },
    notes: [{ noteId, field: 'reason' }],
  };
}

/** A case in the middle of its investigation, eight steps in. */
export function investigated(now: Instant, until: Instant, caseRef: string): readonly Action[] {
  const settled = ['milieu', 'wish', 'need'].map((name) => criterion(name, 'met', `n-${caseRef}-${name}`));
  return [
    application(now),
    {
      name: 'setHomeDistrict',
      body: { district: 'hisingen' },
      notes: [{ noteId: `n-${caseRef}-b`, field: 'basis' }],
    },
    { name: 'openInvestigation', body: {} },
    consentUntil(until, now),
    {
      name: 'recordMotivation',
      body: { insight: 'strong', motivation: 'partial' },
      notes: [{ noteId: `n-${caseRef}-m`, field: 'text' }],
    },
    ...settled,
  ];
}

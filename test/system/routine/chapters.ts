import { awaitedReference, consentTo, policeAnswers, telephone } from '../../../dev/demo/common';
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

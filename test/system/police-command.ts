import { awaitedReference, consentTo, telephone } from '../../dev/demo/common';
import { applicants } from '../../dev/demo/people';
import { createStage } from '../../dev/demo/stage';
import { run } from './service';
import type { Ended, Service } from './service';

const worker = 'sav.caseworker';

/** SAV has asked the police: the reference of the request, and what the case shows of its answers. */
export async function askedPolice(
  service: Service,
): Promise<{ readonly reference: string; readonly answers: () => Promise<readonly number[]> }> {
  const stage = createStage(service.file(), { patienceMs: 30_000, print: () => undefined });
  const ref = await stage.open(worker, telephone(applicants.special, 'Wants out (invented).'), '');
  const sav = stage.at(worker, ref);
  await sav.act('open-investigation', {}, '');
  await sav.act('give-consent', consentTo('threatAssessment', ['las', 'bops'], ['core'], worker), '');
  await sav.act('request-threat-assessment', { occasion: 'first' }, '');
  const answers = async () => (await sav.view()).threat.requests.map(({ results }) => results.length);
  return { reference: awaitedReference(stage, await sav.view()), answers };
}

/** `npm run police -- …`. */
export function police(service: Service, ...args: readonly string[]): Promise<Ended> {
  return run('dev/police-main.ts', args, service.env);
}

/** What became of a message, once it is more than received. */
export async function standingOf(service: Service, id: string): Promise<string> {
  for (let tries = 0; tries < 20; tries += 1) {
    const { output } = await police(service, 'standing', '--as', 'las', id);
    if (!output.startsWith('received')) return output;
  }
  throw new Error(`Nothing became of ${id}`);
}

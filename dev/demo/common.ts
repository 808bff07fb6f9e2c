import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { View } from './at-case';
import type { Stage } from './stage';

/** The registering of an application by the defector telephone. */
export function telephone(
  applicant: { readonly name: string; readonly personalNumber: string },
  wish: string,
): object {
  return {
    action: 'registerApplication',
    channel: 'defectorTelephone',
    receivedAt: new Date().toISOString(),
    applicant: { ...applicant, protectedIdentity: true },
    inCustody: false,
    wish,
  };
}

/** A consent given in writing just now. */
export function consentTo(
  purpose: string,
  recipients: readonly string[],
  categories: readonly string[],
  receivedBy: string,
): object {
  return { purpose, recipients, categories, form: 'written', receivedBy, givenAt: new Date().toISOString() };
}

/** The consent of that purpose that stands. */
export function standingConsent(stage: Stage, view: View, purpose: string): string {
  const found = view.consents.find((consent) => consent.purpose === purpose && consent.valid);
  return found?.id ?? stage.fail(`No standing consent for ${purpose}`);
}

/** The reference of the assessment that is awaited. */
export function awaitedReference(stage: Stage, view: View): string {
  const found = view.threat.requests.find(({ standing }) => standing === 'awaited');
  return found?.reference ?? stage.fail('No assessment is awaited');
}

/** The stand-in police answers as LAS or BOPS, signed; the answer is always 202 (PIN-4). */
export async function policeAnswers(stage: Stage, as: string, assessment: object): Promise<string> {
  const reply = await stage.control(`${stage.service.police}/control/answer`, {
    as,
    messageId: `p-${randomUUID()}`,
    assessment: {
      nature: 'latent',
      assessedAt: new Date().toISOString(),
      grounds: 'Invented grounds.',
      ...assessment,
    },
  });
  if (reply.status !== 202)
    stage.fail(`The police got ${reply.status.toString()}: ${JSON.stringify(reply.body)}`);
  return String(reply.body['messageId']);
}

/** What became of a police letter, as its sender may know it (PIN-3); waits while it is only received. */
export async function standingOf(stage: Stage, as: string, messageId: string): Promise<string> {
  const lastMoment = Date.now() + 30_000;
  for (;;) {
    const answer = await fetch(`${stage.service.police}/control/standing/${as}/${messageId}`).catch(
      () => undefined,
    );
    const body = answer?.ok === true ? ((await answer.json()) as { readonly standing: string }) : undefined;
    if (body !== undefined && body.standing !== 'received') return body.standing;
    if (Date.now() > lastMoment) stage.fail(`Nothing became of ${messageId}`);
    await sleep(200);
  }
}

/** The other units look for the case by its very reference and find nothing, exactly as for one that does not exist (CON-6). */
export async function findNothing(stage: Stage, caseRef: string, roles: readonly string[]): Promise<void> {
  for (const role of roles) {
    const [foreign, unknown] = await Promise.all([
      stage.person(role).get(`/v1/cases/${caseRef}`),
      stage.person(role).get(`/v1/cases/c-0000000000000000`),
    ]);
    const same = JSON.stringify(foreign.body) === JSON.stringify(unknown.body);
    if (foreign.status !== 404 || unknown.status !== 404 || !same)
      stage.fail(`${role} could tell that ${caseRef} exists`);
  }
  stage.tell('others', `look for the case and find nothing: ${roles.join(', ')}  [CON-6]`);
}

/** The case of this unit that a transfer opened: reception finds it among what waits for its receipt. */
export async function offeredCase(
  stage: Stage,
  reception: string,
  known: ReadonlySet<string>,
): Promise<string> {
  const lastMoment = Date.now() + 30_000;
  for (;;) {
    const reply = await stage.person(reception).get('/v1/worklists/our-receipt?limit=100');
    const items = (reply.body['items'] ?? []) as readonly { readonly case: string }[];
    const found = items.find((item) => !known.has(item.case));
    if (found !== undefined) return found.case;
    if (Date.now() > lastMoment) stage.fail('The offer did not arrive');
    await sleep(200);
  }
}

/** What waits for receipt before a story offers its own. */
export async function waitingCases(stage: Stage, reception: string): Promise<ReadonlySet<string>> {
  const reply = await stage.person(reception).get('/v1/worklists/our-receipt?limit=100');
  const items = (reply.body['items'] ?? []) as readonly { readonly case: string }[];
  return new Set(items.map((item) => item.case));
}

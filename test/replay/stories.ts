import { ApplicationFailure } from '@temporalio/common';
import type { Action } from '../../domain/kernel/step';
import type { CommandAnswer } from '../../messages/case-messages';
import { offered } from '../domain/support/given';
import { arrives, assessment } from '../domain/support/letters';
import { arrive } from './arrive';
import type { Story } from './story';
import { troubles } from './troubles';
import { commandOf, newCase, openCase, send, until } from '../workflows/harness';
import type { Bench } from '../workflows/harness';

// What the recorded histories tell: every road that a case takes through Temporal, under the real rules.

const now = (): string => new Date().toISOString();

function act(bench: Bench, caseRef: string, name: string, body: Action['body'] = {}): Promise<CommandAnswer> {
  return send(bench, caseRef, commandOf(name, body));
}

const registration = (): Action['body'] => ({
  channel: 'defectorTelephone',
  receivedAt: now(),
  age: 24,
  inCustody: false,
});

const consent = (): Action['body'] => ({
  purpose: 'threatAssessment',
  recipients: ['las', 'bops'],
  categories: ['core', 'criteria', 'motivation'],
  form: 'written',
  receivedBy: 'staff-1',
  givenAt: now(),
});

async function asked(bench: Bench, caseRef: string, continueAfter?: number): Promise<void> {
  const more = continueAfter === undefined ? {} : { continueAfter };
  await openCase(bench, caseRef, more, commandOf('registerApplication', registration()));
  await act(bench, caseRef, 'openInvestigation');
  await act(bench, caseRef, 'giveConsent', consent());
  await act(bench, caseRef, 'requestThreatAssessment', { occasion: 'first' });
}

function eventOf<T extends object>(bench: Bench, caseRef: string, type: string): T {
  const events = bench.journal.stepsOf(caseRef).flatMap((step) => step.events);
  const found = events.find((event) => event.type === type);
  if (found === undefined) throw new Error(`there is no ${type}`);
  return found as unknown as T;
}

const steps = (bench: Bench, caseRef: string): number => bench.journal.stepsOf(caseRef).length;

/** Asked, reminded, overdue, answered late and twice. */
const assessed: Story = async (bench, caseRef) => {
  await asked(bench, caseRef);
  await until(() => bench.journal.stepsOf(caseRef).filter(({ action }) => action === 'clock').length >= 3);
  const { reference } = eventOf<{ reference: string }>(bench, caseRef, 'ThreatAssessmentRequested');
  const answer = assessment(reference, { receivedAt: now(), assessedAt: now() });
  await arrive(bench, caseRef, answer);
  await arrive(bench, caseRef, answer);
  await act(bench, caseRef, 'classifyDefector', { classification: 'special' }).catch(() => undefined);
};

/** The police's system is away, the consent is withdrawn, and a late answer is refused unread. */
const withdrawn: Story = async (bench, caseRef) => {
  const { deliver } = bench.post;
  bench.post.deliver = () => Promise.reject(ApplicationFailure.retryable('away', 'unavailable'));
  await asked(bench, caseRef);
  const { consentId } = eventOf<{ consentId: string }>(bench, caseRef, 'ConsentGiven');
  const { reference } = eventOf<{ reference: string }>(bench, caseRef, 'ThreatAssessmentRequested');
  await act(bench, caseRef, 'withdrawConsent', { consent: consentId, at: now() });
  bench.post.deliver = deliver;
  await until(() => bench.journal.stepsOf(caseRef).some(({ action }) => action === 'deliveryEnded'));
  await arrive(bench, caseRef, assessment(reference, { receivedAt: now(), assessedAt: now() }));
};

/** The journal is away under a command and under a letter, and comes back. */
const away: Story = async (bench, caseRef) => {
  await asked(bench, caseRef);
  const { reference } = eventOf<{ reference: string }>(bench, caseRef, 'ThreatAssessmentRequested');
  bench.journal.away = true;
  await act(bench, caseRef, 'setHomeDistrict', { district: 'hisingen' }).catch(() => undefined);
  const arriving = arrive(bench, caseRef, assessment(reference, { receivedAt: now(), assessedAt: now() }));
  bench.journal.away = false;
  await arriving;
};

/** Several runs. */
const renewed: Story = async (bench, caseRef) => {
  await asked(bench, caseRef, 40);
  await act(bench, caseRef, 'recordMotivation', { insight: 'strong', motivation: 'strong' });
  for (const criterion of ['milieu', 'wish', 'need']) {
    await act(bench, caseRef, 'recordCriterion', { criterion, value: 'met' });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
  }
};

/** A case that a letter opens at another unit, confirmed by name. */
const received: Story = async (bench, caseRef) => {
  const letter = arrives(offered().letter('transferOffer'), 'sav', now());
  await arrive(bench, caseRef, letter, 'hisingen');
  const reception = { person: 'rut', unit: 'hisingen', roles: ['reception'] } as const;
  await send(bench, caseRef, { ...commandOf('confirmReceipt'), actor: reception });
  await until(() => steps(bench, caseRef) >= 3);
};

/** An opening that is refused. */
const unopened: Story = async (bench, caseRef) => {
  const young = { ...registration(), age: 9 };
  await openCase(bench, caseRef, {}, commandOf('registerApplication', young)).catch(() => undefined);
};

/** All stories, by the name of their histories. */
export const stories: Readonly<Record<string, Story>> = {
  assessed,
  withdrawn,
  away,
  renewed,
  received,
  unopened,
  ...troubles,
};

/** Plays a story on a case of its own. */
export async function play(bench: Bench, story: Story): Promise<string> {
  const caseRef = newCase();
  await story(bench, caseRef);
  return caseRef;
}

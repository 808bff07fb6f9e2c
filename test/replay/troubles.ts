import { ApplicationFailure } from '@temporalio/common';
import type { Action } from '../../domain/kernel/step';
import type { Profile } from '../../domain/profile/profile';
import { assessment } from '../domain/support/letters';
import { commandOf, openCase, send, sendLetter, until } from '../workflows/harness';
import type { Bench } from '../workflows/harness';
import { arrive } from './arrive';
import type { Story } from './story';

// What goes wrong around a case, and the roads that it then takes through Temporal.

const now = (): string => new Date().toISOString();

async function registered(bench: Bench, caseRef: string): Promise<void> {
  const body = { channel: 'defectorTelephone', receivedAt: now(), age: 24, inCustody: false };
  const command = commandOf('registerApplication', body);
  // With a person there is something that a consent carries.
  const action = { ...command.action, person: 'p-1' };
  await openCase(bench, caseRef, {}, { ...command, action });
}

async function asked(bench: Bench, caseRef: string): Promise<string> {
  await registered(bench, caseRef);
  await send(bench, caseRef, commandOf('openInvestigation'));
  const consent = {
    ...{ purpose: 'threatAssessment', recipients: ['las', 'bops'], categories: ['core', 'criteria'] },
    ...{ form: 'written', receivedBy: 'staff-1', givenAt: now() },
  };
  await send(bench, caseRef, commandOf('giveConsent', consent));
  await send(bench, caseRef, commandOf('requestThreatAssessment', { occasion: 'first' }));
  const events = bench.journal.stepsOf(caseRef).flatMap((step) => step.events);
  const request = events.find(({ type }) => type === 'ThreatAssessmentRequested');
  return (request as unknown as { readonly reference: string }).reference;
}

const settle = (bench: Bench, caseRef: string, body: Action['body']): Promise<unknown> =>
  send(bench, caseRef, commandOf('setHomeDistrict', body)).catch(() => undefined);

const sameAction = (bench: Bench, caseRef: string, name: string): number =>
  bench.journal.stepsOf(caseRef).filter(({ action }) => action === name).length;

/** The next step of that name is written, and then the journal says that it never takes it: as if the answer were lost for good. */
function refuseForGood({ journal }: Bench, name: string): void {
  journal.afterCommit = ({ step }) => {
    if (step.action !== name) return Promise.resolve();
    journal.afterCommit = () => Promise.resolve();
    return Promise.reject(Object.assign(new Error('no such row'), { code: '23514' }));
  };
}

/** A command ends as a fault; the next one finds its step there, takes it over and is decided anew. */
const refusedForGood: Story = async (bench, caseRef) => {
  await registered(bench, caseRef);
  refuseForGood(bench, 'openInvestigation');
  await send(bench, caseRef, commandOf('openInvestigation')).catch(() => undefined);
  await settle(bench, caseRef, { district: 'hisingen' });
};

/** A letter is given up, and found in the journal by the next command. */
const letterGivenUp: Story = async (bench, caseRef) => {
  const reference = await asked(bench, caseRef);
  refuseForGood(bench, 'policeAssessment');
  await arrive(bench, caseRef, assessment(reference, { receivedAt: now(), assessedAt: now() }));
  await settle(bench, caseRef, { district: 'hisingen' });
};

/** The clock cannot act: it is held for an hour, while commands go on. */
const clockHeld: Story = async (bench, caseRef) => {
  await asked(bench, caseRef);
  refuseForGood(bench, 'clock');
  await until(() => sameAction(bench, caseRef, 'clock') === 1);
  await settle(bench, caseRef, { district: 'hisingen' });
};

/** Signals that cannot be opened, one before a letter that can. */
const dropped: Story = async (bench, caseRef) => {
  const reference = await asked(bench, caseRef);
  const handle = bench.env.client.workflow.getHandle(caseRef);
  for (const name of ['unitLetter', 'consentWithdrawn']) await handle.signal(name, { unreadable: true });
  await arrive(bench, caseRef, assessment(reference, { receivedAt: now(), assessedAt: now() }));
};

/** More letters at once than one task answers. */
const crowded: Story = async (bench, caseRef) => {
  await registered(bench, caseRef);
  const letters = Array.from({ length: 40 }, (_, nth) => ({
    ...({ letterId: `m${nth}`, from: 'hisingen', kind: 'disclosure', reference: 'r-1' } as const),
  }));
  await Promise.all(letters.map((header) => sendLetter(bench, caseRef, header)));
  await until(() => sameAction(bench, caseRef, 'disclosure') === letters.length);
};

/** The profile changes under a case: what was decided under the old one is not written. */
const profileChanged: Story = async (bench, caseRef) => {
  await registered(bench, caseRef);
  const profile = bench.profile as { -readonly [K in keyof Profile]: Profile[K] };
  profile.version += 1;
  await settle(bench, caseRef, { district: 'hisingen' });
  profile.version -= 1;
};

/** A delivery is told to stop and then fails: what became of its letter is found out. */
const stoppedAndFailed: Story = async (bench, caseRef) => {
  const { deliver } = bench.post;
  let fail = (): void => undefined;
  bench.post.deliver = () =>
    new Promise((_, reject) => {
      fail = () => {
        reject(ApplicationFailure.nonRetryable('killed', 'unavailable'));
      };
    });
  await asked(bench, caseRef);
  const events = bench.journal.stepsOf(caseRef).flatMap((step) => step.events);
  const given = events.find(({ type }) => type === 'ConsentGiven') as unknown as {
    readonly consentId: string;
  };
  await send(bench, caseRef, commandOf('withdrawConsent', { consent: given.consentId, at: now() }));
  bench.post.deliver = deliver;
  fail();
  await until(() => sameAction(bench, caseRef, 'deliveryEnded') > 0);
};

export const troubles: Readonly<Record<string, Story>> = {
  'refused-for-good': refusedForGood,
  'letter-given-up': letterGivenUp,
  'clock-held': clockHeld,
  'signals-dropped': dropped,
  crowded,
  'profile-changed': profileChanged,
  'stopped-and-failed': stoppedAndFailed,
};

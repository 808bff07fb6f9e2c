import type { Step } from '../kernel/step';
import type { RecordInput } from '../ports/case-record.port';
import { updateName } from './actions';
import { dueSaid } from './details-words';
import type { DeadlinePassed } from './evolve';

/**
 * One line on what is written to the journal, for Temporal's UI: as much as the names of updates and signals tell, and no more
 * (ADR 0021, ADR 0028).
 */
export function recordSummary(input: RecordInput): string {
  if (input.kind === 'unopened') return 'Opens no case';
  const { step } = input.append;
  return step.refusal === undefined ? `Step: ${whatOf(step)}` : `Step, refused: ${whatOf(step)}`;
}

function whatOf({ actor, action, events }: Step): string {
  switch (actor.kind) {
    case 'person':
      return inWords(updateName(action));
    case 'party':
      return consents.includes(action) ? inWords(action) : 'a letter came';
    case 'clock':
      return `the clock, ${dueSaid(kindIn(events))}`;
    case 'engine':
      return 'what became of a letter';
  }
}

/** Letters whose signals have names of their own. */
const consents: readonly string[] = ['consentGiven', 'consentWithdrawn'];

/** `giveConsent` as `give consent`; what travels as `record` says no more here. */
function inWords(name: string): string {
  if (name === 'record') return 'see the case';
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The kind of the deadline that passed: the second part of its id. */
function kindIn(events: Step['events']): string {
  const passed = events.find(({ type }) => type === 'DeadlinePassed') as DeadlinePassed | undefined;
  return passed?.deadlineId.split('/')[1] ?? '';
}

import { consentTo, telephone } from '../../api/support/bodies';
import { act, open } from './cases';
import type { Stack } from './stack';

const worker = 'sav.caseworker';
const DAY_MS = 86_400_000;

/** The cases of two units on an ordinary day, by what a supervisor would call them. */
export interface UnitAtWork {
  /** At SAV: the police were asked and are late. */
  readonly late: string;
  /** At SAV: a consent runs out in three days. */
  readonly soon: string;
  /** At SAV: registered, nothing else. */
  readonly fresh: string;
}

/** Brings them about, over the API and with invented people. */
export async function unitAtWork(stack: Stack): Promise<UnitAtWork> {
  const fresh = await open(stack, worker, telephone());
  const soon = await investigated(stack);
  const until = new Date(Date.now() + 3 * DAY_MS).toISOString();
  await act(
    stack,
    worker,
    { caseRef: soon, action: 'give-consent' },
    {
      ...consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria']),
      until,
    },
  );
  const late = await investigated(stack);
  const consent = consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria']);
  await act(stack, worker, { caseRef: late, action: 'give-consent' }, consent);
  await act(
    stack,
    worker,
    { caseRef: late, action: 'record-criterion' },
    {
      criterion: 'milieu',
      value: 'met',
      reason: 'Invented.',
    },
  );
  await act(stack, worker, { caseRef: late, action: 'request-threat-assessment' }, { occasion: 'first' });
  await act(
    stack,
    worker,
    { caseRef: late, action: 'record-release' },
    {
      ...{ date: '2031-04-08', authority: 'kriminalvarden' },
      contact: 'Invented contact.',
    },
  );
  return { late, soon, fresh };
}

async function investigated(stack: Stack): Promise<string> {
  const caseRef = await open(stack, worker, telephone());
  await act(stack, worker, { caseRef, action: 'open-investigation' });
  return caseRef;
}

/** A report reaches SAV, goes on to Hisingen, and waits there for a named receipt. */
export async function reportSent(stack: Stack, caseRef: string): Promise<void> {
  await act(
    stack,
    worker,
    { caseRef, action: 'set-home-district' },
    { district: 'hisingen', basis: 'Invented.' },
  );
  await act(
    stack,
    worker,
    { caseRef, action: 'receive-concern-report' },
    {
      ...{ receivedAt: new Date().toISOString(), text: 'Invented.' },
    },
  );
  await act(stack, worker, { caseRef, action: 'forward-concern-report' });
}

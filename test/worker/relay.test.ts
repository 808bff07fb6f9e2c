import { createSecretKey } from 'node:crypto';

import type { Client } from '@temporalio/client';
import { pass } from '../../worker/relay';
import type { RelayOptions } from '../../worker/relay';
import type { LetterKind } from '../../domain/letters/letter';
import type { WaitingHeader } from '../../store/inbox-sealing';
import type { WaitingLetter } from '../../store/inbox-waiting';

/** The case that letter `a` opens. */
const opened = 'c-7k3m9x0q2d5w8z1b';

/** A letter as it waits, and its header; none: it cannot be opened. */
interface Stored extends WaitingLetter {
  readonly header?: WaitingHeader;
}

function letter(letterId: string, kind: LetterKind, more: Partial<WaitingLetter> = {}): Stored {
  const from = 'north';
  const header = { letterId, kind, from, reference: 'r', opens: false };
  return { letterId, from, header, receivedAt: '2026-03-02T09:00:00.000Z', ...more };
}

/** A letter that opens the case that was derived from it. */
function opening(letterId: string, kind: LetterKind): Stored {
  const stored = letter(letterId, kind, { caseRef: opened });
  return { ...stored, header: { letterId, kind, from: stored.from, reference: 'r', opens: true } };
}

interface Scene {
  readonly options: RelayOptions;
  readonly done: string[];
  readonly marked: string[];
}

function scene(letters: readonly Stored[], cases: readonly string[], broken: readonly string[] = []): Scene {
  const done: string[] = [];
  const marked: string[] = [];
  const client = {
    withDeadline: (_at: number, call: () => unknown) => call(),
    workflow: {
      signalWithStart: (_type: string, { workflowId, signal, signalArgs }: never) => {
        const [header] = signalArgs as [{ letterId: string }];
        if (broken.includes(header.letterId)) return Promise.reject(new Error('away'));
        done.push(`${(signal as { name: string }).name} ${header.letterId} → ${workflowId as string}`);
        return Promise.resolve();
      },
    },
  } as unknown as Client;
  const shown = { status: 'open', awaits: 'us', nextDue: null, overdue: false } as const;
  return {
    done,
    marked,
    options: {
      unit: 'sav',
      client,
      inbox: {
        waiting: () => Promise.resolve(letters),
        header: (_unit, _from, letterId) => {
          const header = letters.find((waits) => waits.letterId === letterId)?.header;
          return header === undefined ? Promise.reject(new Error('damaged')) : Promise.resolve(header);
        },
        awaits: (_unit, of) =>
          Promise.resolve(letters.some(({ caseRef, header }) => caseRef === of && header?.opens === true)),
        markSignalled: (_unit, { letterId }) => {
          marked.push(letterId);
          return Promise.resolve();
        },
        settle: (_unit, { letterId, outcome }) => {
          done.push(`${outcome} ${letterId}`);
          return Promise.resolve();
        },
      },
      cases: { shown: (_unit, caseRef) => Promise.resolve(cases.includes(caseRef) ? shown : undefined) },
      keyRing: { ensure: () => Promise.resolve(createSecretKey(Buffer.alloc(32))) },
      report: (_what, error) => {
        done.push(`report ${String(error)}`);
      },
    },
  };
}

test('a letter to a case in the journal is told by the signal of its kind', async () => {
  const letters = [
    letter('a', 'policeAssessment', { caseRef: 'c-1' }),
    letter('b', 'transferReceipt', { caseRef: 'c-1' }),
  ];
  const { options, done } = scene(letters, ['c-1']);
  await pass(options, new Map());
  expect(done).toStrictEqual(['policeAssessment a → c-1', 'unitLetter b → c-1']);
});

test('a letter that opens a case goes to the case derived from it; what belongs to no case is refused (PIN-4)', async () => {
  const { options, done } = scene(
    [opening('a', 'transferOffer'), letter('b', 'policeAssessment', { caseRef: 'c-9' })],
    [],
  );
  await pass(options, new Map());
  expect(done).toStrictEqual([`unitLetter a → ${opened}`, 'refused b']);
});

test('CON-3: a letter to a case that another letter is yet to open is not told before that one is recorded', async () => {
  const letters = [letter('b', 'consentWithdrawn', { caseRef: opened }), opening('a', 'adviceQuestion')];
  const { options, done, marked } = scene(letters, []);
  await pass(options, new Map());
  expect(done).toStrictEqual([`unitLetter a → ${opened}`]);
  // It waits, and is told later: nothing has refused it.
  expect(marked).toStrictEqual(['b', 'a']);
});

test('CON-3: once the case is in the journal the letter goes there, also while others wait to be told', async () => {
  const letters = [opening('a', 'adviceQuestion'), letter('b', 'consentWithdrawn', { caseRef: opened })];
  const { options, done } = scene(letters, [opened]);
  await pass(options, new Map());
  expect(done).toStrictEqual([`unitLetter a → ${opened}`, `consentWithdrawn b → ${opened}`]);
});

test('a letter to a case that another letter is yet to open waits with it, however often that one fails (CON-3, PIN-2)', async () => {
  const letters = [opening('a', 'disclosure'), letter('b', 'consentWithdrawn', { caseRef: opened })];
  const { options, done } = scene(letters, [], ['a']);
  await pass(options, new Map());
  expect(done).toStrictEqual(['report Error: away']);
});

test('CON-10: a letter opens no case whose reference its sender chose', async () => {
  const { options, done } = scene([letter('a', 'disclosure', { caseRef: 'c-1' })], []);
  await pass(options, new Map());
  expect(done).toStrictEqual(['refused a']);
});

test('a letter that cannot be told does not stay ahead of those that come (PIN-2)', async () => {
  const { options, marked } = scene([opening('a', 'transferOffer')], [], ['a']);
  await pass(options, new Map());
  expect(marked).toStrictEqual(['a']);
});

test('a letter that cannot be opened is reported, stays, and holds up no other (PIN-2)', async () => {
  const unread = { letterId: 'a', from: 'las', receivedAt: '2026-03-02T09:00:00.000Z', caseRef: 'c-1' };
  const { options, done, marked } = scene([unread, letter('b', 'disclosure', { caseRef: 'c-1' })], ['c-1']);
  await pass(options, new Map());
  expect(done).toStrictEqual(['report Error: damaged', 'unitLetter b → c-1']);
  expect(marked).toStrictEqual(['a', 'b']);
});

test('TRF-1: a recall that opens nothing waits for the offer whose case it names, and is not refused', async () => {
  const letters = [letter('b', 'transferRecall', { caseRef: opened }), opening('a', 'transferOffer')];
  const { options, done } = scene(letters, []);
  await pass(options, new Map());
  expect(done).toStrictEqual([`unitLetter a → ${opened}`]);
});

test('ADR 0021: no signal says that the police answered about a serious crime', async () => {
  const letters = (['policeSeriousCrimeAnswer', 'policeAssessment'] as const).map((kind) =>
    letter('a', kind, { caseRef: 'c-1' }),
  );
  const [crime, assessment] = letters.map((one) => scene([one], ['c-1']));
  for (const one of [crime, assessment]) if (one !== undefined) await pass(one.options, new Map());
  expect(crime?.done).toStrictEqual(['policeAssessment a → c-1']);
  expect(crime?.done).toStrictEqual(assessment?.done);
});

test('a letter is not told again at once, and one that fails does not hold up the others (PIN-2)', async () => {
  const letters = [opening('a', 'transferOffer'), letter('b', 'disclosure', { caseRef: 'c-2' })];
  const { options, done } = scene(letters, ['c-2'], ['a']);
  const told: Parameters<typeof pass>[1] = new Map();
  await pass(options, told);
  await pass(options, told);
  expect(done).toStrictEqual(['report Error: away', 'unitLetter b → c-2', 'report Error: away']);
});

test('letters that name no unit served here are refused', async () => {
  const { options, done } = scene([letter('a', 'transferOffer')], []);
  const { inbox, cases, keyRing, report } = options;
  await pass({ unit: 'unaddressed', inbox, cases, keyRing, report }, new Map());
  expect(done).toStrictEqual(['refused a']);
});

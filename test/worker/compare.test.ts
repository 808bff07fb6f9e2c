import type { Step } from '../../domain/kernel/step';
import type { CaseStanding } from '../../store/case-standing';
import type { Told } from '../../worker/ops/history';
import { compare } from '../../worker/ops/reconcile/compare';
import { LATER, step } from '../store/support/steps';

const steps: readonly Step[] = [1, 2, 3, 4].map((seq) => step(seq, { commandId: `cmd-${seq}` }));
const at = (...seqs: readonly number[]): readonly Step[] => steps.filter(({ seq }) => seqs.includes(seq));

const standing = (own: readonly Step[]): CaseStanding => ({ steps: own, ledger: [], outbox: new Map() });

const told = (own: readonly Step[], differs: Partial<Told> = {}): Told => ({
  ...{ runId: 'r', isRunning: true, startedMs: 0, hasLoaded: true, delivering: new Set(), answers: 1 },
  steps: new Map(own.map((one) => [one.seq, one])),
  knows: Math.max(0, ...own.map(({ seq }) => seq)),
  ...differs,
});

const other = step(2, { commandId: 'another' });
const sameName = step(2, { commandId: 'cmd-2', at: LATER });
const unknownKey = { unreadable: 'unknownKey', steps: new Map() };

/** What the journal has, what the workflow knows, and the difference with its steps. */
const table: readonly (readonly [
  title: string,
  journal: readonly Step[],
  workflow: Told | undefined,
  found: readonly [kind: string, steps?: readonly [number, number]],
])[] = [
  ['the workflow knows more', at(1, 2), told(at(1, 2, 3, 4)), ['ahead', [3, 4]]],
  [
    'a workflow that has ended knows more',
    at(1, 2),
    told(at(1, 2, 3), { isRunning: false }),
    ['ahead', [3, 3]],
  ],
  ['a case that the journal lost with all its steps', [], told(at(1, 2)), ['ahead', [1, 2]]],
  ['what the workflow knows more does not follow', at(1), told(at(1, 3)), ['forked', [2, 3]]],
  ['another command under one number', at(1, 2, 3), told([...at(1), other]), ['forked', [2, 3]]],
  ['the clock’s step at another time', at(1, 2), told([...at(1), sameName]), ['forked', [2, 2]]],
  ['the journal knows more', at(1, 2, 3), told(at(1)), ['behind', [2, 3]]],
  [
    'the run before knew as much, this one does not',
    at(1, 2, 3),
    told(at(1, 2, 3), { knows: 1 }),
    ['behind', [2, 3]],
  ],
  ['nothing of the workflow opens, the journal does', at(1, 2), told([], unknownKey), ['historyAltered']],
  [
    'one answer of the workflow does not open, and no other has what the journal lacks',
    at(1, 2, 3),
    told(at(1, 2), { unreadable: 'notAuthentic' }),
    ['historyAltered'],
  ],
  [
    'one answer does not open, and another has a step that the journal lost',
    at(1, 2),
    told(at(1, 2, 3), { unreadable: 'notAuthentic' }),
    ['ahead', [3, 3]],
  ],
  ['nothing of the case opens anywhere', [], told([], unknownKey), ['lostCase']],
  ['the workflow has ended', at(1, 2), told(at(1, 2), { isRunning: false }), ['noWorkflow']],
  ['there never was a workflow', at(1), undefined, ['noWorkflow']],
  ['a line is gone', at(1, 3), told(at(1, 2, 3)), ['gap', [2, 2]]],
];

test.each(table)('ADR 0025: %s', (_title, journal, workflow, [kind, span]) => {
  const sides = {
    unit: 'sav',
    caseRef: 'c-1',
    waiting: [],
    lostTexts: [],
    standing: standing(journal),
    told: workflow,
  };
  const found = compare(sides).filter((one) => one.kind !== 'rowDiffers');
  expect(found.map((one) => [one.kind, one.steps])).toEqual([[kind, span]]);
});

test.each([
  ['a run that has not read the journal yet', at(1), told([], { hasLoaded: false })],
  ['a run that opened nothing', [], told([])],
  ['an ended run of a case that nobody can open', [], told([], { ...unknownKey, isRunning: false })],
])('ADR 0025: %s is no difference', (_title, journal, workflow) => {
  const sides = {
    unit: 'sav',
    caseRef: 'c-1',
    waiting: [],
    lostTexts: [],
    standing: standing(journal),
    told: workflow,
  };
  expect(compare(sides).filter(({ kind }) => kind !== 'rowDiffers')).toEqual([]);
});

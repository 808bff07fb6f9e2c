import fc from 'fast-check';
import { actionNames } from '../../domain/case/actions';
import { evolve } from '../../domain/case/evolve';
import { caseRow } from '../../domain/case/row';
import { timeline } from '../../domain/case/timeline';
import type { Reader } from '../../domain/kernel/actor';
import type { EventBase } from '../../domain/kernel/event';
import type { Notice } from '../../domain/kernel/notice';
import { CaseFile } from './support/case-file';
import { asked, handledBySav, offered, registered, takenOver } from './support/given';
import { anna, axel, hugo, siv } from './support/people';
import { goteborg } from './support/profile';
import { shownOf } from './support/shown';
import { starts, storied, stories } from './support/stories';
import { groundCarries } from './world/grounds';

const RUNS = { numRuns: 150 };

/** All actions but the one that opens a case, naming staff alone, or none. */
function offersFor(file: CaseFile, by: Reader): number {
  const seen = file.view(by);
  if (seen === undefined) return 0;
  return seen['kind'] === 'stub' && seen['restricted'] === true ? 1 : actionNames.length - 1;
}

/** Plays random stories and looks at each file that comes of them. */
function assertAlways(look: (file: CaseFile) => void): void {
  fc.assert(
    fc.property(stories, ({ start, happenings }) => {
      const file = start();
      for (const happen of happenings) happen(file);
      look(file);
    }),
    RUNS,
  );
}

const notices = (file: CaseFile): readonly Notice[] =>
  file.steps.flatMap(({ events }) => events.flatMap((event) => event.notices ?? []));

test('WRK-2 CON-4: decide never throws, and leaves a file that every question can be asked of', () => {
  expect([...storied].sort()).toEqual([...actionNames].sort());
  assertAlways((file) => {
    for (const by of [anna, siv, hugo]) {
      expect(file.offers(by).length).toBe(offersFor(file, by));
    }
    expect(shownOf(file)).not.toMatch(/undefined/);
    expect(JSON.stringify(timeline(file.steps, goteborg))).not.toMatch(/undefined/);
    expect(JSON.parse(JSON.stringify(file.state))).toEqual(file.state);
    const people = caseRow(file.state).people.map(({ person }) => person);
    expect(new Set(people).size).toBe(people.length);
  });
});

const leaving: readonly string[] = [
  ...['ReceiptRecorded', 'ExitCompleted', 'ApplicationWithdrawn', 'ApplicationRejected', 'ExitEnded'],
];

test('TRF-6: whatever happens, an application that is held is held in an open file, and moves or ends once', () => {
  assertAlways((file) => {
    const { application } = file.state.transfer;
    const { status } = file.state.intake;
    expect(application?.standing !== 'held' || ['intake', 'investigation'].includes(status)).toBe(true);
    const left = file.steps.flatMap(({ events }) => events).filter(({ type }) => leaving.includes(type));
    expect(left.length).toBe(application === undefined || application.standing === 'held' ? 0 : 1);
    const waiting = Object.values(file.state.transfer.outgoing).filter(
      ({ standing }) => standing === 'offered',
    );
    expect(waiting.length).toBeLessThan(2);
  });
});

test('CON-1 CON-4 CON-5: no letter holds an enclosure without a ground, or a consent that stood and named it when the step was made', () => {
  assertAlways((file) => {
    const sent = file.steps.flatMap(({ at, events }) =>
      events.flatMap(({ letters = [] }) =>
        letters.flatMap(({ to, enclosures }) => enclosures.map((enclosure) => ({ at, to, ...enclosure }))),
      ),
    );
    const uncarried = sent.filter(
      ({ to, category, carrier }) =>
        carrier.kind === 'ground' && !groundCarries(carrier.ground.id, { from: file.unit, to }, category),
    );
    expect(uncarried).toEqual([]);
    for (const { at, to, category, carrier } of sent) {
      if (carrier.kind === 'ground') continue;
      const { consent } = carrier;
      const ended = file.state.consent.consents[consent.consentId]?.ended?.at;
      expect([...consent.recipients]).toContain(to);
      expect([...consent.categories]).toContain(category);
      // An answer goes back to the unit that gave the consent (CON-7, RSP-13).
      expect([file.unit, to]).toContain(consent.givingUnit);
      expect(consent.until === undefined || at <= consent.until).toBe(true);
      expect(ended === undefined || at <= ended).toBe(true);
    }
  });
});

test('INT-4 INT-5 CON-5: whatever happens, the police get nothing before an investigation, and a consent or a ground', () => {
  const police = ['las', 'bops'];
  assertAlways((file) => {
    const types = file.steps.flatMap(({ events }) => events);
    const first = types.findIndex(({ letters }) => letters?.some(({ to }) => police.includes(to)) === true);
    if (first < 0) return;
    const before = types.slice(0, first).map(({ type }) => type);
    const isOnGround = types[first]?.type === 'DisclosedOnGround';
    const needed = isOnGround ? ['InvestigationOpened'] : ['InvestigationOpened', 'ConsentGiven'];
    expect(before).toEqual(expect.arrayContaining(needed));
  });
});

/** Words of a threat, an assessor or a person. */
const TELLING = /^(high|low|concrete|latent|las|bops|anna|special|defector)$/;

test('NTF-1: a notice carries a reference, what is asked, and by when; never anything of the person', () => {
  const parts = ['audience', 'dueAt', 'matter', 'noticeId', 'rule'];
  assertAlways((file) => {
    for (const notice of notices(file)) {
      expect(Object.keys(notice).every((key) => parts.includes(key))).toBe(true);
      expect(notice.noticeId).toMatch(/^n-[0-9a-z]{24}$/);
      expect(notice.matter).toMatch(/^[a-zA-Z]+$/);
      expect(notice.rule).toMatch(/^[A-Z]{3}-\d+$/);
      expect(notice.dueAt ?? '2026-01-01T00:00:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const words = `${notice.matter} ${notice.audience}`
        .split(/(?=[A-Z])|\W/)
        .map((word) => word.toLowerCase());
      expect(words).not.toEqual(expect.arrayContaining([expect.stringMatching(TELLING)]));
    }
  });
});

test('NTF-3: no step settles what it raises itself', () => {
  assertAlways((file) => {
    const { events = [] } = file.steps.at(-1) ?? {};
    const raised = events.flatMap((event) => event.notices ?? []);
    const { settled } = caseRow(file.state);
    expect(raised.filter(({ matter }) => settled.includes(matter))).toEqual([]);
  });
});

test('NTF-2 CON-4: every letter and every notice has an id of its own', () => {
  assertAlways((file) => {
    const ids = [
      ...notices(file).map(({ noticeId }) => noticeId),
      ...file.letters().map(({ letterId }) => letterId),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('NTF-3 FUP-1: in a closed file nobody is reminded of anything but its follow-ups', () => {
  assertAlways((file) => {
    if (file.state.intake.status !== 'closed') return;
    const asks = Object.values(file.state.threat.requests).some(({ followsUp }) => followsUp === true);
    if (asks) return;
    const before = notices(file).length;
    const steps = file.until('2026-12-31T00:00:00.000Z');
    const raised = notices(file).slice(before);
    expect(raised.filter(({ rule }) => rule !== 'FUP-1')).toEqual([]);
    expect(raised.length === 0 || file.state.transfer.application?.standing === 'completed').toBe(true);
    expect(steps.flatMap(({ events }) => events.map(({ type }) => type))).not.toContain('AssessmentReminded');
  });
});

test('THR-3 TRF-5: each deadline is consumed once; the clock comes to rest except for what is overdue', () => {
  assertAlways((file) => {
    const due = file.due().map(({ id }) => id);
    expect(new Set(due).size).toBe(due.length);
    for (const id of due) {
      file.ticks(id);
      expect(file.due().map((deadline) => deadline.id)).not.toContain(id);
      expect(file.ticks(id).events).toEqual([
        { type: 'DeadlinePassed', rules: [], deadlineId: id, outcome: 'moot' },
      ]);
    }
    expect(file.state.passed).toEqual(expect.arrayContaining([...due]));
  });
});

test('CON-6: whatever happens, who has no part in the case sees nothing of it', () => {
  assertAlways((file) => {
    const stranger = {
      person: 'nobody',
      unit: 'centrum',
      roles: ['supervisor', 'caseworker', 'reception'] as const,
    };
    expect([file.view(stranger), file.offers(stranger)]).toEqual([undefined, []]);
    expect(file.tries(stranger, 'openInvestigation')).toEqual({ kind: 'foreign', rules: [] });
  });
});

test('CON-11: whatever happens, a file that is only offered shows a stub', () => {
  assertAlways((file) => {
    if (file.state.intake.status !== 'offered') return;
    for (const by of [hugo, siv, axel]) expect(['stub', undefined]).toContain(file.view(by)?.['kind']);
  });
});

test.each(starts.map((start, nth) => ({ start, nth })))(
  'evolve ignores events of types that are not known yet, from any start ($nth)',
  ({ start }) => {
    const file = start();
    const meta = { at: file.now, actor: { kind: 'clock' as const } };
    for (const type of ['OfALaterVersion', 'constructor', '__proto__', '']) {
      const event = {
        type,
        rules: [],
        v: 7,
        reference: 'x',
        assessment: {},
        consentId: 'constructor',
      } as EventBase;
      expect(evolve(file.state, event, meta)).toEqual(file.state);
    }
  },
);

test.each([registered, asked, offered, handledBySav, () => takenOver().receiver])(
  'evolve: a journal read again gives the same state, also through JSON (%#)',
  (given) => {
    const file = given();
    const again = new CaseFile(file.unit);
    const steps = JSON.parse(JSON.stringify(file.steps)) as typeof file.steps;
    again.state = steps.reduce(
      (state, step) => step.events.reduce((current, event) => evolve(current, event, step), state),
      again.state,
    );
    expect(again.state).toEqual(file.state);
  },
);

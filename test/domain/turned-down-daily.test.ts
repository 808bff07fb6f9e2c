import { caseRow } from '../../domain/case/row';
import type { NoticeMatter } from '../../domain/kernel/notice';
import { CaseFile, told } from './support/case-file';
import { reported, reportedThere } from './support/concern';
import { arrives } from './support/letters';
import { anna, jouren, rut } from './support/people';
import { handedOver, sentOf, takenOverFrom } from './support/placing';

/** Every letter of the kind is turned down as soon as it is sent, until then; what was told, and when. */
function turnedDown(file: CaseFile, kind: 'concernReport' | 'placementTakeover', until: string) {
  const before = file.steps.length;
  const rejectAll = (): void => {
    for (const { letterId } of file.letters(kind)) {
      if (file.state.consent.letters[letterId]?.standing === 'posted') file.delivered(letterId, 'rejected');
    }
  };
  rejectAll();
  for (let due = file.due()[0]; due !== undefined && due.at <= until; due = file.due()[0]) {
    file.until(due.at);
    rejectAll();
  }
  file.at(until);
  return file.steps.slice(before).flatMap((step) => told(step).map((notice) => [step.at, notice]));
}

const stands = (file: CaseFile, matter: NoticeMatter) => !caseRow(file.state).settled.includes(matter);
const toSupervisor = (lines: readonly (readonly string[])[]) =>
  lines.filter(([, notice]) => notice?.startsWith('supervisor') === true);

describe('TRF-7 NTF-3: a report whose letter is turned down again and again', () => {
  const atDutyDesk = (): CaseFile => {
    const file = new CaseFile('socialjour').at('2026-03-02T09:00:00.000Z');
    file.does(jouren, 'receiveConcernReport', { receivedAt: file.now }, 'text');
    file.does(jouren, 'setHomeDistrict', { district: 'hisingen' });
    file.until('2026-03-03T07:00:00.000Z');
    return file;
  };

  test('the supervisor is told on the third working day after it first went, once, and until it is there', () => {
    const file = atDutyDesk();
    const lines = turnedDown(file, 'concernReport', '2026-03-13T12:00:00.000Z');
    expect(toSupervisor(lines)).toEqual([['2026-03-06T15:30:00.000Z', 'supervisor:reportOverdue']]);
    expect(stands(file, 'reportOverdue')).toBe(true);

    file.until('2026-03-13T16:00:00.000Z');
    const there = reportedThere(file).does(rut, 'confirmConcernReport');
    file.gets(arrives(there.letter('concernReceipt'), 'hisingen', file.now));
    expect(stands(file, 'reportOverdue')).toBe(false);
  });

  test('the duty desk goes on sending it each working day, also after that', () => {
    const file = atDutyDesk();
    turnedDown(file, 'concernReport', '2026-03-13T12:00:00.000Z');
    expect(new Set(file.letters('concernReport').map(({ letterId }) => letterId)).size).toBeGreaterThan(7);
  });

  test('so is SAV’s, whose caseworker sends it by hand each morning', () => {
    const file = reported().does(anna, 'forwardConcernReport');
    const lines: (readonly string[])[] = [];
    for (const day of ['03', '04', '05', '06', '09', '10']) {
      lines.push(...turnedDown(file, 'concernReport', `2026-03-${day}T08:00:00.000Z`));
      file.does(anna, 'forwardConcernReport');
    }
    expect(toSupervisor(lines)).toEqual([['2026-03-05T15:30:00.000Z', 'supervisor:reportOverdue']]);
    expect(stands(file, 'reportOverdue')).toBe(true);
  });

  test('another district has its own time: what the first one declined is not held against it', () => {
    const file = reported().does(anna, 'forwardConcernReport');
    turnedDown(file, 'concernReport', '2026-03-05T16:00:00.000Z');
    file.does(anna, 'forwardConcernReport');
    const first = reportedThere(file).does(rut, 'declineConcernReport');
    file.gets(arrives(first.letter('concernDecline'), 'hisingen', file.now));
    file.does(anna, 'setHomeDistrict', { district: 'nordost' }).does(anna, 'forwardConcernReport');
    expect(stands(file, 'reportOverdue')).toBe(false);
    expect(file.due().map(({ kind, at }) => [kind, at])).toEqual(
      expect.arrayContaining([
        ['reportReceiptDue', '2026-03-06T15:30:00.000Z'],
        ['reportReceiptOverdue', '2026-03-10T15:30:00.000Z'],
      ]),
    );
  });
});

describe('PLC-2 TRF-5 NTF-3: a hand-over whose letter is turned down again and again', () => {
  test('the supervisor is told on the third working day after it first went, once, and until it is taken over', () => {
    const file = handedOver({ consented: true });
    const lines = turnedDown(file, 'placementTakeover', '2026-03-11T08:00:00.000Z');
    expect(toSupervisor(lines)).toEqual([['2026-03-06T15:30:00.000Z', 'supervisor:placementReceiptOverdue']]);
    expect(stands(file, 'placementReceiptOverdue')).toBe(true);
    expect(file.letters('placementTakeover').length).toBeGreaterThan(5);

    file.until('2026-03-12T07:00:00.000Z');
    expect(sentOf(file).to).toBe('hisingen');
    takenOverFrom(file);
    expect(stands(file, 'placementReceiptOverdue')).toBe(false);
  });
});

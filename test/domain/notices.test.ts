import { caseRow } from '../../domain/case/row';
import { mailedTo } from '../../domain/kernel/notice';
import type { NoticeMatter } from '../../domain/kernel/notice';
import type { CaseFile } from './support/case-file';
import {
  asked,
  consents,
  criteriaMet,
  investigating,
  moved,
  offered,
  referenceOf,
  registered,
  stubAt,
} from './support/given';
import { arrives, assessment } from './support/letters';
import { anna, rut } from './support/people';

const stillAsked = (file: CaseFile, matter: NoticeMatter): boolean =>
  !caseRow(file.state).settled.includes(matter);

const overdue = (): CaseFile => {
  const file = asked();
  file.until('2026-03-17T12:00:00.000Z');
  return file;
};

const answered = (): CaseFile => {
  const file = overdue();
  file.gets(assessment(referenceOf(file), { final: true }));
  return file;
};

const withdrawn = (): CaseFile => {
  const file = overdue();
  const [consent = ''] = Object.keys(file.state.consent.consents);
  return file.does(anna, 'withdrawConsent', { consent, at: file.now });
};

const late = (): CaseFile => {
  const file = offered();
  file.until('2026-03-09T12:00:00.000Z');
  return file;
};

const lateStub = (): CaseFile => {
  const file = stubAt(offered());
  file.until('2026-03-09T12:00:00.000Z');
  return file;
};

const recalled = (): CaseFile => late().does(anna, 'recallTransfer');

const declined = (): CaseFile => {
  const file = late();
  const stub = stubAt(file).does(rut, 'declineTransfer', { reason: 'notOurMatter' });
  file.gets(arrives(stub.letter('transferDecline'), 'hisingen', file.now));
  return file;
};

test.each<[matter: NoticeMatter, given: string, file: () => CaseFile, is: boolean]>([
  ['assessmentReminder', 'nobody was asked', registered, false],
  ['assessmentReminder', 'an answer is awaited', asked, true],
  ['assessmentReminder', 'the answer has come', answered, false],
  ['assessmentReminder', 'the consent was withdrawn', withdrawn, false],
  ['assessmentOverdue', 'the answer is not yet overdue', asked, false],
  ['assessmentOverdue', 'the answer is overdue', overdue, true],
  ['assessmentOverdue', 'the answer has come', answered, false],
  ['assessmentOverdue', 'the consent was withdrawn', withdrawn, false],
  ['criterionOpen', 'the last consent has ended', withdrawn, true],
  ['receiptAwaited', 'our receipt is awaited', () => stubAt(offered()), true],
  ['receiptAwaited', 'our receipt was given', () => moved().receiver, false],
  ['receiptReminder', 'our receipt is awaited', () => stubAt(offered()), true],
  ['receiptReminder', 'our receipt was given', () => moved().receiver, false],
  ['receiptReminder', 'their receipt is awaited', offered, true],
  ['receiptReminder', 'their receipt was recorded', () => moved().sender, false],
  ['receiptReminder', 'the offer was recalled', recalled, false],
  ['receiptReminder', 'the offer was declined', declined, false],
  ['receiptOverdue', 'a receipt is not yet overdue', offered, false],
  ['receiptOverdue', 'their receipt is overdue', late, true],
  ['receiptOverdue', 'our receipt is overdue', lateStub, true],
  ['receiptOverdue', 'the offer was recalled', recalled, false],
  ['receiptOverdue', 'the offer was declined', declined, false],
])('NTF-3: %s while %s', (matter, _given, file, is) => {
  expect(stillAsked(file(), matter)).toBe(is);
});

test('NTF-3: the criterion that was open is settled by a consent given anew', () => {
  const file = criteriaMet(investigating());
  expect(stillAsked(file, 'criterionOpen')).toBe(true);
  consents(file, ['las'], ['core']);
  expect(stillAsked(file, 'criterionOpen')).toBe(false);
});

test('NTF-3: what only asks to be read is never settled by the case', () => {
  for (const file of [registered(), answered(), withdrawn(), declined(), moved().sender]) {
    for (const matter of [
      'assessmentArrived',
      'assessmentStopped',
      'transferDeclined',
      'letterArrived',
    ] as const)
      expect(stillAsked(file, matter)).toBe(true);
  }
});

test('NTF-2 NTF-3: the function address comes first, and only what has escalated goes to the supervisor', () => {
  for (const audience of ['caseworker', 'unit', 'reception'] as const)
    expect(mailedTo(audience)).toEqual(['functionAddress', 'caseworker']);
  expect(mailedTo('supervisor')).toEqual(['functionAddress', 'caseworker', 'supervisor']);
});

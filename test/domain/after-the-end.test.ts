import type { Body } from './support/case-file';
import { CaseFile, refused } from './support/case-file';
import { appliedAt, ended, notAble, rejected, toldOf, unmet } from './support/decided';
import { consents, handledBySav, moved, moving, registered } from './support/given';
import { arrives } from './support/letters';
import { anna, hugo } from './support/people';

const now = '2026-03-02T09:00:00.000Z';

function withdrawn(file: CaseFile): CaseFile {
  return file.does(anna, 'withdrawApplication', { at: now });
}

describe('help to apply for other support is offered after the end, and recorded', () => {
  const told: Body = { at: now, wanted: false };
  test.each<{
    given: string;
    file: () => CaseFile;
    body?: Body;
    note?: boolean;
    rules: readonly string[] | undefined;
  }>([
    { given: 'special, not able', file: notAble, rules: ['RSP-2'] },
    { given: 'rejected as not able', file: () => rejected('notAble'), rules: undefined },
    { given: 'held', file: handledBySav, rules: ['RSP-14'] },
    { given: 'a criterion not met', file: unmet, rules: ['RSP-14'] },
    { given: 'rejected on a criterion', file: () => rejected('criterionNotMet'), rules: undefined },
    { given: 'the move declined', file: () => rejected('declinesMove'), rules: undefined },
    { given: 'withdrawn', file: () => withdrawn(unmet()), rules: undefined },
    { given: 'ended', file: ended, rules: undefined },
    { given: 'moved away', file: () => moved().sender, rules: ['RSP-14'] },
    { given: 'no application', file: () => toldOf('sav'), rules: ['RSP-14'] },
    { given: 'wanted', file: ended, body: { wanted: true }, note: true, rules: undefined },
    { given: 'wanted, not said what', file: ended, body: { wanted: true }, rules: ['RSP-10'] },
    {
      given: 'wanted, not said what',
      file: () => rejected('notAble'),
      body: { wanted: true },
      rules: ['RSP-2'],
    },
    { given: 'in the future', file: ended, body: { at: '2026-03-02T09:00:00.001Z' }, rules: ['RSP-10'] },
    {
      given: 'before the decision',
      file: () => rejected('notAble'),
      body: { at: '2026-03-01T22:59:59.999Z' },
      rules: ['RSP-2'],
    },
    {
      given: 'on its day',
      file: () => rejected('notAble'),
      body: { at: '2026-03-01T23:00:00.000Z' },
      rules: undefined,
    },
    { given: 'closed', file: closed, rules: ['INT-2'] },
  ])('RSP-2 RSP-10 RSP-14: $given: $rules', ({ file, body, note = false, rules }) => {
    const fields = note ? ['askedFor'] : [];
    expect(file().tries(anna, 'recordHelpToApply', { ...told, ...body }, ...fields)?.rules).toEqual(rules);
  });

  function closed(): CaseFile {
    return rejected('declinesMove').does(anna, 'closeCase', { reason: 'applicationRejected' });
  }

  test.each<{ given: string; file: () => CaseFile; reason: string; rules: readonly string[] | undefined }>([
    {
      given: 'special, not able',
      file: () => rejected('notAble'),
      reason: 'applicationRejected',
      rules: ['RSP-2'],
    },
    {
      given: 'a criterion not met',
      file: () => rejected('criterionNotMet'),
      reason: 'applicationRejected',
      rules: ['RSP-14'],
    },
    {
      given: 'the move declined',
      file: () => rejected('declinesMove'),
      reason: 'applicationRejected',
      rules: undefined,
    },
    { given: 'ended', file: ended, reason: 'exitEnded', rules: ['RSP-10'] },
    {
      given: 'withdrawn, a criterion not met',
      file: () => withdrawn(unmet()),
      reason: 'applicationWithdrawn',
      rules: ['RSP-14'],
    },
    {
      given: 'withdrawn',
      file: () => withdrawn(registered()),
      reason: 'applicationWithdrawn',
      rules: undefined,
    },
    {
      given: 'withdrawn, special and not able',
      file: () => withdrawn(notAble()),
      reason: 'applicationWithdrawn',
      rules: undefined,
    },
  ])(
    'RSP-2 RSP-10 RSP-14: $given: the file does not close before that is recorded ($rules)',
    ({ file, reason, rules }) => {
      const given = file();
      expect(given.tries(anna, 'closeCase', { reason })?.rules).toEqual(rules);
      if (rules === undefined) return;
      expect(given.view(anna)).toMatchObject({
        next: { code: 'offerHelp' },
        decisions: { helpDue: rules[0], helpToApply: null },
      });
      given.does(anna, 'recordHelpToApply', { at: now, wanted: true }, 'askedFor');
      expect(given.last().rules).toEqual(rules);
      expect(given.view(anna)).toMatchObject({
        next: { code: 'close' },
        decisions: {
          helpDue: null,
          helpToApply: { wanted: true, notes: [{ noteId: 'o-askedFor', field: 'askedFor' }] },
        },
      });
      expect(given.tries(anna, 'closeCase', { reason })).toBeUndefined();
    },
  );

  test('RSP-14: a withdrawal on a criterion that is not met cites the rule', () => {
    expect(withdrawn(unmet()).last().rules).toEqual(['TRF-6', 'RSP-4', 'RSP-14']);
    expect(withdrawn(registered()).last().rules).toEqual(['TRF-6', 'RSP-4']);
  });
});

describe('WRK-1: what is next where the application ends', () => {
  test.each<{ given: string; file: () => CaseFile; next: string }>([
    { given: 'special, not able', file: notAble, next: 'reject' },
    {
      given: 'a criterion not met',
      file: () => unmet(registered().does(anna, 'openInvestigation')),
      next: 'reject',
    },
    { given: 'a criterion not met, in intake', file: unmet, next: 'openInvestigation' },
    { given: 'not special', file: moving, next: 'offerTransfer' },
    { given: 'moved away', file: () => moved().sender, next: 'settleMeeting' },
    { given: 'the move declined', file: () => rejected('declinesMove'), next: 'close' },
  ])('WRK-1 RSP-2 RSP-14: $given: $next', ({ file, next }) => {
    expect(file().view(anna)).toMatchObject({ next: { code: next } });
  });
});

describe('with consent the assessment goes to the home district', () => {
  const covering = (
    file: CaseFile,
    recipients = ['hisingen'],
    categories = ['core', 'threatAssessment'],
  ): string => consents(file, recipients, categories, { purpose: 'disclosure' });

  test.each([
    { given: 'rejected as not able', file: () => rejected('notAble') },
    { given: 'ended', file: ended },
  ])('RSP-2 RSP-10: $given: it is next, goes under the consent, and is then done', ({ file }) => {
    const given = file().does(anna, 'recordHelpToApply', { at: now, wanted: false });
    expect(given.view(anna)).toMatchObject({ next: { code: 'close' } });
    const consent = covering(given);
    expect(given.view(anna)).toMatchObject({ next: { code: 'discloseAssessment' } });
    const body = {
      consent,
      recipient: 'hisingen',
      categories: ['core', 'threatAssessment'],
      purpose: 'disclosure',
    };
    given.does(anna, 'discloseWithConsent', body);
    expect(given.view(anna)).toMatchObject({ next: { code: 'close' } });
    const receiver = new CaseFile('hisingen');
    receiver.gets(arrives(given.letter('disclosure'), 'sav', now));
    const hedda = { ...hugo, roles: ['supervisor' as const] };
    receiver.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    expect(receiver.view(hugo)).toMatchObject({
      holdsApplication: false,
      threat: { assessment: { level: 'high' } },
    });
  });

  test.each<{ given: string; file: () => CaseFile; recipients?: string[]; categories?: string[] }>([
    { given: 'another district', file: () => rejected('notAble'), recipients: ['nordost'] },
    { given: 'other categories', file: () => rejected('notAble'), categories: ['core'] },
    { given: 'the move was declined', file: () => rejected('declinesMove') },
  ])(
    'RSP-2 RSP-10: it is not suggested where the consent is for $given',
    ({ file, recipients, categories }) => {
      const given = file().does(anna, 'recordHelpToApply', { at: now, wanted: false });
      covering(given, recipients, categories);
      expect(given.view(anna)).toMatchObject({ next: { code: 'close' } });
    },
  );

  test('RSP-2 CON-3: what a withdrawal stopped is suggested no more, and is not sent', () => {
    const file = rejected('notAble').does(anna, 'recordHelpToApply', { at: now, wanted: false });
    const consent = covering(file);
    file.does(anna, 'withdrawConsent', { consent, at: now });
    expect(file.view(anna)).toMatchObject({ next: { code: 'close' } });
    const body = { consent, recipient: 'hisingen', categories: ['threatAssessment'], purpose: 'disclosure' };
    expect(file.tries(anna, 'discloseWithConsent', body)).toEqual(refused('CON-3'));
  });

  test('RSP-2: what the recipient would not take is still to be disclosed', () => {
    const file = rejected('notAble').does(anna, 'recordHelpToApply', { at: now, wanted: false });
    const consent = covering(file);
    const body = { consent, recipient: 'hisingen', categories: ['threatAssessment'], purpose: 'disclosure' };
    file.does(anna, 'discloseWithConsent', body);
    file.delivered(file.letter('disclosure').letterId, 'rejected', ['threatAssessment']);
    expect(file.view(anna)).toMatchObject({ next: { code: 'discloseAssessment' } });
  });
});

describe('the file closes with the reason that its course gives, under the act of the day', () => {
  test.each([
    { at: '2025-06-30T21:59:59.999Z', act: 'SoL (2001:453)' },
    { at: '2025-06-30T22:00:00.000Z', act: 'SoL (2025:400)' },
  ])('RSP-3 RSP-11: closed at $at: $act', ({ at, act }) => {
    const file = appliedAt('2025-06-20T09:00:00.000Z').at(at).does(anna, 'withdrawApplication', { at });
    file.does(anna, 'closeCase', { reason: 'applicationWithdrawn' });
    expect(file.view(anna)).toMatchObject({ closed: { reason: 'applicationWithdrawn', act } });
  });

  test.each<{ given: string; file: () => CaseFile; reason: string; rules: readonly string[] | undefined }>([
    { given: 'rejected', file: () => rejected('declinesMove'), reason: 'exitEnded', rules: ['RSP-11'] },
    { given: 'rejected', file: () => rejected('declinesMove'), reason: 'noFurtherAction', rules: ['RSP-11'] },
    {
      given: 'rejected',
      file: () => rejected('declinesMove'),
      reason: 'applicationWithdrawn',
      rules: ['RSP-11'],
    },
    {
      given: 'ended',
      file: () => ended().does(anna, 'recordHelpToApply', { at: now, wanted: false }),
      reason: 'exitCompleted',
      rules: ['RSP-10'],
    },
    {
      given: 'ended',
      file: () => ended().does(anna, 'recordHelpToApply', { at: now, wanted: false }),
      reason: 'exitEnded',
      rules: undefined,
    },
    { given: 'moved', file: () => moved().sender, reason: 'applicationRejected', rules: ['RSP-3'] },
    { given: 'told of', file: () => toldOf('sav'), reason: 'noFurtherAction', rules: undefined },
    { given: 'told of', file: () => toldOf('sav'), reason: 'applicationRejected', rules: ['CON-7'] },
  ])('RSP-3 RSP-10 RSP-11: $given, closed as $reason: $rules', ({ file, reason, rules }) => {
    expect(file().tries(anna, 'closeCase', { reason })?.rules).toEqual(rules);
  });
});

import { timeline } from '../../domain/case/timeline';
import type { Reader } from '../../domain/kernel/actor';
import type { Body, CaseFile } from './support/case-file';
import { refused } from './support/case-file';
import { appliedAt, decided, notAble, rejected, rejecting, toldOf, unmet } from './support/decided';
import {
  asked,
  assessed,
  criteriaMet,
  handledBySav,
  moved,
  moving,
  offered,
  registered,
  running,
  stubAt,
  takenOver,
} from './support/given';
import { anna, hedda, hugo, rut } from './support/people';
import { goteborg } from './support/profile';

interface Row {
  readonly given: string;
  readonly file: () => CaseFile;
  readonly because?: string;
  readonly by?: Reader;
  readonly rules: readonly string[] | undefined;
}

function undecided(): CaseFile {
  return assessed({ level: 'high' }, criteriaMet(asked()))
    .does(anna, 'classifyDefector', { classification: 'special' })
    .does(anna, 'assessAbility', { ability: 'notAble' }, 'otherNeeds');
}

const atDistrict = (): CaseFile => takenOver().receiver;

describe('an application is rejected on a ground of the routine, by the unit that holds it', () => {
  test.each<Row>([
    { given: 'special, not able', file: notAble, because: 'notAble', rules: undefined },
    { given: 'not able, not decided', file: undecided, because: 'notAble', rules: ['RSP-2'] },
    { given: 'special and able', file: handledBySav, because: 'notAble', rules: ['RSP-2'] },
    { given: 'not special', file: moving, because: 'notAble', rules: ['RSP-2'] },
    { given: 'just registered', file: registered, because: 'notAble', rules: ['RSP-2'] },
    { given: 'not special', file: moving, because: 'declinesMove', rules: undefined },
    { given: 'not special, home unknown', file: homeUnknown, because: 'declinesMove', rules: undefined },
    { given: 'special, not able', file: notAble, because: 'declinesMove', rules: ['RSP-4'] },
    { given: 'special and able', file: handledBySav, because: 'declinesMove', rules: ['RSP-4'] },
    { given: 'just registered', file: registered, because: 'declinesMove', rules: ['RSP-4'] },
    { given: 'at a district', file: atDistrict, because: 'declinesMove', by: hugo, rules: ['RSP-4'] },
    { given: 'no need', file: unmet, because: 'criterionNotMet', rules: undefined },
    { given: 'no milieu', file: () => unmet(registered(), anna, 'milieu'), rules: undefined },
    { given: 'no wish', file: () => unmet(registered(), anna, 'wish'), rules: undefined },
    { given: 'no need, at a district', file: () => unmet(atDistrict(), hugo), by: hugo, rules: undefined },
    { given: 'criteria open', file: registered, rules: ['RSP-14'] },
    { given: 'criteria met', file: handledBySav, rules: ['RSP-14'] },
    { given: 'criteria met, at a district', file: atDistrict, by: hugo, rules: ['RSP-14'] },
    {
      given: 'a criterion not met, then met',
      file: () => criteriaMet(unmet()),
      because: 'criterionNotMet',
      rules: ['RSP-14'],
    },
    { given: 'offered away', file: offered, because: 'declinesMove', rules: ['TRF-6'] },
    { given: 'moved away', file: () => moved().sender, because: 'declinesMove', rules: ['RSP-5'] },
    { given: 'withdrawn', file: () => gone(unmet()), rules: ['RSP-5'] },
    {
      given: 'withdrawn at a district',
      file: () => gone(unmet(atDistrict(), hugo), hugo),
      by: hugo,
      rules: ['TRF-6'],
    },
    { given: 'rejected already', file: () => rejected('criterionNotMet'), rules: ['RSP-5'] },
    { given: 'no application, at SAV', file: () => toldOf('sav'), rules: ['RSP-5', 'RSP-14'] },
    {
      given: 'no application, at a district',
      file: () => toldOf('hisingen'),
      by: hugo,
      rules: ['TRF-6', 'RSP-14'],
    },
    { given: 'closed', file: closed, because: 'declinesMove', rules: ['INT-2', 'RSP-5'] },
  ])(
    'RSP-2 RSP-4 RSP-5 RSP-14 TRF-6: $given, because $because: $rules',
    ({ file, because = 'criterionNotMet', by = anna, rules }) => {
      expect(file().tries(by, 'rejectApplication', rejecting(because), 'reasons')?.rules).toEqual(rules);
    },
  );

  function homeUnknown(): CaseFile {
    return assessed({ level: 'low' }, criteriaMet(asked())).does(anna, 'classifyDefector', {
      classification: 'notSpecial',
    });
  }
  function gone(file: CaseFile, by: Reader = anna): CaseFile {
    return file.does(by, 'withdrawApplication', { at: file.now });
  }
  function closed(): CaseFile {
    return rejected('declinesMove').does(anna, 'closeCase', { reason: 'applicationRejected' });
  }

  test('RSP-4 TRF-6: a transfer that waits is recalled first', () => {
    const file = offered().does(anna, 'recallTransfer');
    expect(file.tries(anna, 'rejectApplication', rejecting('declinesMove'), 'reasons')).toBeUndefined();
  });

  test('CON-11 INT-2: who is only offered the application rejects nothing', () => {
    const stub = stubAt(offered());
    const body = rejecting('criterionNotMet');
    expect(stub.tries(rut, 'rejectApplication', body)).toEqual({ kind: 'notPermitted', rules: ['ACC-2'] });
    expect(stub.tries(hedda, 'rejectApplication', body)?.rules).toEqual(['INT-2', 'TRF-6', 'RSP-14']);
  });
});

describe('RSP-11: a rejection is a formal decision', () => {
  const dates: readonly { on: string; now: string; act?: string; rules?: readonly string[] }[] = [
    { on: '2025-06-30', now: '2025-06-30T12:00:00.000Z', act: 'SoL (2001:453)' },
    { on: '2025-06-30', now: '2025-07-01T12:00:00.000Z', act: 'SoL (2001:453)' },
    { on: '2025-07-01', now: '2025-07-01T12:00:00.000Z', act: 'SoL (2025:400)' },
    // Midnight in Stockholm is 22:00 in UTC in summer.
    { on: '2025-07-01', now: '2025-06-30T22:00:00.000Z', act: 'SoL (2025:400)' },
    { on: '2025-07-01', now: '2025-06-30T21:59:59.999Z', rules: ['RSP-11'] },
    { on: '2025-06-20', now: '2025-06-30T12:00:00.000Z', act: 'SoL (2001:453)' },
    { on: '2025-06-19', now: '2025-06-30T12:00:00.000Z', rules: ['RSP-11'] },
    // And 23:00 in winter, in the same file half a year later.
    { on: '2026-01-15', now: '2026-01-14T22:59:59.999Z', rules: ['RSP-11'] },
    { on: '2026-01-15', now: '2026-01-14T23:00:00.000Z', act: 'SoL (2025:400)' },
  ];
  test.each(dates)(
    'RSP-11: decided on $on, recorded at $now: $act, refused by $rules',
    ({ on, now, act, rules }) => {
      // Half past midnight in Stockholm on 20 June.
      const file = unmet(appliedAt('2025-06-19T22:30:00.000Z')).at(now);
      const body = rejecting('criterionNotMet', { decidedOn: on });
      expect(file.tries(anna, 'rejectApplication', body, 'reasons')?.rules).toEqual(rules);
      expect(taken(file)[0]?.['act']).toBe(act);
    },
  );

  test('RSP-11: a day on which no act of the profile was in force is none for a decision', () => {
    const file = unmet(appliedAt('2001-12-30T09:00:00.000Z')).at('2002-01-02T09:00:00.000Z');
    const on = (decidedOn: string): Body => rejecting('criterionNotMet', { decidedOn });
    expect(file.tries(anna, 'rejectApplication', on('2001-12-31'))).toEqual(refused('RSP-11'));
    expect(file.tries(anna, 'rejectApplication', on('2002-01-01'))).toBeUndefined();
  });

  test.each([
    { because: 'notAble', rules: ['RSP-2', 'RSP-11', 'TRF-6'] },
    { because: 'declinesMove', rules: ['RSP-4', 'RSP-11', 'TRF-6'] },
    { because: 'criterionNotMet', rules: ['RSP-14', 'RSP-11', 'TRF-6'] },
  ] as const)(
    'RSP-11: rejected because $because: who, when, why and where to appeal stand on record',
    ({ because, rules }) => {
      const file = rejected(because);
      expect(file.last().rules).toEqual(rules);
      expect(file.view(anna)).toMatchObject({
        holdsApplication: false,
        application: { standing: 'rejected' },
        decisions: {
          taken: [
            {
              ...{ kind: 'rejection', because, decidedBy: 'siv', decidedOn: '2026-03-02', appeals: [] },
              ...{ act: 'SoL (2025:400)', appealTo: 'administrativeCourt' },
              notes: [{ noteId: 'o-reasons', field: 'reasons' }],
            },
          ],
          hasOpenAppeal: false,
        },
      });
      const [told] = timeline([file.last()], goteborg);
      expect(told?.by.en).toBe('anna');
      expect(told?.what.en).toMatch(
        /rejected: .*by siv on 2026-03-02 under SoL \(2025:400\)\. .*appealed to the administrative court\.$/,
      );
      expect(told?.what.sv).toMatch(
        /avslogs: .*av siv 2026-03-02 enligt SoL \(2025:400\)\. .*överklagas till förvaltningsrätten\.$/,
      );
    },
  );

  test('TRF-6: a rejected application is neither moved, completed, withdrawn nor ended', () => {
    const file = rejected('declinesMove');
    const transfer = { to: 'hisingen', categories: [] };
    expect(file.tries(anna, 'offerTransfer', transfer)?.rules).toContain('TRF-6');
    expect(file.tries(anna, 'withdrawApplication', { at: file.now })).toEqual(refused('TRF-6'));
    expect(file.tries(anna, 'completeExit', { outcome: 'leftMilieu' })?.rules).toContain('TRF-6');
    expect(file.tries(anna, 'endExit', decided)?.rules).toContain('RSP-5');
    expect(file.tries(anna, 'grantIntervention', { kind: 'acute', from: '2026-03-02' })).toEqual(
      refused('FUP-9'),
    );
  });

  test('RSP-5: what SAV finds of a case that a district holds ends nothing there', () => {
    const { receiver } = takenOver();
    for (const because of ['notAble', 'declinesMove', 'criterionNotMet']) {
      expect(receiver.tries(hugo, 'rejectApplication', rejecting(because))?.kind).toBe('refused');
    }
    expect(receiver.view(hugo)).toMatchObject({ holdsApplication: true });
  });
});

describe('what was awaited of the police stops with the application', () => {
  test.each([
    { name: 'rejectApplication', file: () => unmet(asked()), body: rejecting('criterionNotMet') },
    { name: 'endExit', file: askedAgain, body: decided },
  ])(
    'CON-8 THR-9: $name stops an open request, the police are told, and the file can close',
    ({ name, file, body }) => {
      const given = file().does(anna, name, body, 'reasons');
      expect(given.last().events.map(({ type }) => type)).toContain('AssessmentStopped');
      expect(given.letter('assessmentStopped')).toMatchObject({ to: 'las', enclosures: [] });
      expect(given.due()).toEqual([]);
      given.does(anna, 'recordHelpToApply', { at: given.now, wanted: false });
      const reason = name === 'endExit' ? 'exitEnded' : 'applicationRejected';
      expect(given.tries(anna, 'closeCase', { reason })).toBeUndefined();
    },
  );

  function askedAgain(): CaseFile {
    return running().does(anna, 'requestThreatAssessment', { occasion: 'repeated' });
  }
});

function taken(file: CaseFile): readonly Record<string, unknown>[] {
  const { decisions } = file.view(anna) as { decisions: { taken: readonly Record<string, unknown>[] } };
  return decisions.taken;
}

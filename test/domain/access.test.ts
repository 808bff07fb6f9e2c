import { actionNames } from '../../domain/case/actions';
import { actionTable } from '../../domain/case/areas';
import { CaseFile } from './support/case-file';
import { handledBySav, investigating, registered, registration, takenOver } from './support/given';
import { anna, axel, cilla, clas, hedda, hugo, rut, sara, siv } from './support/people';

const foreign = { kind: 'foreign', rules: [] };

/** The actions in force; a new one is added here with its place in the tables. */
const inForce = [
  ...['registerApplication', 'assignCaseworker', 'setHomeDistrict', 'openInvestigation', 'closeCase'],
  ...['giveConsent', 'withdrawConsent', 'recordConsentRefusal', 'discloseWithConsent', 'discloseOnGround'],
  ...['recordCriterion', 'recordMotivation', 'recordMilieu', 'recordAssessmentMethod'],
  ...['recordFirstContact', 'recordRelease'],
  ...['proposeHandoverMeeting', 'recordHandoverMeeting', 'waiveHandoverMeeting'],
  ...['requestThreatAssessment', 'recordMoveNeed'],
  ...['classifyDefector', 'assessAbility', 'decideHandling'],
  ...[
    'offerTransfer',
    'recallTransfer',
    'confirmReceipt',
    'declineTransfer',
    'completeExit',
    'withdrawApplication',
  ],
  ...['askAdvice', 'answerAdvice', 'requestClassification', 'askHomeDistrict', 'answerHomeDistrict'],
  ...['grantIntervention', 'setPlan', 'endParticipation', 'recordFollowUp'],
  ...['applyStateFunding', 'recordFundingDecision', 'recordSeriousCrimeSuspicion', 'answerSeriousCrime'],
  ...['rejectApplication', 'endExit', 'recordAppeal', 'recordHelpToApply', 'informRelatives'],
  ...['receiveConcernReport', 'forwardConcernReport', 'confirmConcernReport', 'declineConcernReport'],
  ...['recordCompulsoryCareConcern', 'startCompulsoryCareInquiry'],
  ...['applyForAcutePlacement', 'decideAcutePlacement', 'renewPlacement', 'recordPlacementInformation'],
  ...['takeOverPlacement', 'declinePlacement', 'endPlacement', 'contactFinancialAssistance'],
];

/** Those that open a case, so that there need be none. */
const openers: readonly string[] = [
  'registerApplication',
  'receiveConcernReport',
  'startCompulsoryCareInquiry',
  'applyForAcutePlacement',
  'decideAcutePlacement',
];

test('ACC-2: the actions in force are those of the tables', () => {
  expect([...actionNames].sort()).toEqual([...inForce].sort());
});

describe('CON-6: for others the answer is that of a case that is not there', () => {
  const others = [
    { who: 'no part in the case', by: axel },
    { who: 'reception, once it is assigned', by: sara },
    { who: 'a supervisor of the same board', by: cilla },
    { who: 'a caseworker of the same board', by: clas },
    { who: 'the home district', by: hugo },
    { who: 'a home district’s supervisor', by: hedda },
  ];

  test.each(others)('CON-6 ACC-1 ACC-2: $who sees nothing, is offered nothing, can do nothing', ({ by }) => {
    const [there, unknown] = [handledBySav(), new CaseFile('sav')];
    expect(there.view(by)).toBeUndefined();
    expect(unknown.view(by)).toBeUndefined();
    expect(there.offers(by)).toEqual([]);
    expect(unknown.offers(by)).toEqual([]);
    for (const name of inForce.filter((action) => !openers.includes(action))) {
      expect([name, there.tries(by, name)]).toEqual([name, foreign]);
      expect([name, unknown.tries(by, name)]).toEqual([name, foreign]);
    }
  });

  test.each([anna, siv])(
    'CON-6: $person too, of a case that does not exist, by every action there is',
    (by) => {
      const names = [...inForce, 'noSuchAction', 'constructor', '__proto__', 'toString'];
      for (const name of names.filter((action) => !openers.includes(action))) {
        expect([name, new CaseFile('sav').tries(by, name)]).toEqual([name, foreign]);
      }
    },
  );

  test('CON-6: of another unit’s registering nothing is told', () => {
    expect(new CaseFile('sav').tries(hugo, 'registerApplication', registration)).toEqual(foreign);
    expect(handledBySav().tries(axel, 'registerApplication', registration)).toEqual(foreign);
  });
});

describe('ACC-2: parts in the case', () => {
  test('ACC-2: assigned, stand-in and supervisor see the whole case, reception a stub until it is assigned', () => {
    const file = new CaseFile('hisingen');
    file.does(rut, 'registerApplication', { ...registration, channel: 'reception' });
    expect(file.view(rut)).toMatchObject({ kind: 'stub', awaits: 'assignment', from: null });
    expect(Object.keys(file.view(rut) ?? {})).toEqual([
      ...['kind', 'case', 'status', 'awaits', 'matter', 'homeDistrict', 'from', 'receiptDue'],
      ...['contactPerson', 'meeting', 'next'],
    ]);
    expect(file.view(hedda)).toMatchObject({ kind: 'full' });
    expect(file.view(hugo)).toBeUndefined();
    file.does(rut, 'assignCaseworker', { person: 'hilda', standIns: ['hugo'] });
    expect(file.view(hugo)).toMatchObject({ kind: 'full' });
    expect(file.view(rut)).toBeUndefined();
    expect(file.tries(rut, 'assignCaseworker', { person: 'rut', standIns: [] })).toEqual(foreign);
  });

  test('ACC-2: what belongs to another part is told as such', () => {
    const file = registered();
    const body = { person: 'axel', standIns: [] };
    expect(file.tries(anna, 'assignCaseworker', body)).toEqual({ kind: 'notPermitted', rules: ['ACC-2'] });
    const stub = new CaseFile('hisingen');
    stub.does(rut, 'registerApplication', { ...registration, channel: 'reception' });
    expect(stub.tries(rut, 'openInvestigation')).toEqual({ kind: 'notPermitted', rules: ['ACC-2'] });
    expect(stub.tries(rut, 'closeCase', { reason: 'noFurtherAction' })).toEqual({
      kind: 'notPermitted',
      rules: ['ACC-2'],
    });
  });

  test('ACC-2: who may do what is said of every action', () => {
    const by = Object.fromEntries(Object.entries(actionTable).map(([name, rule]) => [name, rule.by]));
    const others = inForce.filter((name) => by[name]?.join() !== 'caseworker,supervisor');
    expect(others.map((name) => [name, by[name]])).toEqual([
      ['registerApplication', ['caseworker', 'reception', 'dutyDesk']],
      ['assignCaseworker', ['supervisor', 'reception']],
      ['proposeHandoverMeeting', ['caseworker', 'supervisor', 'reception']],
      ['recordHandoverMeeting', ['caseworker', 'supervisor', 'reception']],
      ['waiveHandoverMeeting', ['caseworker', 'supervisor', 'reception']],
      ['confirmReceipt', ['caseworker', 'supervisor', 'reception']],
      ['declineTransfer', ['caseworker', 'supervisor', 'reception']],
      ['receiveConcernReport', ['caseworker', 'supervisor', 'reception', 'dutyDesk']],
      ['confirmConcernReport', ['caseworker', 'supervisor', 'reception']],
      ['declineConcernReport', ['caseworker', 'supervisor', 'reception']],
      ['applyForAcutePlacement', ['caseworker', 'supervisor', 'reception', 'dutyDesk']],
      ['decideAcutePlacement', ['caseworker', 'supervisor', 'dutyDesk']],
      ['takeOverPlacement', ['caseworker', 'supervisor', 'reception']],
      ['declinePlacement', ['caseworker', 'supervisor', 'reception']],
    ]);
  });
});

test('ACC-4: a change of assignment takes effect at once, both ways', () => {
  const file = investigating();
  expect(file.view(axel)).toBeUndefined();
  file.does(siv, 'assignCaseworker', { person: 'axel', standIns: [] });
  expect(file.tries(anna, 'recordMotivation', { insight: 'weak', motivation: 'weak' })).toEqual(foreign);
  expect(file.view(anna)).toBeUndefined();
  expect(file.offers(anna)).toEqual([]);
  expect(file.tries(axel, 'recordMotivation', { insight: 'weak', motivation: 'weak' })).toBeUndefined();
});

test('ACC-4: a change of handling takes effect at once', () => {
  const { sender, receiver } = takenOver();
  const body = { criterion: 'need', value: 'met' };
  expect(sender.tries(anna, 'recordCriterion', body)?.rules).toEqual(['DEF-9']);
  expect(receiver.tries(hugo, 'recordCriterion', body)).toBeUndefined();
});

test.each([
  {
    name: 'assignCaseworker',
    body: { person: 'axel', standIns: [], roles: ['supervisor'], actor: { roles: ['supervisor'] } },
  },
  { name: 'openInvestigation', body: { unit: 'sav', roles: ['caseworker'], kind: 'person', person: 'anna' } },
])('ACC-5: what the body of $name says of the caller counts for nothing', ({ name, body }) => {
  expect(registered().tries(axel, name, body)).toEqual(foreign);
  expect(registered().tries(clas, name, body)).toEqual(foreign);
});

test('ACC-5 ACC-1: a role in another unit is none here', () => {
  const file = registered();
  expect(
    file.tries({ person: 'anna', unit: 'centrum', roles: ['caseworker', 'supervisor'] }, 'openInvestigation'),
  ).toEqual(foreign);
  expect(file.view({ person: 'anna', unit: 'centrum', roles: ['supervisor'] })).toBeUndefined();
});

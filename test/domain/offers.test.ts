import { actionNames, onlyOpens } from '../../domain/case/actions';
import type { CaseFile } from './support/case-file';
import {
  asked,
  assessed,
  criteriaMet,
  handledBySav,
  investigating,
  moved,
  moving,
  offered,
  registered,
  stubAt,
} from './support/given';
import { anna, rut } from './support/people';

describe('WRK-2: what can be done now, and the rules in the way of the rest', () => {
  test.each<{ given: string; file: () => CaseFile; action: string; rules: readonly string[] }>([
    { given: 'intake', file: registered, action: 'openInvestigation', rules: [] },
    { given: 'intake', file: registered, action: 'requestThreatAssessment', rules: ['INT-4', 'INT-5'] },
    { given: 'intake', file: registered, action: 'giveConsent', rules: [] },
    { given: 'intake', file: registered, action: 'withdrawConsent', rules: ['CON-3'] },
    { given: 'intake', file: registered, action: 'discloseWithConsent', rules: ['CON-1'] },
    { given: 'intake', file: registered, action: 'setHomeDistrict', rules: [] },
    { given: 'intake', file: registered, action: 'closeCase', rules: ['TRF-6'] },
    { given: 'intake', file: registered, action: 'assignCaseworker', rules: ['ACC-2'] },
    { given: 'intake', file: registered, action: 'offerTransfer', rules: ['RSP-3', 'TRF-1'] },
    { given: 'intake', file: registered, action: 'grantIntervention', rules: ['INT-4'] },
    { given: 'intake', file: registered, action: 'decideAcutePlacement', rules: [] },
    { given: 'intake', file: registered, action: 'renewPlacement', rules: ['PLC-6'] },
    { given: 'intake', file: registered, action: 'takeOverPlacement', rules: ['PLC-2'] },
    { given: 'intake', file: registered, action: 'applyForAcutePlacement', rules: ['INT-6'] },
    { given: 'intake', file: registered, action: 'contactFinancialAssistance', rules: [] },
    { given: 'investigated', file: investigating, action: 'openInvestigation', rules: ['INT-2'] },
    { given: 'investigated', file: investigating, action: 'classifyDefector', rules: ['DEF-6'] },
    { given: 'investigated', file: investigating, action: 'grantIntervention', rules: [] },
    { given: 'asked', file: asked, action: 'withdrawConsent', rules: [] },
    { given: 'asked', file: asked, action: 'requestThreatAssessment', rules: ['THR-1'] },
    { given: 'high', file: high, action: 'classifyDefector', rules: [] },
    { given: 'high', file: high, action: 'recordMoveNeed', rules: [] },
    { given: 'high', file: high, action: 'assessAbility', rules: ['DEF-8'] },
    { given: 'moving', file: moving, action: 'offerTransfer', rules: ['TRF-1'] },
    { given: 'offered', file: offered, action: 'offerTransfer', rules: ['TRF-6'] },
    { given: 'offered', file: offered, action: 'recallTransfer', rules: [] },
    { given: 'moved', file: () => moved().sender, action: 'closeCase', rules: [] },
    { given: 'moved', file: () => moved().sender, action: 'withdrawApplication', rules: ['TRF-6'] },
    { given: 'handled', file: handledBySav, action: 'grantIntervention', rules: [] },
    { given: 'handled', file: handledBySav, action: 'completeExit', rules: ['FUP-9'] },
  ])('WRK-2: $given: $action, in the way $rules', ({ file, action, rules }) => {
    const given = file();
    const before = given.state;
    expect(given.offer(anna, action)).toEqual({ possible: rules.length === 0, rules });
    expect(given.state).toBe(before);
  });

  function high(): CaseFile {
    return assessed({ level: 'high' }, criteriaMet(asked()));
  }

  test('WRK-2: every action is there with those who may do it, in words of both languages; opening is not', () => {
    const offers = asked().offers(anna);
    expect(offers.map(({ action }) => action).sort()).toEqual(
      actionNames.filter((action) => !onlyOpens(action)).sort(),
    );
    expect(offers.map(({ action }) => action)).not.toContain('registerApplication');
    for (const { by, obstacles } of offers) {
      expect(by.length).toBeGreaterThan(0);
      for (const { why } of obstacles) expect(why.en.length * why.sv.length).toBeGreaterThan(0);
    }
  });

  test('WRK-2 CON-11: reception is offered what its stub allows', () => {
    const possible = stubAt(offered())
      .offers(rut)
      .filter((offer) => offer.possible);
    expect(possible.map(({ action }) => action)).toEqual([
      'assignCaseworker',
      'confirmReceipt',
      'declineTransfer',
      'proposeHandoverMeeting',
      'recordHandoverMeeting',
      'waiveHandoverMeeting',
    ]);
  });
});

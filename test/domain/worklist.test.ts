import { caseRow, ledgerRows } from '../../domain/case/row';
import { CaseFile } from './support/case-file';
import {
  asked,
  assessed,
  consents,
  consentTo,
  criteriaMet,
  handledBySav,
  investigating,
  moved,
  moving,
  offered,
  registered,
  registration,
  stubAt,
  takenOver,
} from './support/given';
import { anna, hedda, hugo, rut } from './support/people';

describe('WRK-1: the row of a worklist', () => {
  const district = (): CaseFile =>
    new CaseFile('hisingen').does(hugo, 'registerApplication', { ...registration, channel: 'ongoingCase' });
  const consented = (): CaseFile => {
    const file = criteriaMet(investigating());
    consents(file, ['las'], ['core']);
    return file;
  };
  const districtAnswered = (): CaseFile => {
    const file = district().does(hugo, 'openInvestigation');
    consents(file, ['las'], ['core']);
    return file.does(hugo, 'requestThreatAssessment', { occasion: 'first' });
  };

  test.each<{ given: string; file: () => CaseFile; row: object }>([
    {
      given: 'registered',
      file: registered,
      row: { status: 'open', awaits: 'us', next: 'openInvestigation' },
    },
    { given: 'investigated', file: investigating, row: { awaits: 'us', next: 'askConsent' } },
    { given: 'consented', file: consented, row: { awaits: 'us', next: 'askPolice' } },
    {
      ...{ given: 'asked', file: asked },
      row: {
        awaits: 'police',
        next: 'awaitPolice',
        nextDue: expect.stringMatching(/^2026-03-09T07:0[0-5]/) as string,
      },
    },
    {
      given: 'assessed',
      file: () => assessed({}),
      row: { awaits: 'us', next: 'settleCriteria', nextDue: null },
    },
    { given: 'a defector', file: () => assessed({}, criteriaMet(asked())), row: { next: 'classify' } },
    { given: 'not special', file: moving, row: { next: 'offerTransfer' } },
    {
      ...{ given: 'offered', file: offered },
      row: { awaits: 'receiver', next: 'awaitReceipt', nextDue: '2026-03-03T15:30:00.000Z', overdue: false },
    },
    {
      given: 'moved, and no meeting held or waived',
      file: () => moved().sender,
      row: { awaits: 'us', next: 'settleMeeting', nextDue: null },
    },
    {
      given: 'moved, and the meeting waived',
      file: () => moved().sender.does(anna, 'waiveHandoverMeeting', {}, 'reason'),
      row: { awaits: 'us', next: 'close', nextDue: null },
    },
    {
      ...{ given: 'a stub', file: () => stubAt(offered()) },
      row: {
        status: 'offered',
        awaits: 'ourReceipt',
        next: 'confirmReceipt',
        waitsAtReception: true,
        people: [],
      },
    },
    { given: 'confirmed', file: () => moved().receiver, row: { awaits: 'sender', next: 'awaitPackage' } },
    {
      ...{ given: 'taken over', file: () => takenOver().receiver },
      row: { awaits: 'us', next: 'openInvestigation', people: [{ person: 'hugo', part: 'caseworker' }] },
    },
    { given: 'handled', file: handledBySav, row: { next: 'grantIntervention' } },
    { given: 'registered at a district', file: district, row: { awaits: 'us', next: 'openInvestigation' } },
    { given: 'asked by a district', file: districtAnswered, row: { awaits: 'police', next: 'awaitPolice' } },
  ])('WRK-1: $given', ({ file, row }) => {
    expect(caseRow(file().state)).toMatchObject(row);
  });

  test('WRK-1 DEF-5: a district with its answer goes on to handling, not to classifying', () => {
    const file = assessed({ receivedAt: '2026-03-03T10:00:00.000Z' }, districtAnswered());
    expect(caseRow(file.state).next).toBe('settleCriteria');
    expect(caseRow(criteriaMet(file).state).next).toBe('grantIntervention');
  });

  test('WRK-1: overdue by the police, here and there', () => {
    const file = asked();
    file.until('2026-03-17T00:00:00.000Z');
    expect(caseRow(file.state)).toMatchObject({ overdue: true, nextDue: '2026-03-17T07:00:00.000Z' });
    const [sender, receiver] = [offered(), stubAt(offered())];
    for (const waiting of [sender, receiver]) {
      waiting.until('2026-03-05T15:29:59.999Z');
      expect(caseRow(waiting.state).overdue).toBe(false);
      waiting.until('2026-03-05T15:30:00.000Z');
      expect(caseRow(waiting.state).overdue).toBe(true);
    }
  });

  test('WRK-1: stand-ins stand in the row, nobody twice', () => {
    const file = new CaseFile('hisingen');
    file.does(rut, 'registerApplication', { ...registration, channel: 'reception' });
    expect(caseRow(file.state)).toMatchObject({
      awaits: 'assignment',
      next: 'assign',
      waitsAtReception: true,
    });
    file.does(rut, 'assignCaseworker', { person: 'hugo', standIns: ['hugo', 'hilda', 'hilda'] });
    expect(caseRow(file.state)).toMatchObject({
      people: [
        { person: 'hugo', part: 'caseworker' },
        { person: 'hilda', part: 'standIn' },
      ],
      waitsAtReception: false,
    });
  });

  test('CON-4: the ledger for the claim says of each consent until when, and whether it ended', () => {
    const file = investigating();
    const first = consents(file, ['las'], ['core'], { until: '2026-04-01T00:00:00.000Z' });
    const second = consents(file, ['las'], ['core']);
    file.does(anna, 'withdrawConsent', { consent: second, at: '2026-03-01T00:00:00.000Z' });
    expect(ledgerRows(file.state)).toEqual([
      { consentId: first, validUntil: '2026-04-01T00:00:00.000Z', endedAt: null },
      { consentId: second, validUntil: null, endedAt: '2026-03-02T09:00:00.000Z' },
    ]);
  });
});

describe('ACC-2 CON-11: reception reads what waits to be assigned as that, and nothing of what goes on in it', () => {
  test('ACC-2 CON-11: also where the police were asked before anybody was assigned', () => {
    const file = new CaseFile('hisingen').does(rut, 'registerApplication', {
      ...registration,
      channel: 'reception',
    });
    file.does(hedda, 'openInvestigation');
    file.does(hedda, 'giveConsent', consentTo(['las'], ['core']));
    file.does(hedda, 'requestThreatAssessment', { occasion: 'first' });
    expect(file.view(rut)).toMatchObject({ kind: 'stub', awaits: 'assignment', next: { code: 'assign' } });
    expect(caseRow(file.state)).toMatchObject({ awaits: 'assignment', next: 'assign' });
    file.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    expect(caseRow(file.state)).toMatchObject({ awaits: 'police', next: 'awaitPolice' });
  });
});

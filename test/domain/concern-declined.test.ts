import { CaseFile, refused, told } from './support/case-file';
import { report, reported, reportedThere } from './support/concern';
import { investigating } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hedda, hugo, jouren, rut } from './support/people';
import { atDutyDesk, jonas } from './support/questions';

/** Hisingen has declined, and SAV has been told. */
function declined(): { sender: CaseFile; receiver: CaseFile } {
  const sender = reported().does(anna, 'forwardConcernReport');
  const receiver = reportedThere(sender).does(rut, 'declineConcernReport');
  sender.at('2026-03-02T10:00:00.000Z');
  sender.gets(arrives(receiver.letter('concernDecline'), 'hisingen', sender.now));
  return { sender, receiver };
}

describe('TRF-7 INT-6: a report that came to the wrong district goes back', () => {
  test('TRF-7 CON-1: the district declines by a control letter, and its file closes without more', () => {
    const { receiver } = declined();
    const letter = receiver.letter('concernDecline');
    expect(letter).toMatchObject({ to: 'sav', toCase: 'c-sav', enclosures: [] });
    expect(letter.facts).toEqual({ declinedAt: '2026-03-02T09:00:00.000Z' });
    expect(receiver.due()).toEqual([]);
    expect(receiver.tries(rut, 'confirmConcernReport')).toEqual(refused('TRF-7'));
    expect(receiver.tries(rut, 'declineConcernReport')).toEqual(refused('TRF-7'));
    expect(receiver.view(hedda)).toMatchObject({ next: { code: 'close' } });
    expect(receiver.tries(hedda, 'closeCase', { reason: 'concernHandled' })).toEqual(refused('TRF-7'));
    expect(receiver.tries(hedda, 'closeCase', { reason: 'noFurtherAction' })).toBeUndefined();
  });

  test('TRF-7 NTF-3: SAV’s caseworker is told, and the clock of the receipt ends', () => {
    const { sender } = declined();
    expect(told(sender.last())).toEqual(['caseworker:reportNotSent']);
    expect(sender.view(anna)).toMatchObject({ next: { code: 'setHomeDistrict' } });
    expect(sender.due().map(({ kind, at }) => [kind, at])).toEqual([
      ['reportWaitDue', '2026-03-03T15:30:00.000Z'],
      ['reportWaitOverdue', '2026-03-05T15:30:00.000Z'],
    ]);
  });

  test('INT-6 TRF-7: it does not go to the same district again before the home district is told anew', () => {
    const { sender } = declined();
    expect(sender.tries(anna, 'forwardConcernReport')).toEqual(refused('INT-6'));
    sender.at('2026-03-02T11:00:00.000Z').does(anna, 'setHomeDistrict', { district: 'hisingen' });
    expect(sender.does(anna, 'forwardConcernReport').letters('concernReport')).toHaveLength(2);
  });

  test('TRF-7: the right district gets it, and its receipt is the one that counts', () => {
    const { sender, receiver } = declined();
    sender.does(anna, 'setHomeDistrict', { district: 'nordost' }).does(anna, 'forwardConcernReport');
    const nils = { person: 'nils', unit: 'nordost', roles: ['reception'] } as const;
    const right = reportedThere(sender, 'nordost').does(nils, 'confirmConcernReport');
    const late = arrives(receiver.letter('concernDecline'), 'hisingen', sender.now);
    expect(sender.gets({ ...late, letterId: 'again' })).toEqual(refused('TRF-7'));
    sender.gets(arrives(right.letter('concernReceipt'), 'nordost', sender.now));
    expect(sender.due().filter(({ rule }) => rule === 'TRF-7')).toEqual([]);
  });

  test('TRF-7: a decline changes nothing once a named person there has confirmed', () => {
    const sender = reported().does(anna, 'forwardConcernReport');
    const receiver = reportedThere(sender).does(rut, 'confirmConcernReport');
    sender.gets(arrives(receiver.letter('concernReceipt'), 'hisingen', sender.now));
    const { reference } = sender.letter('concernReport');
    sender.gets(byHand('concernDecline', { from: 'hisingen', reference }));
    expect(sender.last().events).toEqual([]);
  });

  test('RSP-15 INT-6: SAV’s own report of compulsory care waits for the right district, and the supervisor is told at once', () => {
    const sender = investigating()
      .does(anna, 'setHomeDistrict', { district: 'hisingen' })
      .does(anna, 'recordCompulsoryCareConcern', { at: '2026-03-02T08:00:00.000Z' }, 'text');
    const receiver = reportedThere(sender).does(rut, 'declineConcernReport');
    sender.at('2026-03-02T10:00:00.000Z');
    sender.gets(arrives(receiver.letter('concernDecline'), 'hisingen', sender.now));
    expect(told(sender.last())).toEqual(['caseworker:reportNotSent', 'supervisor:reportNotSent']);
    sender.until('2026-03-06T12:00:00.000Z');
    expect(sender.letters('concernReport')).toHaveLength(1);
    sender.does(anna, 'setHomeDistrict', { district: 'nordost' });
    expect(sender.letter('concernReport').to).toBe('nordost');
  });
});

const answerOf = (desk: CaseFile, sender: CaseFile) =>
  arrives(desk.letter('homeDistrictAnswer'), 'socialjour', sender.now);

describe('INT-6: the home district is told anew after a decline', () => {
  test('INT-6 TRF-7: what the refusal says can be done: the duty desk is asked, and its answer is the district told anew', () => {
    const { sender } = declined();
    const offer = sender.offers(anna).find(({ action }) => action === 'forwardConcernReport');
    expect(offer?.obstacles[0]?.why.en).toContain('ask the duty desk');
    sender.does(anna, 'askHomeDistrict', {}, 'what');
    const desk = atDutyDesk(sender.letter('homeDistrictQuestion'));
    desk.does(jonas, 'answerHomeDistrict', { district: 'nordost' });
    sender.at('2026-03-02T11:00:00.000Z').gets(answerOf(desk, sender));
    expect(sender.state.intake.homeDistrict).toBe('nordost');
    expect(sender.does(anna, 'forwardConcernReport').letter('concernReport').to).toBe('nordost');
    expect(sender.tries(anna, 'askHomeDistrict', {}, 'what')).toEqual(refused('INT-6'));
  });

  test('INT-6: an answer that comes when the district was told meanwhile changes nothing', () => {
    const { sender } = declined();
    sender.does(anna, 'askHomeDistrict', {}, 'what');
    const desk = atDutyDesk(sender.letter('homeDistrictQuestion'));
    desk.does(jonas, 'answerHomeDistrict', { district: 'nordost' });
    sender.at('2026-03-02T11:00:00.000Z').does(anna, 'setHomeDistrict', { district: 'centrum' });
    sender.gets(answerOf(desk, sender));
    expect(sender.state.intake.homeDistrict).toBe('centrum');
  });

  test('RSP-15: a report of compulsory care goes at once, also where it is the same after all', () => {
    const sender = investigating()
      .does(anna, 'setHomeDistrict', { district: 'hisingen' })
      .does(anna, 'recordCompulsoryCareConcern', { at: '2026-03-02T08:00:00.000Z' }, 'text');
    const receiver = reportedThere(sender).does(rut, 'declineConcernReport');
    sender.gets(arrives(receiver.letter('concernDecline'), 'hisingen', sender.now));
    sender.at('2026-03-02T10:00:00.000Z').does(anna, 'setHomeDistrict', { district: 'hisingen' });
    expect(sender.letters('concernReport')).toHaveLength(2);
  });

  test('INT-9 INT-3: so does what the duty desk passes on, in office hours', () => {
    const sender = new CaseFile('socialjour').at('2026-03-02T09:00:00.000Z');
    sender.does(jouren, 'receiveConcernReport', { receivedAt: sender.now }, 'text');
    sender.does(jouren, 'setHomeDistrict', { district: 'hisingen' });
    sender.until('2026-03-03T07:00:00.000Z');
    const receiver = reportedThere(sender).does(rut, 'declineConcernReport');
    sender.gets(arrives(receiver.letter('concernDecline'), 'hisingen', sender.now));
    sender.at('2026-03-03T10:00:00.000Z').does(jouren, 'setHomeDistrict', { district: 'hisingen' });
    sender.until(sender.now);
    expect(sender.letters('concernReport')).toHaveLength(2);
  });

  test('WRK-1 TRF-8: one that went back leaves another that is handled here', () => {
    const receiver = reportedThere(reported().does(anna, 'forwardConcernReport')).does(
      hedda,
      'assignCaseworker',
      { person: 'hugo', standIns: [] },
    );
    receiver.does(hugo, 'receiveConcernReport', report, 'text').does(hugo, 'declineConcernReport');
    expect(receiver.view(hugo)).toMatchObject({ next: { code: 'handleConcern' } });
  });
});

describe('TRF-7 NTF-3: SAV makes sure that a report goes', () => {
  test('TRF-7: one that is not passed on is told of: first the caseworker, then the supervisor', () => {
    const file = investigating().does(anna, 'receiveConcernReport', report, 'text');
    const lines = file.until('2026-04-01T00:00:00.000Z').map((step) => [step.at, ...told(step)]);
    expect(lines).toEqual([
      ['2026-03-03T15:30:00.000Z', 'caseworker:reportNotSent'],
      ['2026-03-05T15:30:00.000Z', 'supervisor:reportNotSent'],
    ]);
    expect(file.state.concern.reports).toMatchObject([{ overdue: true }]);
    file.does(anna, 'setHomeDistrict', { district: 'hisingen' }).does(anna, 'forwardConcernReport');
    expect(file.state.concern.reports).toMatchObject([{ overdue: false }]);
  });

  test('TRF-7 INT-9: the duty desk’s letter that was not taken is sent again by its clock', () => {
    const file = new CaseFile('socialjour').at('2026-03-06T19:00:00.000Z');
    file.does(jouren, 'receiveConcernReport', { receivedAt: file.now }, 'text');
    file.does(jouren, 'setHomeDistrict', { district: 'hisingen' });
    file.until('2026-03-09T08:00:00.000Z');
    file.delivered(file.letter('concernReport').letterId, 'rejected');
    file.until('2026-03-10T16:00:00.000Z');
    expect(file.letters('concernReport').map(({ to }) => to)).toEqual(['hisingen', 'hisingen']);
  });
});

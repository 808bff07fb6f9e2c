import type { Body } from './support/case-file';
import { CaseFile, refused } from './support/case-file';
import { asked, consents, criteriaMet, investigating, referenceOf } from './support/given';
import type { Answer } from './support/letters';
import { arrives, assessment } from './support/letters';
import { hedda, hugo, rut } from './support/people';

// A district asks, and moves the application to the home district before the answer is there.

interface Moved {
  readonly sender: CaseFile;
  readonly receiver: CaseFile;
}

const centrum = { person: 'clas', unit: 'centrum', roles: ['caseworker'] } as const;

/** Centrum asked the police, and Hisingen has confirmed the receipt; the package is under way. */
function moved(covered: readonly string[] = ['core', 'threatAssessment'], of: Body = {}): Moved {
  const sender = new CaseFile('centrum');
  const registration = { receivedAt: '2026-03-02T08:30:00.000Z', age: 24, inCustody: false };
  sender.does(centrum, 'registerApplication', { channel: 'reception', ...registration }, 'wish');
  sender.does(centrum, 'openInvestigation').does(centrum, 'setHomeDistrict', { district: 'hisingen' });
  const given = { form: 'oral', receivedBy: 'clas', givenAt: sender.now };
  const police = { purpose: 'threatAssessment', recipients: ['las', 'bops'], categories: ['core'] };
  sender.does(centrum, 'giveConsent', { ...police, ...given });
  const transfer = { purpose: 'transfer', recipients: ['hisingen'], categories: covered };
  sender.does(centrum, 'giveConsent', { ...transfer, ...given, ...of });
  sender.does(centrum, 'requestThreatAssessment', { occasion: 'first' });
  sender.does(centrum, 'offerTransfer', { to: 'hisingen', categories: ['threatAssessment'] });
  const receiver = new CaseFile('hisingen');
  receiver.gets(arrives(sender.letter('transferOffer'), 'centrum', sender.now));
  receiver.does(rut, 'confirmReceipt');
  sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', sender.now));
  return { sender, receiver };
}

function answers(file: CaseFile, of: Answer = {}): ReturnType<CaseFile['gets']> {
  return file.gets(assessment(referenceOf(file), of));
}

function takesOver({ sender, receiver }: Moved): void {
  receiver.gets(arrives(sender.letter('transferPackage'), 'centrum', sender.now));
  receiver.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
}

const threat = (file: CaseFile): unknown => file.view(hugo)?.['threat'];
const consentOf = (file: CaseFile, wanted: string): string =>
  Object.values(file.state.consent.consents).find(({ purpose }) => purpose === wanted)?.id ?? '';
const close = { reason: 'handlingMovedToOtherBoard' };

describe('THR-9: a consent lets the result follow the application', () => {
  test('THR-9 CON-4: it is stored where it was asked for, and goes on in the same step, to the case that took over', () => {
    const { sender, receiver } = moved();
    takesOver({ sender, receiver });
    expect(sender.tries(centrum, 'closeCase', close)).toEqual(refused('THR-9'));
    answers(sender, { level: 'high' });
    expect(sender.last().events.map(({ type }) => type)).toEqual([
      'AssessmentRecorded',
      'AssessmentPassedOn',
      'ProtectionNeedFollowed',
    ]);
    const letter = sender.letter('disclosure');
    expect(letter).toMatchObject({ to: 'hisingen', toCase: 'c-hisingen', facts: { purpose: 'transfer' } });
    expect(letter.enclosures.map(({ category }) => category)).toEqual(['threatAssessment']);
    receiver.gets(arrives(letter, 'centrum', sender.now));
    expect(threat(receiver)).toMatchObject({
      assessment: { level: 'high', final: true },
      needsProtection: true,
    });
    expect(sender.tries(centrum, 'closeCase', close)).toBeUndefined();
  });

  test('THR-9: it may overtake the package, and holds against what the package knew', () => {
    const { sender, receiver } = moved();
    answers(sender, { level: 'high' });
    expect(receiver.gets(arrives(sender.letter('disclosure'), 'centrum', sender.now))).toBeUndefined();
    takesOver({ sender, receiver });
    expect(threat(receiver)).toMatchObject({ assessment: { level: 'high' }, needsProtection: true });
  });

  test('THR-9 PIN-5: corrections follow; in whatever order they come, the latest of the sender holds', () => {
    const later = { receivedAt: '2026-03-05T10:00:00.000Z', assessedAt: '2026-03-03T08:00:00.000Z' };
    for (const turned of [false, true]) {
      const { sender, receiver } = moved();
      takesOver({ sender, receiver });
      answers(sender, { level: 'high' });
      answers(sender, { letterId: 'm2', replaces: 'm1', level: 'low', ...later });
      const sent = sender.letters('disclosure').map((letter) => arrives(letter, 'centrum', sender.now));
      for (const letter of turned ? sent.toReversed() : sent) receiver.gets(letter);
      expect(threat(receiver)).toMatchObject({ assessment: { level: 'low' }, needsProtection: false });
    }
  });

  test('THR-9 THR-3: its clock goes on where it was asked, until the answer is there', () => {
    const { sender } = moved();
    expect(sender.due().map(({ kind }) => kind)).toContain('assessmentDue');
    answers(sender);
    expect(sender.due()).toEqual([]);
  });

  test('THR-9 CON-3: the consent is withdrawn before the answer: it stops, and the police are told', () => {
    const { sender } = moved();
    sender.does(centrum, 'withdrawConsent', { consent: consentOf(sender, 'transfer'), at: sender.now });
    expect(sender.event('AssessmentStopped')).toMatchObject({ rules: ['THR-9'] });
    expect(sender.letters('assessmentStopped').map(({ to }) => to)).toEqual(['las']);
    expect(answers(sender)).toEqual(refused('CON-8'));
    expect(sender.tries(centrum, 'closeCase', close)).toBeUndefined();
  });

  test('THR-9 CON-3: withdrawn after the answer: a correction is stored here, and goes no further', () => {
    const { sender } = moved();
    answers(sender);
    sender.does(centrum, 'withdrawConsent', { consent: consentOf(sender, 'transfer'), at: sender.now });
    expect(answers(sender, { letterId: 'm2', replaces: 'm1', final: false })).toBeUndefined();
    expect(sender.letters('disclosure')).toHaveLength(1);
    expect(sender.due()).toEqual([]);
    expect(sender.tries(centrum, 'closeCase', close)).toBeUndefined();
  });

  test('THR-9 CON-4: the time of the consent has run out, and the clock is late: it is stored, and does not go on', () => {
    const { sender } = moved(['core', 'threatAssessment'], { until: '2026-03-03T09:59:59.999Z' });
    sender.at('2026-03-03T10:00:00.000Z');
    expect(answers(sender)).toBeUndefined();
    expect(sender.letters('disclosure')).toEqual([]);
    sender.until('2026-03-03T10:00:00.000Z');
    expect(sender.tries(centrum, 'closeCase', close)).toBeUndefined();
  });

  test.each(['assessmentReminder', 'assessmentDue'])(
    'THR-9 NTF-3: the time of the consent has run out while the clocks stood still: %s calls nobody',
    (wanted) => {
      const { sender } = moved(['core', 'threatAssessment'], { until: '2026-03-17T12:00:00.000Z' });
      const due = sender.due().find(({ kind }) => kind === wanted);
      sender.at('2026-03-20T12:00:00.000Z');
      expect(sender.ticks(due?.id ?? '').events.map(({ type }) => type)).toEqual(['DeadlinePassed']);
      sender.until(sender.now);
      expect(sender.event('AssessmentStopped')).toMatchObject({ rules: ['THR-9'] });
    },
  );
});

describe('THR-9: nothing lets the result follow', () => {
  test('THR-9: with the receipt the request stops and the police are told; the file can close', () => {
    const { sender } = moved(['core']);
    expect(sender.last().events.map(({ type }) => type)).toEqual(['ReceiptRecorded', 'AssessmentStopped']);
    expect(sender.letter('assessmentStopped')).toMatchObject({ to: 'las', reference: referenceOf(sender) });
    expect([answers(sender), sender.due()]).toEqual([refused('CON-8'), []]);
    expect(sender.tries(centrum, 'closeCase', close)).toBeUndefined();
  });

  test('THR-9: the receiver asks anew, under its own consent and with its own clock', () => {
    const both = moved(['core']);
    takesOver(both);
    const { receiver } = both;
    receiver.at('2026-03-10T09:00:00.000Z').does(hugo, 'openInvestigation');
    consents(receiver, ['las'], ['core'], { givenAt: receiver.now });
    receiver.does(hugo, 'requestThreatAssessment', { occasion: 'first' });
    expect(referenceOf(receiver)).toMatch(/^hisingen\./);
    expect(receiver.event('ThreatAssessmentRequested')).toMatchObject({ dueAt: '2026-03-24T22:59:59.000Z' });
  });

  test('THR-9 PIN-4: a request that never reached the police stops without a word to them', () => {
    const file = criteriaMet(asked(investigating()));
    file.delivered(file.letter('threatAssessmentRequest').letterId, 'rejected');
    expect(file.letters('assessmentStopped')).toEqual([]);
  });
});

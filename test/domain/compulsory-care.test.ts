import type { ReceiptRecorded } from '../../domain/transfer/state';
import type { Body } from './support/case-file';
import { CaseFile, refused, told } from './support/case-file';
import { consents, handledBySav, investigating, registered, registration } from './support/given';
import { arrives } from './support/letters';
import { anna, hedda, hugo, rut, siv } from './support/people';

const now = '2026-03-02T09:00:00.000Z';
const concern: Body = { at: now };

/** SAV's case, Hisingen being the home district; no consent towards it. */
function homed(file = registered()): CaseFile {
  return file.does(anna, 'setHomeDistrict', { district: 'hisingen' });
}

describe('RSP-15: SAV reports the need of compulsory care to the home district at once', () => {
  test('RSP-15 CON-5: in the same step, on the duty to report, with the report and whom it is about and nothing else', () => {
    const file = homed().does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    expect(file.last().events.map(({ type }) => type)).toEqual([
      'CompulsoryCareConcernRecorded',
      'ConcernForwarded',
    ]);
    const letter = file.letter('concernReport');
    expect(letter).toMatchObject({ to: 'hisingen', facts: {} });
    expect(letter.enclosures).toEqual([
      {
        category: 'substanceAbuse',
        facts: { receivedAt: now },
        notes: [{ noteId: 'o-text', field: 'text' }],
        person: 'v-1',
        carrier: {
          kind: 'ground',
          ground: expect.objectContaining({
            id: 'reportDutySubstanceAbuse',
            statute: 'LVM (1988:870) 6 §',
          }) as object,
          use: { decidedAt: now, as: 'caseworker', by: 'anna' },
        },
      },
    ]);
  });

  test('RSP-15: it waits for no consent, investigation, decision or transfer', () => {
    const offered = homed(handledBySav());
    expect(offered.tries(anna, 'recordCompulsoryCareConcern', concern, 'text')).toBeUndefined();
    expect(offered.letters('concernReport')).toHaveLength(1);
  });

  test('RSP-15 INT-6: without a home district the supervisor is told at once, and the report goes the moment it is set', () => {
    const file = registered().does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    expect(told(file.last())).toEqual(['supervisor:reportNotSent']);
    expect(file.letters()).toEqual([]);
    file.does(anna, 'setHomeDistrict', { district: 'unclear' });
    expect(told(file.last())).toEqual([]);
    file.does(anna, 'setHomeDistrict', { district: 'hisingen' });
    expect(file.letter('concernReport').to).toBe('hisingen');
    expect(file.due().map(({ kind }) => kind)).toEqual(['reportReceiptDue', 'reportReceiptOverdue']);
  });

  test('RSP-15 NTF-3: a missing report is shown to the supervisor each working day until it has gone', () => {
    // Monday 30 March 2026; Good Friday and Easter Monday are free.
    const file = registered().at('2026-03-31T09:00:00.000Z');
    file.does(anna, 'recordCompulsoryCareConcern', { at: file.now }, 'text');
    const shown = file.until('2026-04-09T00:00:00.000Z').map((step) => [step.at, ...told(step)]);
    expect(shown).toEqual([
      ['2026-04-01T06:00:00.000Z', 'supervisor:reportNotSent'],
      ['2026-04-02T06:00:00.000Z', 'supervisor:reportNotSent'],
      ['2026-04-07T06:00:00.000Z', 'supervisor:reportNotSent'],
      ['2026-04-08T06:00:00.000Z', 'supervisor:reportNotSent'],
    ]);
    file.does(anna, 'setHomeDistrict', { district: 'hisingen' });
    const after = file.until('2026-04-20T00:00:00.000Z').flatMap(told);
    expect(after).toEqual(['caseworker:reportReminder', 'supervisor:reportOverdue']);
  });

  test('RSP-15: what the home district’s system would not take is missing, and is tried again the next working day', () => {
    const file = homed().does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    file.delivered(file.letter('concernReport').letterId, 'rejected');
    expect(told(file.last())).toContain('supervisor:reportNotSent');
    expect(file.letters('concernReport')).toHaveLength(1);
    file.until('2026-03-03T12:00:00.000Z');
    expect(file.letters('concernReport')).toHaveLength(2);
  });

  test('RSP-15 TRF-7: the home district opens a file of its own and a named person confirms the report', () => {
    const file = homed().does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    const there = new CaseFile('hisingen');
    there.gets(arrives(file.letter('concernReport'), 'sav', now));
    expect(there.state.intake).toMatchObject({
      matter: 'concern',
      person: 'in-v-1',
      homeDistrict: 'hisingen',
    });
    there.does(rut, 'confirmConcernReport');
    file.gets(arrives(there.letter('concernReceipt'), 'hisingen', now));
    expect(file.due()).toEqual([]);
  });

  test.each<{ given: string; file: () => CaseFile; body?: Body; rules: readonly string[] }>([
    { given: 'a time to come', file: homed, body: { at: '2026-03-02T09:00:00.001Z' }, rules: ['RSP-15'] },
    {
      given: 'a closed file',
      file: () =>
        registered()
          .does(anna, 'withdrawApplication', { at: now })
          .does(anna, 'closeCase', { reason: 'applicationWithdrawn' }),
      rules: ['INT-2'],
    },
  ])('RSP-15: $given: $rules', ({ file, body = concern, rules }) => {
    expect(file().tries(siv, 'recordCompulsoryCareConcern', body, 'text')?.rules).toEqual(rules);
  });

  test('RSP-15: a district does not report to itself', () => {
    const file = new CaseFile('hisingen').does(hugo, 'receiveConcernReport', { receivedAt: now }, 'text');
    expect(file.tries(hugo, 'recordCompulsoryCareConcern', concern, 'text')).toEqual(refused('RSP-15'));
  });

  test('NTF-1: the notice tells nothing of compulsory care, also not by its rule', () => {
    const file = registered().does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    const notices = file.last().events.flatMap(({ notices: all }) => all ?? []);
    expect(notices.map(({ rule }) => rule)).toEqual(['NTF-3']);
  });
});

describe('RSP-9: the application goes to the home district where compulsory care is relevant', () => {
  const offer = { to: 'hisingen', categories: ['substanceAbuse', 'criteria'] };

  test('RSP-9 TRF-1 CON-5: without a consent the application stays; the report has gone, and carries no word of it', () => {
    const file = homed(investigating());
    expect(file.tries(anna, 'offerTransfer', offer)?.rules).toEqual(['RSP-3', 'TRF-1']);
    file.does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    expect(file.tries(anna, 'offerTransfer', offer)).toEqual(refused('TRF-1'));
    expect(file.state.transfer.application?.standing).toBe('held');
    expect(file.view(anna)).toMatchObject({ next: { code: 'askConsent' } });
    expect(JSON.stringify(file.letters())).not.toMatch(/exit|application/i);
  });

  test('RSP-9 WRK-1: a consent given for something else does not carry it, and does not make the offer next', () => {
    const file = homed(investigating()).does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    consents(file, ['hisingen'], ['core'], { purpose: 'placement' });
    expect(file.tries(anna, 'offerTransfer', offer)).toEqual(refused('TRF-1'));
    expect(file.view(anna)).toMatchObject({ next: { code: 'askConsent' } });
  });

  test('RSP-9 CON-4: what a consent covers goes under the consent', () => {
    const file = homed(investigating()).does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    consents(file, ['hisingen'], ['core'], { purpose: 'transfer' });
    file.does(anna, 'offerTransfer', offer);
    const there = new CaseFile('hisingen');
    there.gets(arrives(file.letter('transferOffer'), 'sav', now));
    file.gets(arrives(there.does(rut, 'confirmReceipt').letter('transferReceipt'), 'hisingen', now));
    expect(
      file.letter('transferPackage').enclosures.map(({ category, carrier }) => [category, carrier.kind]),
    ).toEqual([['core', 'consent']]);
    expect(file.event<ReceiptRecorded>('ReceiptRecorded').kept).toContain('substanceAbuse');
  });

  test('RSP-9: also where SAV had decided to handle itself, and to no other district', () => {
    const file = homed(handledBySav()).does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    consents(file, ['hisingen', 'nordost'], ['core'], { purpose: 'transfer' });
    expect(file.tries(anna, 'offerTransfer', { ...offer, to: 'nordost' })?.rules).toEqual(['RSP-6']);
    expect(file.view(anna)).toMatchObject({ next: { code: 'offerTransfer' } });
    expect(file.tries(anna, 'offerTransfer', offer)).toBeUndefined();
  });
});

describe('RSP-9 TRF-6: the home district’s inquiry has a file beside that of the exit', () => {
  /** Hisingen holds an exit application that came by its own reception. */
  function exitThere(): CaseFile {
    return new CaseFile('hisingen').does(hugo, 'registerApplication', {
      ...registration,
      channel: 'reception',
    });
  }

  test('RSP-9 TRF-6: it opens one, and the exit’s goes on, both open at the same time', () => {
    const exit = exitThere();
    const inquiry = new CaseFile('hisingen', 'c-lvm').does(hugo, 'startCompulsoryCareInquiry', concern);
    expect([exit, inquiry].map(({ state }) => [state.intake.status, state.intake.matter])).toEqual([
      ['intake', 'exit'],
      ['intake', 'compulsoryCare'],
    ]);
    expect(exit.state.transfer.application?.standing).toBe('held');
    expect(inquiry.state.transfer.application).toBeUndefined();
    inquiry.does(hugo, 'closeCase', { reason: 'inquiryEnded' });
  });

  test('RSP-9: or it is started in the file of the report, which then closes as an inquiry', () => {
    const sav = homed().does(anna, 'recordCompulsoryCareConcern', concern, 'text');
    const file = new CaseFile('hisingen');
    file.gets(arrives(sav.letter('concernReport'), 'sav', now));
    file.does(hedda, 'startCompulsoryCareInquiry', concern).does(rut, 'confirmConcernReport');
    expect(file.tries(hedda, 'closeCase', { reason: 'concernHandled' })).toEqual(refused('RSP-9'));
    expect(file.tries(hedda, 'closeCase', { reason: 'inquiryEnded' })).toBeUndefined();
  });

  test.each<{ given: string; file: () => CaseFile; body?: Body; rules: readonly string[] }>([
    { given: 'in the file of the exit', file: exitThere, rules: ['RSP-9'] },
    {
      given: 'twice',
      file: () => new CaseFile('hisingen').does(hugo, 'startCompulsoryCareInquiry', concern),
      rules: ['RSP-9'],
    },
    {
      given: 'of a time to come',
      file: () => new CaseFile('hisingen'),
      body: { at: '2026-03-02T09:00:00.001Z' },
      rules: ['RSP-9'],
    },
  ])('RSP-9: an inquiry $given is refused: $rules', ({ file, body = concern, rules }) => {
    expect(file().tries(hugo, 'startCompulsoryCareInquiry', body)?.rules).toEqual(rules);
  });

  test('RSP-9: SAV inquires into nothing', () => {
    expect(new CaseFile('sav').tries(anna, 'startCompulsoryCareInquiry', concern)).toEqual(refused('RSP-9'));
  });
});

import type { ThreatAssessmentRequested } from '../../domain/threat/state';
import type { CaseFile } from './support/case-file';
import { refused, told } from './support/case-file';
import {
  asked,
  assessed,
  closedAt,
  consents,
  handledBySav,
  investigating,
  moved,
  referenceOf,
  registered,
  running,
} from './support/given';
import type { Answer } from './support/letters';
import { assessment } from './support/letters';
import { anna } from './support/people';

const repeated = { occasion: 'repeated' };
const threat = (file: CaseFile): unknown => file.view(anna)?.['threat'];

/** The closed file of a completed exit, at that instant. */
const closed = (): CaseFile => closedAt('2026-03-04T10:00:00.000Z').at('2026-08-24T09:00:00.000Z');

/** The police are asked again, at that instant. */
function askedAgain(file = running(), now = '2026-06-01T09:00:00.000Z'): CaseFile {
  file.until(now);
  return file.does(anna, 'requestThreatAssessment', repeated);
}

/** An answer that comes in June to what was asked then. */
const inJune = (of: Answer = {}): Answer => ({
  ...{ letterId: 'j1', assessedAt: '2026-06-03T08:00:00.000Z', receivedAt: '2026-06-03T09:00:00.000Z' },
  ...of,
});

describe('THR-7: the assessment is repeated', () => {
  test.each<{ given: string; file: () => CaseFile; rules: readonly string[] | undefined }>([
    { given: 'interventions run', file: running, rules: undefined },
    { given: 'nothing was granted', file: handledBySav, rules: ['THR-7'] },
    { given: 'all have ended', file: () => ended(running()), rules: ['THR-7'] },
    { given: 'intake', file: registered, rules: ['INT-4', 'THR-7', 'INT-5'] },
    { given: 'one is awaited', file: () => askedAgain(), rules: ['THR-1'] },
    { given: 'the consent was withdrawn', file: () => withdrawn(running()), rules: ['INT-5'] },
    { given: 'the application moved', file: () => moved().sender, rules: ['THR-1', 'THR-7'] },
    { given: 'a closed file to follow up', file: closed, rules: undefined },
    { given: 'that, without a consent', file: () => withdrawn(closed()), rules: ['INT-5'] },
    { given: 'a file that is followed up no more', file: done, rules: ['INT-2', 'INT-4', 'THR-1', 'THR-7'] },
  ])('THR-7 INT-5: $given: $rules', ({ file, rules }) => {
    expect(file().tries(anna, 'requestThreatAssessment', repeated)?.rules).toEqual(rules);
  });

  function ended(file: CaseFile): CaseFile {
    return file.does(anna, 'endParticipation', { at: '2026-03-02T09:00:00.000Z', saidBy: 'person' });
  }
  function withdrawn(file: CaseFile): CaseFile {
    const [consent = ''] = Object.keys(file.state.consent.consents);
    return file.does(anna, 'withdrawConsent', { consent, at: file.now });
  }
  function done(): CaseFile {
    const file = closed();
    const followed = ['housing', 'work'].map((need) => ({ need, met: 'met' }));
    for (let left = 2; left > 0; left -= 1) {
      file.does(
        anna,
        'recordFollowUp',
        { needs: followed, motivation: 'stands', planFollowed: 'partly' },
        'text',
      );
    }
    return file;
  }

  test('THR-7 INT-1: a first assessment is not asked for in a closed file', () => {
    const refusal = closed().tries(anna, 'requestThreatAssessment', { occasion: 'first' });
    expect(refusal).toEqual(refused('INT-2', 'INT-4', 'THR-1'));
  });

  test('THR-7 CON-2: a consent given in the closed file carries it, with what it covers and no more', () => {
    const file = closed();
    consents(file, ['las'], ['core', 'threatAssessment'], { givenAt: file.now, purpose: 'exitProcess' });
    const [first = ''] = Object.keys(file.state.consent.consents);
    file.does(anna, 'withdrawConsent', { consent: first, at: file.now });
    file.does(anna, 'requestThreatAssessment', repeated);
    const letter = file.letter('threatAssessmentRequest');
    expect(letter.facts).toEqual({ dueAt: '2026-09-07T21:59:59.000Z', occasion: 'repeated' });
    expect(letter.enclosures.map(({ category }) => category)).toEqual(['core', 'threatAssessment']);
  });

  test.each([
    { file: askedAgain },
    { file: (): CaseFile => askedAgain(closed(), '2026-08-24T09:00:00.000Z') },
  ])('THR-7 THR-2 THR-3: it has a clock of its own: fourteen days, with its reminders (%#)', ({ file }) => {
    const given = file();
    const { dueAt } = given.event<ThreatAssessmentRequested>('ThreatAssessmentRequested');
    const kinds = given
      .until(`${dueAt.slice(0, 19)}.000Z`)
      .flatMap((step) => told(step))
      .filter((notice) => notice.includes('assessment'));
    expect(kinds).toEqual([
      'caseworker:assessmentReminder',
      ...['caseworker:assessmentReminder', 'unit:assessmentReminder'],
      ...['caseworker:assessmentReminder', 'unit:assessmentReminder'],
      'supervisor:assessmentOverdue',
    ]);
    expect(given.view(anna)).toMatchObject({ awaits: 'police', next: { code: 'awaitPolice' } });
  });

  test('CON-8 THR-7: in a closed file too the consent that ends stops it, and the police are told', () => {
    const file = withdrawn(askedAgain(closed(), '2026-08-24T09:00:00.000Z'));
    expect(file.letter('assessmentStopped')).toMatchObject({ to: 'las', reference: referenceOf(file) });
    expect(file.gets(assessment(referenceOf(file), { letterId: 'x' }))).toEqual(refused('CON-8'));
  });
});

describe('THR-7: a repeated assessment outweighs every earlier one', () => {
  /** In depth and high at first. */
  const highInDepth = (): CaseFile => assessed({ from: 'bops', level: 'high' }, running());

  test('THR-7: also one that is not in depth, and not final yet', () => {
    const file = running();
    file.gets(assessment(referenceOf(file), { from: 'bops', letterId: 'b1', level: 'high' }));
    askedAgain(file).gets(assessment(referenceOf(file), inJune({ level: 'low', final: false })));
    expect(threat(file)).toMatchObject({
      assessment: { letterId: 'j1', stage: 'initial' },
      needsProtection: false,
    });
    expect(highInDepth().view(anna)).toMatchObject({ threat: { assessment: { stage: 'inDepth' } } });
  });

  test('THR-7: until it has a result the earlier one holds', () => {
    expect(threat(askedAgain())).toMatchObject({ assessment: { letterId: 'm1' }, needsProtection: true });
  });

  test('THR-7 THR-5: a late correction of the earlier request does not outweigh it', () => {
    const file = running();
    const first = referenceOf(file);
    askedAgain(file).gets(assessment(referenceOf(file), inJune({ level: 'low' })));
    file.gets(assessment(first, inJune({ from: 'bops', letterId: 'b9', level: 'high' })));
    expect(threat(file)).toMatchObject({ assessment: { letterId: 'j1', level: 'low' } });
  });

  test.each([
    { given: 'running interventions', file: () => lowFirst() },
    { given: 'a closed file', file: () => closedAt('2026-03-04T10:00:00.000Z', lowFirst()) },
  ])('THR-6 THR-7: a high repeated level means a need of protection, with $given', ({ file }) => {
    const given = askedAgain(file());
    given.gets(assessment(referenceOf(given), inJune({ level: 'high' })));
    expect(given.last().events.map(({ type }) => type)).toEqual([
      'AssessmentRecorded',
      'ProtectionNeedFollowed',
    ]);
    expect(told(given.last())).toEqual(['caseworker:assessmentArrived']);
    expect(threat(given)).toMatchObject({ needsProtection: true });
  });

  /** SAV handles by other circumstances; the threat was low. */
  function lowFirst(): CaseFile {
    const file = running();
    file.gets(assessment(referenceOf(file), { letterId: 'm2', replaces: 'm1', level: 'low' }));
    return file;
  }
});

describe('THR-5: a closed file takes what was asked to follow it up, and nothing else', () => {
  test('THR-5 THR-7: the answer to the follow-up is stored, also late, and also its correction', () => {
    const file = askedAgain(closed(), '2026-08-24T09:00:00.000Z');
    const inAutumn = { assessedAt: '2026-09-01T08:00:00.000Z', receivedAt: '2026-10-01T08:00:00.000Z' };
    expect(file.gets(assessment(referenceOf(file), { letterId: 'h1', ...inAutumn }))).toBeUndefined();
    expect(file.event('AssessmentRecorded')).toMatchObject({ late: true });
    const correction = { letterId: 'h2', replaces: 'h1', level: 'high' as const, ...inAutumn };
    expect(file.gets(assessment(referenceOf(file), correction))).toBeUndefined();
    expect(threat(file)).toMatchObject({ assessment: { letterId: 'h2' } });
  });

  test('THR-5: what answers the request from before the closing is refused, also while it is followed up', () => {
    const file = closed();
    const first = referenceOf(file);
    file.does(anna, 'requestThreatAssessment', repeated);
    expect(file.gets(assessment(first, { letterId: 'x1' }))).toEqual(refused('THR-5'));
  });
});

describe('THR-3 THR-5: an answer that is taken back', () => {
  const taken = (now: string): CaseFile => {
    const file = asked();
    file.until('2026-03-03T09:00:00.000Z');
    file.gets(assessment(referenceOf(file), { receivedAt: file.now, assessedAt: file.now }));
    file.until(now);
    const correction = { letterId: 'm2', replaces: 'm1', final: false, receivedAt: now, assessedAt: now };
    file.gets(assessment(referenceOf(file), correction));
    return file;
  };

  test('THR-3: reminders that were passed meanwhile are not sent at once; those to come are', () => {
    const file = taken('2026-03-13T09:00:00.000Z');
    expect(file.due().map(({ kind, at }) => [kind, at.slice(0, 10)])).toEqual([
      ['assessmentReminder', '2026-03-15'],
      ['assessmentDue', '2026-03-16'],
    ]);
    expect(file.until('2026-03-14T00:00:00.000Z')).toEqual([]);
  });

  test('THR-2 THR-3: the legal end stands: past it, the supervisor is told at once', () => {
    const file = taken('2026-03-20T09:00:00.000Z');
    expect(file.until('2026-03-20T09:00:00.000Z').flatMap(told)).toEqual(['supervisor:assessmentOverdue']);
    expect(file.letters('assessmentReminder')).toEqual([]);
  });

  test('THR-3: a reminder whose clock is late is not sent after an answer that came in between', () => {
    const file = asked().at('2026-03-10T09:00:00.000Z');
    file.gets(assessment(referenceOf(file), { final: false, receivedAt: file.now }));
    expect(file.due()[0]?.at.slice(0, 10)).toBe('2026-03-12');
  });
});

describe('THR-4: when it was assessed', () => {
  test.each([
    { assessedAt: '2026-03-03T10:01:00.000Z', rules: undefined },
    { assessedAt: '2026-03-03T10:01:00.001Z', rules: ['THR-4'] },
    { assessedAt: '2027-03-03T10:00:00.000Z', rules: ['THR-4'] },
    { assessedAt: 'then', rules: ['THR-4'] },
  ])('THR-4: received at 10:00:00, assessed $assessedAt: $rules', ({ assessedAt, rules }) => {
    const file = asked();
    expect(file.gets(assessment(referenceOf(file), { assessedAt }))?.rules).toEqual(rules);
  });

  test('THR-4 THR-1: every rule that it breaks is named', () => {
    const file = asked(investigating());
    const wrong = { stage: 'inDepth' as const, assessedAt: '2027-03-03T10:00:00.000Z' };
    expect(file.gets(assessment(referenceOf(file), wrong))).toEqual(refused('THR-1', 'THR-4'));
  });
});

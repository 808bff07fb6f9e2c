import { caseRow } from '../../domain/case/row';
import type { ConsentGiven } from '../../domain/consent/state';
import type { Body } from './support/case-file';
import { CaseFile, refused, told } from './support/case-file';
import { crimeAnswer, suspicionOf } from './support/crime';
import {
  asked,
  consents,
  investigating,
  moving,
  offered,
  offer,
  registered,
  running,
  suspected,
} from './support/given';
import { arrives } from './support/letters';
import { anna, rut, siv } from './support/people';

const regular = { kind: 'regular', from: '2026-03-02' };

describe('THR-8: recording a suspicion, and asking the police', () => {
  test('THR-8 CON-1: under a consent the question goes in the same step, with the core and the suspicion alone', () => {
    const file = suspected();
    expect(file.last().events.map(({ type }) => type)).toEqual([
      'SeriousCrimeSuspected',
      'SeriousCrimeQuestioned',
    ]);
    const letter = file.letter('seriousCrimeQuestion');
    expect(letter).toMatchObject({ to: 'las', facts: { dueAt: '2026-03-09T22:59:59.000Z' } });
    expect(letter.reference).toMatch(/^sav\.c-sav\.r-/);
    expect(
      letter.enclosures.map(({ category, notes, carrier }) => [category, notes.length, carrier.kind]),
    ).toEqual([
      ['core', 0, 'consent'],
      ['crimeSuspicion', 1, 'consent'],
    ]);
  });

  test.each<{ given: string; file: () => CaseFile }>([
    { given: 'no consent to it', file: running },
    { given: 'a consent without the suspicion', file: () => covering(['core']) },
    { given: 'a consent without the core', file: () => covering(['crimeSuspicion']) },
    {
      given: 'a consent for the assessment',
      file: () => covering(['core', 'crimeSuspicion'], 'threatAssessment'),
    },
    { given: 'intake', file: () => covering(['core', 'crimeSuspicion'], 'seriousCrime', registered()) },
  ])('THR-8 CON-1 INT-4: $given: it is recorded, and the police are not asked', ({ file }) => {
    const given = file().does(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion');
    expect(given.letters('seriousCrimeQuestion')).toEqual([]);
    expect(suspicionOf(given)).toMatchObject({ police: 'notAsked', outcome: 'awaited' });
    expect(given.tries(anna, 'offerTransfer', offer)?.rules).toContain('THR-8');
  });

  function covering(categories: readonly string[], purpose = 'seriousCrime', file = running()): CaseFile {
    consents(file, ['las'], categories, { purpose });
    return file;
  }

  test('THR-8 CON-1: once the person consents it is recorded again, and the question of the same suspicion goes', () => {
    const file = running().does(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion');
    expect(file.tries(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion')).toEqual(refused('CON-1'));
    suspected(file);
    expect(file.last().events.map(({ type }) => type)).toEqual(['SeriousCrimeQuestioned']);
    expect(file.view(anna)?.['seriousCrime']).toHaveLength(1);
    expect(file.tries(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion')).toEqual(refused('THR-8'));
  });

  const onGround = { ground: 'seriousCrimeReport' };
  /** SAV's supervisor is named in the case (ACC-3). */
  function withSiv(file: CaseFile): CaseFile {
    return file.does(siv, 'assignCaseworker', { person: 'anna', standIns: ['axel'], supervisors: ['siv'] });
  }

  test('THR-8 CON-5: on the ground a supervisor decides, says why, and both stand on the record', () => {
    const file = withSiv(running());
    file.does(siv, 'recordSeriousCrimeSuspicion', onGround, 'suspicion', 'why');
    expect(file.event('SeriousCrimeQuestioned')).toMatchObject({
      decidedBy: 'siv',
      rules: ['THR-8', 'CON-5'],
    });
    const [core] = file.letter('seriousCrimeQuestion').enclosures;
    expect(core?.carrier).toMatchObject({
      kind: 'ground',
      ground: { id: 'seriousCrimeReport', statute: 'OSL (2009:400) 10 kap. 23-24 §§', from: '2009-06-30' },
    });
  });

  test.each<{
    given: string;
    by: typeof anna;
    fields: readonly string[];
    body: Body;
    rules: readonly string[];
  }>([
    { given: 'a caseworker', by: anna, fields: ['suspicion', 'why'], body: onGround, rules: ['CON-5'] },
    { given: 'no why', by: siv, fields: ['suspicion'], body: onGround, rules: ['CON-5'] },
    {
      given: 'another ground',
      by: siv,
      fields: ['why'],
      body: { ground: 'crimeAgainstChild' },
      rules: ['CON-5'],
    },
    { given: 'no ground', by: siv, fields: ['why'], body: { ground: 'constructor' }, rules: ['CON-5'] },
  ])('CON-5 THR-8: $given: refused by $rules', ({ by, fields, body, rules }) => {
    const file = withSiv(running());
    expect(file.tries(by, 'recordSeriousCrimeSuspicion', body, ...fields)).toEqual(refused(...rules));
  });

  test('INT-4 THR-8: during intake the police are not contacted on a ground either', () => {
    const refusal = registered().tries(siv, 'recordSeriousCrimeSuspicion', onGround, 'suspicion', 'why');
    expect(refusal).toEqual(refused('INT-4'));
  });
});

describe('THR-8: until both have answered', () => {
  test('THR-8: transfers and new long-term interventions wait', () => {
    const file = suspected(moving());
    consents(file, ['hisingen'], ['core'], { purpose: 'transfer' });
    expect(file.tries(anna, 'offerTransfer', offer)).toEqual(refused('THR-8'));
    expect(suspected().tries(anna, 'grantIntervention', regular)).toEqual(refused('THR-8'));
  });

  test.each<{ what: string; name: string; body: Body }>([
    { what: 'an acute intervention', name: 'grantIntervention', body: { ...regular, kind: 'acute' } },
    {
      ...{ what: 'a time-limited one', name: 'grantIntervention' },
      body: { ...regular, kind: 'timeLimited', until: '2026-04-01' },
    },
    { what: 'the withdrawal', name: 'withdrawApplication', body: { at: '2026-03-02T09:00:00.000Z' } },
    { what: 'the end of the exit', name: 'endExit', body: { decidedBy: 'siv', decidedOn: '2026-03-02' } },
    {
      ...{ what: 'the end of participation', name: 'endParticipation' },
      body: { at: '2026-03-02T09:00:00.000Z', saidBy: 'person' },
    },
  ])('THR-8: $what does not wait', ({ name, body }) => {
    expect(suspected().tries(anna, name, body, 'reasons')).toBeUndefined();
  });

  test('THR-8 TRF-6: what is offered already goes on: its receipt is recorded', () => {
    const sender = offered();
    const receiver = new CaseFile('hisingen');
    receiver.gets(arrives(sender.letter('transferOffer'), 'sav', sender.now));
    receiver.does(rut, 'confirmReceipt');
    sender.does(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion');
    expect(sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', sender.now))).toBeUndefined();
    expect(sender.view(anna)).toMatchObject({ holdsApplication: false });
    expect(sender.due().filter(({ rule }) => rule === 'THR-8')).toEqual([]);
  });

  test.each([
    { unit: 'goOn', las: 'goOn', outcome: 'goOn' },
    { unit: 'goOn', las: 'stop', outcome: 'unitDecides' },
    { unit: 'stop', las: 'goOn', outcome: 'unitDecides' },
    { unit: 'stop', las: 'stop', outcome: 'unitDecides' },
  ])('THR-8: the unit says $unit and the police $las: $outcome, and nothing waits any more', (said) => {
    for (const first of ['unit', 'las'] as const) {
      const file = suspected();
      const answers = {
        unit: () => file.does(anna, 'answerSeriousCrime', { answer: said.unit }, 'text'),
        las: () => file.gets(crimeAnswer(file, said.las)),
      };
      answers[first]();
      expect(file.tries(anna, 'grantIntervention', regular)).toEqual(refused('THR-8'));
      expect(suspicionOf(file)).toMatchObject({ outcome: 'awaited' });
      answers[first === 'unit' ? 'las' : 'unit']();
      expect(suspicionOf(file)).toMatchObject({ outcome: said.outcome, police: said.las });
      expect(file.tries(anna, 'grantIntervention', regular)).toBeUndefined();
      expect(file.due().filter(({ rule }) => rule === 'THR-8')).toEqual([]);
    }
  });

  test('THR-8: the unit answers each suspicion once, and none that is not there', () => {
    const answer = { answer: 'goOn' };
    expect(running().tries(anna, 'answerSeriousCrime', answer, 'text')).toEqual(refused('THR-8'));
    const file = suspected().does(anna, 'answerSeriousCrime', answer, 'text');
    expect(file.tries(anna, 'answerSeriousCrime', answer, 'text')).toEqual(refused('THR-8'));
    expect(file.view(anna)).toMatchObject({ awaits: 'police', next: { code: 'awaitPoliceAnswer' } });
  });
});

describe('THR-8 NTF-3: without an answer the supervisor is told', () => {
  test('THR-8: at the end of the seventh day, once, and not when both have answered', () => {
    const file = suspected();
    const steps = file.until('2026-05-01T00:00:00.000Z').filter(({ rules }) => rules.includes('THR-8'));
    expect(steps.map((step) => [step.at, ...told(step)])).toEqual([
      ['2026-03-09T22:59:59.000Z', 'supervisor:answerOverdue'],
    ]);
    expect(suspicionOf(file)).toMatchObject({ overdue: true });

    const other = suspected().does(anna, 'answerSeriousCrime', { answer: 'goOn' }, 'text');
    other.gets(crimeAnswer(other, 'goOn'));
    expect(other.until('2026-05-01T00:00:00.000Z').filter(({ rules }) => rules.includes('THR-8'))).toEqual(
      [],
    );
  });

  const own = '2026-03-09T22:59:59.000Z';
  const ofPolice = '2026-03-13T22:59:59.000Z';
  const crimeDue = (file: CaseFile): readonly string[] =>
    file
      .due()
      .filter(({ rule }) => rule === 'THR-8')
      .map(({ at }) => at);

  /** Recorded on 2 March; asked of the police on the sixth. */
  const askedLater = (file: CaseFile): CaseFile => suspected(file.at('2026-03-06T09:00:00.000Z'));

  const answered = (file: CaseFile): CaseFile =>
    file.does(anna, 'answerSeriousCrime', { answer: 'goOn' }, 'text');

  test('THR-8: a question that goes later has a time of its own; the unit keeps its first one', () => {
    const file = askedLater(investigating().does(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion'));
    expect(crimeDue(file)).toEqual([own, ofPolice]);
    expect(crimeDue(answered(file))).toEqual([ofPolice]);
  });

  test('THR-8: asked anew after the consent to it ended, the police have their time from the new question', () => {
    const file = answered(suspected());
    expect(crimeDue(file)).toEqual([own]);
    const consent = file.event<ConsentGiven>('ConsentGiven').consentId;
    file.does(anna, 'withdrawConsent', { consent, at: file.now });
    expect(crimeDue(askedLater(file))).toEqual([ofPolice]);
    expect(file.until('2026-03-13T00:00:00.000Z').flatMap(told)).toEqual([]);
    expect(file.until('2026-03-14T00:00:00.000Z').flatMap(told)).toContain('supervisor:answerOverdue');
  });

  test('THR-8 NTF-3: what was overdue is no longer, once the police are asked anew', () => {
    const file = answered(investigating().does(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion'));
    file.until('2026-03-10T09:00:00.000Z');
    expect(suspicionOf(file)).toMatchObject({ overdue: true });
    expect(suspicionOf(suspected(file))).toMatchObject({ overdue: false });
    expect(caseRow(file.state).settled).toContain('answerOverdue');
  });

  test('THR-8 CON-1: nothing is recorded where the application is not handled', () => {
    const file = asked().does(anna, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
    expect(file.tries(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion')).toEqual(refused('THR-8'));
  });
});

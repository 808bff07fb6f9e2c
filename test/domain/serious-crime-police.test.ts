import type { ReceivedLetter } from '../../domain/letters/letter';
import { refused, told } from './support/case-file';
import { crimeAnswer, questionOf, suspicionOf } from './support/crime';
import { suspected } from './support/given';
import { anna } from './support/people';

const regular = { kind: 'regular', from: '2026-03-02' };

describe('THR-8: what the police answer', () => {
  test('THR-8 THR-4: it is recorded with its grounds, and the caseworker is told', () => {
    const file = suspected();
    file.gets(crimeAnswer(file, 'goOn'));
    expect(told(file.last())).toEqual(['caseworker:assessmentArrived']);
    expect(suspicionOf(file)).toMatchObject({
      results: [{ from: 'las', answer: 'goOn', late: false, notes: [{ field: 'grounds' }] }],
    });
  });

  test.each([
    { receivedAt: '2026-03-09T22:59:59.000Z', late: false },
    { receivedAt: '2026-03-09T22:59:59.001Z', late: true },
  ])('THR-8: received $receivedAt it is taken, and late is $late', ({ receivedAt, late }) => {
    const file = suspected();
    file.gets(crimeAnswer(file, 'goOn', { receivedAt }));
    expect(file.event('PoliceSeriousCrimeAnswered')).toMatchObject({ late });
  });

  test.each<{ given: string; of: Partial<ReceivedLetter>; refusal: ReturnType<typeof refused> }>([
    { given: 'BOPS, which was not asked', of: { from: 'bops' }, refusal: refused('THR-8') },
    { given: 'a unit', of: { from: 'hisingen' }, refusal: refused('THR-8') },
    { given: 'another reference', of: { reference: 'sav.c-sav.r-1' }, refusal: refused('THR-8') },
    { given: 'no answer', of: { facts: { answer: 'perhaps' } }, refusal: refused() },
    {
      ...{ given: 'assessed after it came', refusal: refused('THR-4') },
      of: { facts: { assessedAt: '2026-03-02T10:01:00.001Z' } },
    },
  ])('THR-8 PIN-4: $given: refused, nothing is stored', ({ of, refusal }) => {
    const file = suspected();
    const before = file.state;
    expect(file.gets(crimeAnswer(file, 'goOn', of))).toEqual(refusal);
    expect(file.state).toBe(before);
  });

  test('THR-8 THR-4: clocks may differ by a minute', () => {
    const file = suspected();
    expect(
      file.gets(crimeAnswer(file, 'goOn', { facts: { assessedAt: '2026-03-02T10:01:00.000Z' } })),
    ).toBeUndefined();
  });

  test.each([{ order: ['q1', 'q2'] }, { order: ['q2', 'q1'] }, { order: ['q2', 'q1', 'q2', 'q1'] }])(
    'PIN-5 THR-8: a correction, in the order $order, ends in the same',
    ({ order }) => {
      const file = suspected();
      const letters: Readonly<Record<string, ReceivedLetter>> = {
        q1: crimeAnswer(file, 'stop'),
        q2: crimeAnswer(file, 'goOn', { letterId: 'q2', facts: { replaces: 'q1' } }),
      };
      for (const id of order) expect(file.gets(letters[id] ?? crimeAnswer(file, 'stop'))).toBeUndefined();
      expect(suspicionOf(file)).toMatchObject({ police: 'goOn' });
    },
  );

  test('PIN-5 THR-8: two answers that do not replace one another: the graver one holds', () => {
    const file = suspected();
    for (const [letterId, answer] of [['q1', 'stop'] as const, ['q2', 'goOn'] as const]) {
      file.gets(crimeAnswer(file, answer, { letterId }));
    }
    expect(suspicionOf(file)).toMatchObject({ police: 'stop' });
  });
});

describe('THR-8 CON-8: the question stops with what it rests on', () => {
  test('CON-8 THR-8: the consent is withdrawn: the police are told, what still comes is refused, and it can be asked anew', () => {
    const file = suspected();
    const first = crimeAnswer(file, 'goOn');
    const consent = Object.values(file.state.consent.consents).find(
      ({ purpose }) => purpose === 'seriousCrime',
    );
    file.does(anna, 'withdrawConsent', { consent: consent?.id ?? '', at: file.now });
    expect(file.letter('assessmentStopped')).toMatchObject({
      ...{ to: 'las', reference: first.reference, enclosures: [] },
      opener: file.letter('seriousCrimeQuestion').letterId,
    });
    expect(file.gets(first)).toEqual(refused('CON-8'));
    expect(file.tries(anna, 'grantIntervention', regular)).toEqual(refused('THR-8'));
    suspected(file.at('2026-03-03T09:00:00.000Z'));
    expect(questionOf(file)).not.toBe(first.reference);
    expect(file.gets(first)).toEqual(refused('THR-8'));
    expect(file.gets(crimeAnswer(file, 'goOn'))).toBeUndefined();
  });

  test.each([
    { end: 'withdrawn', name: 'withdrawApplication', body: { at: '2026-03-02T09:00:00.000Z' } },
    { end: 'ended', name: 'endExit', body: { decidedBy: 'siv', decidedOn: '2026-03-02' } },
  ])('CON-8 THR-8: the application is $end: the police are told, and no clock is left', ({ name, body }) => {
    const file = suspected().does(anna, name, body, 'reasons');
    expect(file.letter('assessmentStopped')).toMatchObject({ to: 'las', reference: questionOf(file) });
    expect(file.due()).toEqual([]);
    expect(file.gets(crimeAnswer(file, 'goOn'))).toEqual(refused('CON-8'));
  });

  test('PIN-4 THR-8: a question that the police do not take is asked anew, and they are told of nothing', () => {
    const file = suspected();
    file.delivered(file.letter('seriousCrimeQuestion').letterId, 'rejected');
    expect(file.letters('assessmentStopped')).toEqual([]);
    file.does(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion');
    expect(file.letters('seriousCrimeQuestion')).toHaveLength(2);
  });
});

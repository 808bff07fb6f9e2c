import fc from 'fast-check';
import { CaseFile } from './support/case-file';
import { asked, criteriaMet, referenceOf } from './support/given';
import type { Answer } from './support/letters';
import { assessment } from './support/letters';
import { anna } from './support/people';

function answered(...answers: readonly Answer[]): CaseFile {
  const file = asked();
  for (const of of answers) file.gets(assessment(referenceOf(file), of));
  return file;
}

const threat = (file: CaseFile): unknown => file.view(anna)?.['threat'];

describe('PIN-5', () => {
  const arrivalTimes = (file: CaseFile): unknown =>
    JSON.parse(
      JSON.stringify(file.state.threat, (key: string, value: unknown) => (key === 'receivedAt' ? '' : value)),
    );

  const letter = fc.record({
    from: fc.constantFrom('las', 'bops'),
    letterId: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
    level: fc.constantFrom('low' as const, 'high' as const),
    final: fc.boolean(),
    assessedAt: fc.constantFrom('2026-03-03T09:00:00.000Z', '2026-03-04T09:00:00.000Z'),
    replaces: fc.option(fc.constantFrom('m1', 'm2', 'm3'), { nil: undefined }),
  });
  const letters = fc.uniqueArray(letter, {
    minLength: 2,
    maxLength: 5,
    selector: (l) => `${l.from}/${l.letterId}`,
  });
  const orders = letters.chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      again: fc.subarray(all),
    }),
  );

  test('PIN-5 THR-5: any order and repetition of the same letters ends in the same state, arrival times apart', () => {
    const base = criteriaMet(asked());
    const reference = referenceOf(base);
    const played = (
      answers: readonly (typeof orders extends fc.Arbitrary<infer T> ? T : never)['all'][number][],
    ): CaseFile => {
      const file = new CaseFile('sav');
      file.state = base.state;
      answers.forEach(({ replaces, ...rest }, index) => {
        const receivedAt = `2026-03-05T10:00:${String(index).padStart(2, '0')}.000Z`;
        const of: Answer = { ...rest, receivedAt, ...(replaces === undefined ? {} : { replaces }) };
        expect(file.gets(assessment(reference, of))).toBeUndefined();
      });
      return file;
    };
    fc.assert(
      fc.property(orders, ({ all, order, again }) => {
        const [one, other] = [played(all), played([...order, ...again, ...order])];
        expect(arrivalTimes(other)).toEqual(arrivalTimes(one));
        expect({ ...other.state, threat: {} }).toEqual({ ...one.state, threat: {} });
        const seen = (file: CaseFile): unknown =>
          (threat(file) as { needsProtection: boolean }).needsProtection;
        expect(seen(other)).toBe(seen(one));
        expect(other.offers(anna)).toEqual(one.offers(anna));
        expect(other.due()).toEqual(one.due());
      }),
      { numRuns: 120 },
    );
  });

  test('PIN-5: LAS and BOPS may use the same message id', () => {
    const file = answered({ letterId: 'm1', final: false }, { from: 'bops', letterId: 'm1', level: 'high' });
    expect(threat(file)).toMatchObject({ requests: [{ results: [{ from: 'las' }, { from: 'bops' }] }] });
  });

  test('PIN-5: a correction names a message of its own sender', () => {
    const file = answered(
      { from: 'bops', letterId: 'm1', level: 'high' },
      { letterId: 'm2', replaces: 'm1' },
    );
    expect(threat(file)).toMatchObject({ assessment: { from: 'bops', level: 'high' } });
  });
});

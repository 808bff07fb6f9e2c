import { LetterBody } from '../../api/schemas/letters';
import { letter as letterOf } from './support/bodies';

const letter = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  letterOf('l-1', change);

const ground = { id: 'g', text: { en: '', sv: '' }, statute: '', from: '2024-01-01' };
const item = { category: 'core', carrier: { kind: 'ground', ground }, facts: {}, texts: [] };
const texts = (count: number): readonly object[] =>
  Array.from({ length: count }, () => ({ field: 'a', text: 'b' }));
const carrying = (enclosures: readonly object[]): Readonly<Record<string, unknown>> => ({
  kind: 'disclosure',
  enclosures,
});

describe('a letter is one that its case can take', () => {
  test('CON-1 one with texts and enclosures that carries something, and a control letter with neither', () => {
    expect(LetterBody.safeParse(letter(carrying([{ ...item, texts: texts(200) }]))).success).toBe(true);
    expect(LetterBody.safeParse(letter()).success).toBe(true);
  });

  test.each([
    ['a letter that units never send here', { kind: 'threatAssessmentRequest' }, 'kind'],
    ['a control letter with an enclosure (CON-1)', { enclosures: [item] }, 'enclosures'],
    ['a control letter with a text (CON-1)', { texts: texts(1) }, 'texts'],
    [
      'more texts in all than a case can take',
      carrying([1, 2].map(() => ({ ...item, texts: texts(101) }))),
      'texts',
    ],
    ['facts that are larger than a message of Temporal', { facts: { a: 'x'.repeat(40_000) } }, 'facts'],
    [
      'enclosures that are so in all',
      carrying([1, 2].map(() => ({ ...item, facts: 'x'.repeat(20_000) }))),
      'facts',
    ],
    ['a fact that PostgreSQL cannot hold', { facts: { replaces: 'a\0b' } }, 'facts'],
    ['half of a character deep in an enclosure', carrying([{ ...item, facts: [{ a: '\ud800' }] }]), 'facts'],
  ])('refused: %s', (_what, change, path) => {
    const { error } = LetterBody.safeParse(letter(change));
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

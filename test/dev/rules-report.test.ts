import { idsIn, reportOf, toText } from '../../dev/rules-report';
import type { Rule } from '../../dev/rules-report';

const inForce = { id: 'CON-1', title: 'one', status: 'inForce' } as const;
const partly = { id: 'CON-6', title: 'six', status: 'partly', partly: 'without lists' } as const;
const planned = { id: 'RET-1', title: 'later', status: 'planned' } as const;
const rules: readonly Rule[] = [inForce, partly, planned];

/** Built from pieces, so that this file's own titles and data do not count as proof. */
const id = (area: string, number: number): string => `${area}-${number}`;

describe('the rules report', () => {
  test('an ID is found whole, once, and not inside a longer word', () => {
    const text = `'${id('CON', 1)}' ${id('CON', 10)} ${id('CON', 1)}, x${id('DEF', 2)} ${id('DEF', 3)}b ${id('ABC', 1)}`;
    expect(idsIn(text)).toEqual([id('CON', 1), id('CON', 10)]);
  });

  test('a rule with code and a test is proved; a partial one never is', () => {
    const both = { name: 'a', text: `${inForce.id} ${partly.id}` };
    const report = reportOf(rules, [both], [both]);
    expect(report.faults).toEqual([]);
    expect(toText(report)).toContain('partly: without lists');
    expect(toText(report).split('\n').pop()).toBe(
      '1 rules enforced and proved, 1 partly, 1 planned, 0 faults',
    );
  });

  test('a rule without code, or without a test, is a fault; a planned one is not', () => {
    const { faults } = reportOf(rules, [{ name: 'a', text: inForce.id }], [{ name: 't', text: partly.id }]);
    expect(faults).toEqual([
      expect.stringContaining('one) is proved by no test'),
      expect.stringContaining('six) is enforced nowhere'),
    ]);
  });

  test('an ID that is in no catalogue is a fault', () => {
    const stray = { name: 'a', text: id('CON', 99) };
    expect(reportOf([planned], [stray], []).faults).toEqual([
      `${id('CON', 99)} is in no catalogue, but named by a`,
    ]);
  });
});

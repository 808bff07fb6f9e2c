import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { actionTable } from '../../domain/case/areas';
import { stories } from '../system/routine/stories';

interface Row {
  readonly actions: readonly string[];
  readonly opens: readonly string[];
  readonly rules: readonly string[];
}

interface Rule {
  readonly id: string;
  readonly status: 'inForce' | 'partly' | 'planned';
}

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/routine.md'), 'utf8');
const rules = JSON.parse(readFileSync(join(root, 'docs/rules.json'), 'utf8')) as readonly Rule[];

/** The rows of the page's tables: step, who, action, rules. */
const rows: readonly Row[] = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| step '))
  .map((line) => line.split('|').slice(1, -1))
  .map(([, , action = '', ruled = '']) => ({
    actions: [...action.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    opens: [...action.matchAll(/`(\w+)` ⊕/g)].map(([, name = '']) => name),
    rules: [...ruled.matchAll(/[A-Z]{3}-\d+/g)].map(([id]) => id),
  }));

const named = new Set(rows.flatMap(({ actions }) => actions));

/** The families of rules that the routine itself makes. */
const families = /^(DEF|INT|CON|THR|RSP|TRF|PLC|FIN|FUP)-/;

describe('WRK-2: docs/routine.md says what the code does', () => {
  test('it names every action of staff and none that is not there', () => {
    expect([...named].toSorted()).toStrictEqual(Object.keys(actionTable).toSorted());
  });

  test('it marks exactly the actions that may open a case', () => {
    const opening = Object.entries(actionTable).flatMap(([name, { opens }]) =>
      opens === undefined ? [] : [name],
    );
    expect([...new Set(rows.flatMap(({ opens }) => opens))].toSorted()).toStrictEqual(opening.toSorted());
  });

  test('every rule it cites is in force, and it cites every rule of the routine', () => {
    const cited = new Set(rows.flatMap(({ rules: ids }) => ids));
    const inForce = rules.filter(({ status }) => status !== 'planned').map(({ id }) => id);
    expect([...cited].filter((id) => !inForce.includes(id))).toStrictEqual([]);
    expect(inForce.filter((id) => families.test(id) && !cited.has(id))).toStrictEqual([]);
  });

  test('every story it names is played, and every story that is played is named', () => {
    const told = [...page.matchAll(/^Stor(?:y|ies): (.*)$/gm)].flatMap(([, list = '']) =>
      [...list.matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
    );
    expect([...new Set(told)].toSorted()).toStrictEqual(stories.map(({ name }) => name).toSorted());
  });
});

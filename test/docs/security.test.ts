import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../dev/root';

const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');

/** The rows of the tables of threats: the threat, and the last cell with its tests. */
const rows = page
  .slice(page.indexOf('## Threats'), page.indexOf('## `npm run attack`'))
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|[ -]+\|/.test(line) && !line.startsWith('| threat'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells) => ({ threat: cells[1] ?? '', tests: cells[3] ?? '' }));

/** A test as a row names it: file and title. */
const named = /`(test\/[\w./-]+\.ts)` "([^"]+)"/g;

/** Quotation marks and line breaks of source code do not matter. */
const plain = (text: string): string => text.replaceAll(/\s+(\* )?/g, ' ').replaceAll(/['’]/g, '’');

describe('docs/security.md names the test of every threat', () => {
  test('there are threats', () => {
    expect(rows.length).toBeGreaterThan(25);
  });

  test.each(rows)('$threat', ({ tests }) => {
    const list = [...tests.matchAll(named)].map(([, file = '', title = '']) => ({ file, title }));
    expect(list).toHaveLength(tests.split('; ').length);
    const missing = list.filter(({ file, title }) => {
      const path = join(root, file);
      return !existsSync(path) || !plain(readFileSync(path, 'utf8')).includes(plain(title));
    });
    expect(missing).toEqual([]);
  });
});

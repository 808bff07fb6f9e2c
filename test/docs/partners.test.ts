import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { LetterBody } from '../../api/schemas/letters';
import { carryingKinds, controlKinds } from '../../domain/letters/letter';

const page = readFileSync(join(__dirname, '../../docs/partners.md'), 'utf8');

const kinds = [...page.matchAll(/^\| `(\w+)`( \(c\))? .*$/gm)]
  .map(([, kind = '', control]) => ({ kind, isControl: control !== undefined }))
  .filter(
    ({ kind }) => /[a-z][A-Z]|^disclosure$/.test(kind) && !['letterId', 'fromCase', 'toCase'].includes(kind),
  );

describe('CON-1: docs/partners.md says what the code does', () => {
  test('it names every kind of letter between units, and none that is not there', () => {
    expect(kinds.map(({ kind }) => kind).toSorted()).toStrictEqual(
      [...carryingKinds, ...controlKinds].toSorted(),
    );
  });

  test('it marks exactly the control letters', () => {
    const marked = kinds.filter(({ isControl }) => isControl).map(({ kind }) => kind);
    expect(marked.toSorted()).toStrictEqual([...controlKinds].toSorted());
  });

  test('its letter is one that the service takes', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    expect(LetterBody.safeParse(JSON.parse(example)).error).toBeUndefined();
  });
});

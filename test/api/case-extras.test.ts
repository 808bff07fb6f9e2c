import { caseExtras } from '../../api/case-extras';
import type { OpenedCase } from '../../api/case-file';
import type { Deps } from '../../api/deps';
import type { Reader } from '../../domain/kernel/actor';

const reader: Reader = { person: 'anna', unit: 'sav', roles: ['caseworker'] };
const notes = {
  person: (_unit: string, _case: string, name: string) => Promise.resolve({ name }),
  samePerson: () => Promise.resolve([]),
};
const deps = { store: { notes } } as unknown as Deps;

const nameIn = async (own: string | undefined, told: readonly string[]): Promise<unknown> => {
  const steps = told.map((person) => ({ person }));
  const opened = { caseRef: 'c-1', steps, state: { intake: { person: own } } } as unknown as OpenedCase;
  return (await caseExtras(deps, reader, opened, true)).person?.name;
};

test('CON-6 whom the case is about is what the case says; a letter that came to it later changes nothing of that', async () => {
  expect(await nameIn('p-own', ['p-own', 'p-letter'])).toBe('p-own');
});

test('a file that a letter opened is about whom the letter names', async () => {
  expect(await nameIn(undefined, ['p-letter'])).toBe('p-letter');
});

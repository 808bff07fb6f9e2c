import type { z } from 'zod';

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
};

/** What zod found, as one line for each fault: its place and what is asked there. */
export function inWords(issue: z.core.$ZodIssue): string[] {
  const place = placeOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${placeOf([...issue.path, key])}: is not a value that a profile has`);
  }
  if (issue.code === 'invalid_type') {
    const wanted = KINDS[issue.expected] ?? issue.expected;
    return [`${place}: ${issue.input === undefined ? 'is missing' : `must be ${wanted}`}`];
  }
  if (issue.code === 'invalid_value')
    return [`${place}: must be one of ${issue.values.map(String).join(', ')}`];
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => `${place}: ${inner.message}`);
  return [`${place}: ${issue.message}`];
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return place.replace(/^\./, '') || 'the file';
}

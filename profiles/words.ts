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
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${placeOf([...issue.path, key])}: is not a value that a profile has`);
    case 'invalid_type':
      if (issue.input === undefined) return [`${place}: is missing`];
      return [`${place}: must be ${KINDS[issue.expected] ?? issue.expected}`];
    case 'invalid_value':
      return [`${place}: must be one of ${issue.values.map(String).join(', ')}`];
    case 'invalid_key':
      return issue.issues.map((inner) => `${place}: ${inner.message}`);
    default:
      return [`${place}: ${issue.message}`];
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return place.replace(/^\./, '') || 'the file';
}

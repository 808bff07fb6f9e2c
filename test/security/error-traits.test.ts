import { traitsOf } from '../../security/error-traits';

test('an error is told by name, code and place, and never by its words', () => {
  const error = Object.assign(new TypeError('value "Invented Person" is out of range'), { code: '22003' });
  const traits = traitsOf(error);
  expect(traits).toMatchObject({ error: 'TypeError', code: '22003' });
  expect(JSON.stringify(traits)).toContain('error-traits.test.ts');
  expect(JSON.stringify(traits)).not.toContain('Invented');
});

test('words that look like a place of the stack are words', () => {
  const { at } = traitsOf(new Error('not read:\n    at Invented Person\n    at home'));
  expect(at).toMatch(/^.*error-traits\.test\.ts/);
  expect(at).not.toMatch(/Invented|home/);
});

test('an error whose words were changed later has no place that could hold the old ones', () => {
  const error = new Error('first\n    at Invented Person');
  // A stack is written when it is read first.
  expect(error.stack).toContain('Invented');
  error.message = 'second';
  expect(traitsOf(error)).toEqual({ error: 'Error', at: '' });
});

test('what is no error is told by its type', () => {
  expect(traitsOf('Invented Person')).toEqual({ error: 'string' });
});

import { checkProfile, describeFaults } from '../../profiles/read-profile';

test.each([[null], [7], ['goteborg'], [[]], [undefined]])(
  'UPP-6: %p is no profile, in one line',
  (content) => {
    expect(checkProfile(content)).toEqual({ ok: false, faults: [expect.stringMatching(/^the file: /)] });
  },
);

test('UPP-6: the faults read as a list for whoever starts the service', () => {
  expect(describeFaults('own', ['version: is missing'])).toBe(
    'The profile "own" cannot be used: one fault.\n  - version: is missing',
  );
  expect(describeFaults('own', ['a: b', 'c: d'])).toBe(
    'The profile "own" cannot be used: 2 faults.\n  - a: b\n  - c: d',
  );
});

import { report } from '../../api/process';
import { visible } from '../../security/visible';
import { writeLine } from '../../worker/log';

/** What would begin a line, move the cursor, hide text or turn its direction. */
const marks = [
  '\n',
  '\r',
  '\u001b[2K',
  '\u0007',
  '\u007f',
  '\u009b31m',
  '\u2028',
  '\u202e',
  '\u2066',
  '\ufeff',
];
const forged = `x${marks.join('{"level":"info"}')}y`;

test('AUD-1: what could forge a line of a log is written out, and nothing else is touched', () => {
  expect(visible('a\nb\u001bc\u202ed')).toBe(String.raw`a\u000ab\u001bc\u202ed`);
  expect(visible('Åsa Öberg, c-7k3m9x0q2d5w8z1b €')).toBe('Åsa Öberg, c-7k3m9x0q2d5w8z1b €');
});

test.each([
  [
    'the API',
    'error',
    () => {
      report(forged, Object.assign(new Error('x'), { name: forged }));
    },
  ],
  [
    'the worker',
    'log',
    () => {
      writeLine('warn', forged, { caseRef: forged });
    },
  ],
] as const)('AUD-1: the operator’s log of %s stays one line of JSON', (_what, stream, write) => {
  const printed = jest.spyOn(console, stream).mockImplementation();
  write();
  const lines = printed.mock.calls.map(([line]) => String(line));
  printed.mockRestore();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.stringify(JSON.parse(lines[0] ?? ''))).toContain(JSON.stringify(forged));
});

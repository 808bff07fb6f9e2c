import { visible } from '../../security/visible';
import { traitsOf } from '../../security/error-traits';
import { createLog } from '../../telemetry/log';

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

test('AUD-1: the operator’s log stays one line of JSON', () => {
  const lines: string[] = [];
  const log = createLog({ process: 'api', write: (line) => lines.push(line) });
  log('warn', forged, { caseRef: forged });
  log('error', 'a fault', {
    reference: forged,
    ...traitsOf(Object.assign(new Error('x'), { name: forged })),
  });
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.stringify(JSON.parse(line))).toContain(JSON.stringify(forged));
  }
});

import { createLog, levelIn } from '../../telemetry/log';
import type { Fields } from '../../telemetry/log';
import { note, within } from '../../telemetry/scope';

function logTo(lines: string[], from = levelIn({})) {
  return createLog({ process: 'worker', from, write: (line) => lines.push(line) });
}

const parsed = (lines: readonly string[]): unknown[] => lines.map((line) => JSON.parse(line) as unknown);

test('AUD-1: a line says when, how much it matters, which process, and what of the closed list it was given', () => {
  const lines: string[] = [];
  const log = logTo(lines);
  log('info', 'append', { unit: 'sav', caseRef: 'c-1', action: 'giveConsent', rules: ['CON-1'], ms: 12 });
  const withMore = { caseRef: 'c-2', wish: 'Invented wish', personalNumber: '199001189811' };
  log('warn', 'append', withMore satisfies Fields);
  expect(parsed(lines)).toEqual([
    {
      ...{
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
        level: 'info',
        process: 'worker',
      },
      ...{ message: 'append', unit: 'sav', caseRef: 'c-1', action: 'giveConsent', rules: ['CON-1'], ms: 12 },
    },
    expect.objectContaining({ level: 'warn', caseRef: 'c-2' }),
  ]);
  expect(lines[1]).not.toContain('Invented');
  expect(lines[1]).not.toContain('199001189811');
});

test('a line tells the trace that its work belongs to, also after something was waited for', async () => {
  const lines: string[] = [];
  const log = logTo(lines);
  const scope = { span: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }, fields: {} };
  await within(scope, async () => {
    await Promise.resolve();
    note({ unit: 'sav' });
    note({ caseRef: 'c-1' });
    log('info', 'in it');
  });
  log('info', 'beside it');
  expect(scope.fields).toEqual({ unit: 'sav', caseRef: 'c-1' });
  expect(parsed(lines)).toMatchObject([{ trace: 'a'.repeat(32) }, { message: 'beside it' }]);
  expect(lines[1]).not.toContain('trace');
});

test('lines below the level are not written; a level that is none stops the start', () => {
  const lines: string[] = [];
  const log = logTo(lines, levelIn({ SLUSS_LOG_LEVEL: 'warn' }));
  log('info', 'a');
  log('error', 'b');
  expect(parsed(lines)).toMatchObject([{ message: 'b' }]);
  expect(() => levelIn({ SLUSS_LOG_LEVEL: 'loud' })).toThrow(
    'SLUSS_LOG_LEVEL must be one of debug, info, warn, error',
  );
});

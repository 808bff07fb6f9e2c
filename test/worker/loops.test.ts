import { goOn } from '../../worker/loop';
import { runMailer } from '../../worker/mailer';
import type { MailerOptions } from '../../worker/mailer';
import { runRelay } from '../../worker/relay';
import type { RelayOptions } from '../../worker/relay';
import { runRepair } from '../../worker/revive';
import type { Revival } from '../../worker/revive';
import { runSweeper } from '../../worker/sweeper';

const HOUR_MS = 3_600_000;
const away = (): Promise<never> => Promise.reject(new Error('away'));

let stop: AbortController;

beforeEach(() => {
  jest.useFakeTimers();
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  jest.useRealTimers();
});

type Report = (what: string, error: unknown) => void;

const loops: readonly (readonly [string, (report: Report) => Promise<void>])[] = [
  [
    'relay',
    (report) =>
      runRelay({ unit: 'sav', inbox: { waiting: away }, report } as unknown as RelayOptions, stop.signal),
  ],
  [
    'mailer',
    (report) =>
      runMailer(
        { units: ['sav'], mails: { claim: away }, now: () => '', report } as unknown as MailerOptions,
        stop.signal,
      ),
  ],
  [
    'repair',
    (report) =>
      runRepair({ unit: 'sav', database: { inUnit: away }, report } as unknown as Revival, stop.signal),
  ],
  ['sweeper', (report) => runSweeper(['sav'], { sweepPending: away }, report, stop.signal)],
];

test.each(loops)(
  'while the store is away the %s tries less often each time, and ends when told',
  async (_name, run) => {
    const at: number[] = [];
    const running = run(() => at.push(Date.now()));
    await jest.advanceTimersByTimeAsync(3 * HOUR_MS);
    const gaps = at.slice(1).map((ms, nth) => ms - (at[nth] ?? 0));
    expect(gaps.length).toBeGreaterThan(3);
    expect(gaps.slice(0, 3)).toEqual([gaps[0], 2 * (gaps[0] ?? 0), 4 * (gaps[0] ?? 0)]);
    expect(gaps).toEqual([...gaps].sort((one, other) => one - other));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(HOUR_MS);
    stop.abort();
    await expect(running).resolves.toBeUndefined();
  },
);

test('after a pass that went well the next that fails is tried again as soon as the first was', async () => {
  const at: number[] = [];
  const fails = [true, true, true, false, true, true];
  const running = goOn(
    () => {
      at.push(Date.now());
      return Promise.resolve(fails.shift() === false ? 100 : undefined);
    },
    { pauses: { first: 1_000, longest: 60_000 }, signal: stop.signal, onFault: () => undefined },
  );
  await jest.advanceTimersByTimeAsync(9_000);
  expect(at.slice(1).map((ms, nth) => ms - (at[nth] ?? 0))).toEqual([1_000, 2_000, 4_000, 100, 1_000]);
  stop.abort();
  await running;
});

import { DateTime } from 'luxon';
import { goteborg } from '../domain/support/profile';
import { bundleOf } from './bundle';
import { commandOf, newCase, openCase, send, startServed, until } from './harness';
import type { ServedBench } from './harness';

// The real rules on a real clock that is skipped forward: the fourteen days and the reminders as timers.

let bench: ServedBench;

const zone = 'Europe/Stockholm';

beforeAll(async () => {
  bench = await startServed('timeSkipping', { bundle: () => bundleOf(), profile: goteborg });
});

afterAll(() => bench.stop());

async function nowHere(): Promise<DateTime> {
  return DateTime.fromMillis(await bench.env.currentTimeMs(), { zone });
}

/** The next time that the local clock shows this day of the year, at ten in the morning. */
async function skipTo(month: number, day: number): Promise<DateTime> {
  const now = await nowHere();
  const this_ = now.set({ month, day, hour: 10, minute: 0, second: 0, millisecond: 0 });
  const then = this_ > now ? this_ : this_.plus({ years: 1 });
  await bench.env.sleep(then.toMillis() - now.toMillis());
  return nowHere();
}

async function ask(caseRef: string): Promise<void> {
  const at = (await nowHere()).toUTC().toISO() ?? '';
  const registration = { channel: 'defectorTelephone', receivedAt: at, age: 24, inCustody: false };
  await openCase(bench, caseRef, {}, commandOf('registerApplication', registration));
  await send(bench, caseRef, commandOf('openInvestigation'));
  const consent = {
    purpose: 'threatAssessment',
    recipients: ['las', 'bops'],
    categories: ['core', 'criteria', 'motivation'],
    form: 'written',
    receivedBy: 'staff-1',
    givenAt: at,
  };
  await send(bench, caseRef, commandOf('giveConsent', consent));
  await send(bench, caseRef, commandOf('requestThreatAssessment', { occasion: 'first' }));
}

test.each([
  { month: 1, day: 11, why: 'in winter' },
  { month: 3, day: 20, why: 'over the beginning of summer time' },
  { month: 10, day: 20, why: 'over its end' },
])(
  'reminders and the end of the fourteen days come on the right local day $why (THR-2, THR-3)',
  async ({ month, day }) => {
    const caseRef = newCase();
    const asked = await skipTo(month, day);
    await ask(caseRef);
    await bench.env.sleep('16 days');
    const acts = () => bench.journal.stepsOf(caseRef).filter(({ action }) => action === 'clock');
    await until(() => acts().length >= 4);

    const local = acts().map(({ at }) => DateTime.fromISO(at, { zone }));
    const dayOf = (n: number) => asked.plus({ days: n }).toISODate();
    expect(local.slice(0, 4).map((at) => at.toISODate())).toStrictEqual([
      dayOf(7),
      dayOf(10),
      dayOf(13),
      expect.any(String),
    ]);
    // The end is the last second of the day; what is recorded after it carries the next one's date or the same.
    const end = asked.plus({ days: 14 }).endOf('day');
    expect(Math.abs((local[3]?.toMillis() ?? 0) - end.toMillis())).toBeLessThan(5_000);
    for (const reminder of local.slice(0, 3)) {
      const opening = DateTime.fromFormat(goteborg.calendar.officeOpens, 'HH:mm', { zone });
      const minutes = reminder.hour * 60 + reminder.minute - opening.hour * 60 - opening.minute;
      expect(minutes).toBeGreaterThanOrEqual(0);
      expect(minutes).toBeLessThanOrEqual(6);
    }
  },
);

import { temporal } from '@temporalio/proto';

import type { Bench } from '../bench';
import type { Figure, Reading } from '../figure';
import { costsOf } from '../history';
import type { HistoryCosts } from '../history';
import { nineSteps } from '../nine-steps';
import { spread } from '../numbers';
import { timed } from '../timing';

const kinds = [
  { kind: 'update', what: 'history events of an update step', limit: 6 },
  { kind: 'letterReceived', what: 'history events of a letter received', limit: 7 },
  { kind: 'letterSent', what: 'history events of a letter sent', limit: 8 },
] as const;

/** Read from the histories of cases that went the nine steps, at the sender and at the receiver. */
export const historyEvents: Figure = {
  id: 'events',
  title: 'history events of each kind of message, timers and search attributes apart',
  minutes: 5,
  measure: async (bench) => {
    const cases = bench.quick ? 1 : 3;
    const costs: HistoryCosts[] = [];
    const seconds: number[] = [];
    for (let nth = 0; nth < cases; nth += 1) {
      const took = await timed(async () => {
        const { sender, receiver } = await nineSteps(bench);
        costs.push(await read(bench, 'sav', sender), await read(bench, 'hisingen', receiver));
      });
      seconds.push(took / 1000);
    }
    const readings = kinds.map(({ kind, what, limit }): Reading => {
      const values = spread(costs.flatMap((one) => one[kind]));
      return { what, unit: '', spread: values, judged: values.max, judgedAs: 'max', limit };
    });
    return [
      ...readings,
      {
        what: '  history events of the message that opens a case',
        unit: '',
        spread: spread(costs.flatMap((one) => one.opening)),
      },
      { what: '  a case of nine steps, from intake to the receiver', unit: 's', spread: spread(seconds) },
    ];
  },
};

async function read(bench: Bench, unit: string, caseRef: string): Promise<HistoryCosts> {
  const { events } = await bench.temporal(unit).workflow.getHandle(caseRef).fetchHistory();
  const types = temporal.api.enums.v1.EventType;
  return costsOf(
    (events ?? []).map(({ eventType }) => (types[eventType ?? 0] ?? '').replace('EVENT_TYPE_', '')),
  );
}

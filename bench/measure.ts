import { messageOf } from '../dev/root';
import type { Bench } from './bench';
import type { Figure, Reading } from './figure';
import { profiled } from './profile';
import type { Measured } from './table';

/** What is measured, and when it has to end. */
export interface Round {
  readonly figures: readonly Figure[];
  /** Rejects when the time of all is over, or a part of the service has died. */
  readonly ended: Promise<never>;
  /** Where profiles are written, if any. */
  readonly profiles: string | undefined;
}

/** Measures one figure after the other; one that fails or takes too long keeps none of the others from it. */
export async function measureAll(
  bench: Bench,
  { figures, ended, profiles }: Round,
): Promise<readonly Measured[]> {
  const all: Measured[] = [];
  const over = { now: false };
  const stopped = ended.catch((error: unknown) => {
    over.now = true;
    throw error;
  });
  stopped.catch(() => undefined);
  for (const figure of figures) {
    if (over.now) {
      all.push({ figure, readings: [], fault: 'the bench had to end before' });
      continue;
    }
    bench.say(figure.title);
    const late = lateAfter(figure.minutes);
    try {
      const readings = await Promise.race([measured(bench, figure, profiles), stopped, late.came]);
      all.push({ figure, readings });
    } catch (error) {
      all.push({ figure, readings: [], fault: messageOf(error).split('\n')[0] ?? '' });
      bench.say(`not measured: ${messageOf(error)}`);
    } finally {
      late.cancel();
    }
  }
  return all;
}

/** What a figure left undone goes on beside the next one, so that one may be disturbed: its message says so. */
function lateAfter(minutes: number): { readonly came: Promise<never>; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const came = new Promise<never>((_resolve, reject) => {
    const end = (): void => {
      reject(new Error(`not done within ${minutes} minutes; it may have disturbed the figure after it`));
    };
    timer = setTimeout(end, minutes * 60_000);
  });
  return {
    came,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

function measured(
  bench: Bench,
  { id, measure }: Figure,
  dir: string | undefined,
): Promise<readonly Reading[]> {
  if (dir === undefined) return measure(bench);
  const { worker, api } = bench.stack.parts;
  return profiled({ worker, api }, { dir, name: id, say: bench.say }, () => measure(bench));
}

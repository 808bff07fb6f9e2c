/** Where progress is told, and of what. */
export interface Progress {
  readonly say: (line: string) => void;
  readonly what: string;
}

const AT_ONCE = 8;
const TELL_EVERY_MS = 5_000;

/** Counts what is done of so many, and tells it every few seconds: long work shows that it goes on. */
export function counter({ say, what }: Progress, total: number): () => void {
  let done = 0;
  let toldMs = Date.now();
  return () => {
    done += 1;
    if (Date.now() - toldMs < TELL_EVERY_MS) return;
    toldMs = Date.now();
    say(`${what}: ${done} of ${total}`);
  };
}

/** Does the work for each, a few at once, and tells how far it is. */
export async function eachOf<T>(
  items: readonly T[],
  progress: Progress,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const isDone = counter(progress, items.length);
  const next = items.values();
  const take = async (): Promise<void> => {
    for (const item of next) {
      await work(item);
      isDone();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}

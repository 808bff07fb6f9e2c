/** Where progress is told, and of what. */
export interface Progress {
  readonly say: (line: string) => void;
  readonly what: string;
}

const AT_ONCE = 8;
const TELL_EVERY = 500;

/** Does the work for each, a few at once, and tells how far it is. */
export async function eachOf<T>(
  items: readonly T[],
  { say, what }: Progress,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let done = 0;
  const next = items.values();
  const take = async (): Promise<void> => {
    for (const item of next) {
      await work(item);
      done += 1;
      if (done % TELL_EVERY === 0) say(`${what}: ${done} of ${items.length}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}

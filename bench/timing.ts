/** Milliseconds that a call took. */
export async function timed(call: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await call();
  return performance.now() - begun;
}

/** One of the ways that are compared. */
export type Way = () => Promise<readonly number[]>;

/**
 * Goes each way once in every round, beginning with another one each time, so that whatever else the machine does meets all of
 * them alike.
 *
 * @returns for each way its durations, round by round
 */
export async function inRotation(rounds: number, ways: readonly Way[]): Promise<readonly number[][][]> {
  const times: number[][][] = ways.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let nth = 0; nth < ways.length; nth += 1) {
      const index = (round + nth) % ways.length;
      times[index]?.push([...((await ways[index]?.()) ?? [])]);
    }
  }
  return times;
}

/** So many callers at once, each with so many calls one after the other; gives all durations. */
export async function atOnce(
  callers: number,
  calls: number,
  call: (caller: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const all = await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      const times: number[] = [];
      for (let nth = 0; nth < calls; nth += 1) times.push(await timed(() => call(caller)));
      return times;
    }),
  );
  return all.flat();
}

/** Something that a process needs; it rejects when that does not answer. */
export type Check = () => Promise<unknown>;

/** What was found, by the check's name. */
export type Outcomes = Readonly<Record<string, 'ok' | 'failed'>>;

/** A check that takes longer has failed: whoever asks wants an answer. */
const CHECK_MS = 3_000;

/** Makes every check at once; none of them throws, and none takes longer than three seconds. */
export async function outcomesOf(checks: Readonly<Record<string, Check>>): Promise<Outcomes> {
  const results = Object.entries(checks).map(
    async ([name, check]) => [name, await outcomeOf(check)] as const,
  );
  return Object.fromEntries(await Promise.all(results));
}

async function outcomeOf(check: Check): Promise<'ok' | 'failed'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'failed'>((resolve) => {
    timer = setTimeout(resolve, CHECK_MS, 'failed');
  });
  const asked = check().then(
    () => 'ok' as const,
    () => 'failed' as const,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

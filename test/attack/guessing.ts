import type { Counts } from './tally';
import { countsOf, found } from './tally';
import type { Target } from './target';
import { asStaff, inParallel } from './target';

const WHO = 'centrum.caseworker2';
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** References one after another, as somebody would try them. */
function guess(nth: number): string {
  const tail = Array.from({ length: 16 }, (_item, place) => ALPHABET[(nth * (place + 7)) % 32] ?? '0');
  return `c-${tail.join('')}`;
}

/** Guesses references under the shipped limits: after twenty the guesser is closed out, and the operator sees it (X8). */
export async function attackByGuessing(target: Target, guesses: number): Promise<Counts> {
  const counts = countsOf('guessing, shipped limits');
  const statuses = new Map<number, number>();
  await inParallel(
    Array.from({ length: guesses }, (_item, nth) => nth),
    1,
    async (nth) => {
      const shot = asStaff(target, WHO, { method: 'get', path: `/v1/cases/${guess(nth)}` });
      const { status } = await target.shoot(counts, shot);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    },
  );
  const misses = statuses.get(404) ?? 0;
  if (misses > 20 || misses + (statuses.get(429) ?? 0) !== guesses)
    found(counts, 'wrong', `guesses were answered ${JSON.stringify([...statuses])}`);
  const metrics = await target.shoot(
    counts,
    asStaff(target, 'centrum.operator', { method: 'get', path: '/metrics' }),
  );
  if (!/sluss_identities_locked_total [1-9]/.test(metrics.text))
    found(counts, 'wrong', 'no operator was told of the guessing');
  return counts;
}

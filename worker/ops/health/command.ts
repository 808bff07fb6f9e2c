import { readFile } from 'node:fs/promises';
import { ENDS, unitsOf, withParts } from '../command';
import type { Call, Command, Result } from '../command';
import { visible } from '../../../security/visible';
import { StoreAway } from '../../../store/errors';
import { checks, messageOf } from './checks';
import type { Health } from './checks';

const HELP = `npm run ops -- health [--unit UNIT]… [--api URL] [--partners] [--json]

  Looks at every part and changes nothing else: the database (does its schema fit this code, is row security in force), each
  unit's master key, the Temporal server, its namespaces and search attributes, whether a worker takes each unit's tasks,
  what waits too long, and whether each unit's access log takes the line that somebody looked.

  --api URL    also asks the API there whether it is ready
  --partners   also whether each address of SLUSS_ADDRESS_BOOK_FILE answers; nothing is sent

  Ends with 0 when all is well, 1 when something is not, 2 when it could not be found out.`;

/** `npm run ops -- health`. */
export const health: Command = {
  summary: 'every part: database, keys, Temporal, workers, what waits too long',
  help: HELP,
  options: { api: { type: 'string' }, partners: { type: 'boolean', default: false } },
  run: async (call) => {
    const found = [...(await ofService(call)), ...(await ofApi(call)), ...(await ofPartners(call))];
    return resultOf(found);
  },
};

/** Of an embedded run that is stopped nothing answers, and nothing is ill. */
function ofService(call: Call): Promise<readonly Health[]> | readonly Health[] {
  return call.stopped === undefined ? ofParts(call) : [{ part: 'service', state: 'ill', ...call.stopped }];
}

function ofParts(call: Call): Promise<readonly Health[]> {
  return withParts(call.env, async (parts) => {
    const units = unitsOf(call, parts);
    const found: Health[] = [];
    const store = { isAway: false };
    for (const { part, todo, look, asksStore } of checks) {
      // Nothing is said of what could not be asked: that the database is away is no fault of a key.
      if (asksStore && store.isAway) continue;
      const seen = await look(parts, units).catch((error: unknown): readonly Health[] => {
        store.isAway ||= part === 'database' || error instanceof StoreAway;
        return [
          {
            part,
            state: 'ill',
            what: error instanceof StoreAway ? 'the database does not answer' : messageOf(error),
          },
        ];
      });
      found.push(...seen.map((one) => (one.state === 'well' ? one : { todo, ...one })));
    }
    return found;
  });
}

const ANSWER_MS = 5_000;

async function ofApi({ text }: Call): Promise<readonly Health[]> {
  const url = text('api');
  if (url === undefined) return [];
  try {
    const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(ANSWER_MS) });
    const said = readyInWords(await answer.text());
    return [{ part: 'api', state: answer.ok ? 'well' : 'ill', what: `${answer.status} ${said}` }];
  } catch {
    return [
      {
        part: 'api',
        state: 'ill',
        what: `no answer from ${url}`,
        todo: 'Is it started, and is the address right?',
      },
    ];
  }
}

/** What `GET /readyz` says, or the beginning of what something else says there. */
function readyInWords(text: string): string {
  try {
    const { status, checks, keys } = JSON.parse(text) as Readonly<
      Record<'checks' | 'keys', Readonly<Record<string, string>>> & { readonly status: string }
    >;
    const failed = Object.entries({ ...checks, ...prefixed(keys) }).filter(([, found]) => found !== 'ok');
    return [status, ...failed.map(([name]) => `${name} failed`)].join(', ');
  } catch {
    return visible(text.slice(0, 200));
  }
}

function prefixed(keys: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(keys).map(([unit, found]) => [`keys of ${unit}`, found]));
}

/** Any answer will do: what a partner says to strangers is its own affair. */
async function ofPartners({ env, isAsked }: Call): Promise<readonly Health[]> {
  if (!isAsked('partners')) return [];
  const file = env['SLUSS_ADDRESS_BOOK_FILE'] ?? '';
  const book = JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, string>>;
  return Promise.all(
    Object.entries(book).map(async ([party, url]): Promise<Health> => {
      const answer = await fetch(new URL(url).origin, {
        method: 'HEAD',
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch(() => undefined);
      if (answer !== undefined) return { part: `partner ${party}`, state: 'well', what: 'answers' };
      return {
        part: `partner ${party}`,
        state: 'look',
        what: 'does not answer',
        todo: 'Letters to it wait, and go when it does.',
      };
    }),
  );
}

const marks = { well: 'ok  ', look: 'look', ill: 'ILL ' } as const;

function resultOf(found: readonly Health[]): Result {
  const isWell = found.every(
    ({ state, part }) => state === 'well' || (part === 'database' && state === 'look'),
  );
  return {
    exit: isWell ? ENDS.well : ENDS.found,
    lines: found.flatMap(({ part, unit, state, what, todo }) => [
      `${marks[state]}  ${part}${unit === undefined ? '' : ` of ${unit}`}: ${what}`,
      ...(todo === undefined ? [] : [`        → ${todo}`]),
    ]),
    json: found,
  };
}

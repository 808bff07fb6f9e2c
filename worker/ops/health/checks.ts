import { temporal } from '@temporalio/proto';
import type { PartyId } from '../../../domain/kernel/actor';
import { toInstant } from '../../../domain/time/instant';
import { caseTaskQueue, namespaceOf } from '../../../messages/case-messages';
import { checkKeys } from '../../../security/key-check';
import { createFigures } from '../../../store/figures';
import type { Backlog } from '../../../store/figures';
import { checkServer } from '../../../store/server-check';
import { checkNamespaces } from '../../namespaces';
import { logOperator } from '../parts';
import type { OpsParts } from '../parts';

/** What was found of one part. */
export interface Health {
  readonly part: string;
  readonly unit?: PartyId;
  /** `well`; `look`: it works, and somebody should look; `ill`: it does not do what it is there for. */
  readonly state: 'well' | 'look' | 'ill';
  readonly what: string;
  readonly todo?: string;
}

/** Looks at one part; throws when it does not answer. */
export interface PartCheck {
  readonly part: string;
  /** What to do when it throws. */
  readonly todo: string;
  /** Whether it says nothing while the database is away. */
  readonly asksStore: boolean;
  readonly look: (parts: OpsParts, units: readonly PartyId[]) => Promise<readonly Health[]>;
}

const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = temporal.api.enums.v1.TaskQueueType;
const GONE_MS = 120_000;
const CALL_MS = 10_000;

/** Each part of the service, in the order in which they need each other. */
export const checks: readonly PartCheck[] = [
  {
    part: 'database',
    asksStore: false,
    todo: 'Is PostgreSQL up, and are SLUSS_DATABASE_URL and the password right? A schema that does not fit: docs/operations.md, Upgrade.',
    look: database,
  },
  {
    part: 'keys',
    asksStore: true,
    todo: 'npm run ops -- keys status --unit UNIT; docs/configuration.md, Master keys. The cases of that unit wait until it is back.',
    look: keys,
  },
  {
    part: 'temporal',
    asksStore: false,
    todo: 'Is the Temporal server up, may this machine reach it, and are its namespaces prepared (docs/operations.md)?',
    look: server,
  },
  {
    part: 'worker',
    asksStore: false,
    todo: 'Start a worker that serves the unit; its log says why it ended.',
    look: pollers,
  },
  {
    part: 'backlog',
    asksStore: true,
    todo: 'npm run ops -- stalled tells which, and why.',
    look: backlogs,
  },
  {
    part: 'access log',
    asksStore: true,
    todo: 'Until it takes lines the unit answers 503. Is its key there? Else npm run log:verify; docs/log.md.',
    look: logs,
  },
];

async function database({ config }: OpsParts): Promise<readonly Health[]> {
  const { version, latencyMs, unprotected, isAboveBorder, bytes } = await checkServer(config.database);
  const size = `${Math.ceil(bytes / 1_048_576)} MB`;
  const found: Health = {
    ...{ part: 'database', state: 'well' },
    what: `PostgreSQL ${version}, schema fits, answers in ${latencyMs.toFixed(1)} ms, ${size}`,
  };
  const open: readonly Health[] = unprotected.map((table) => ({
    ...{
      part: 'database',
      state: 'ill',
      what: `row security is not in force on ${table}: one of two walls is gone`,
    },
    todo: `alter table ${table} enable row level security, force row level security; and find out who took it off.`,
  }));
  if (!isAboveBorder) return [found, ...open];
  const above: Health = {
    ...{ part: 'database', state: 'look', what: 'the login is one that row security does not hold' },
    todo: 'In real use worker and API have a login of their own (docs/operations.md). The embedded database has none.',
  };
  return [found, above, ...open];
}

/** That an operator looked stands there too (AUD-1): the line is the proof that it takes one. */
function logs(parts: OpsParts, units: readonly PartyId[]): Promise<readonly Health[]> {
  return Promise.all(
    units.map(async (unit): Promise<Health> => {
      const about = { part: 'access log', unit };
      try {
        await logOperator(parts, { unit, action: 'health', outcome: 'answered' });
        return { ...about, state: 'well', what: 'takes lines; this look is in it' };
      } catch (error) {
        return { ...about, state: 'ill', what: `takes no line: ${messageOf(error)}` };
      }
    }),
  );
}

function keys(parts: OpsParts, units: readonly PartyId[]): Promise<readonly Health[]> {
  const { keyStore: store, masterKeys } = parts;
  return Promise.all(
    units.map(async (unit): Promise<Health> => {
      try {
        await checkKeys(unit, { store, masterKeys });
        return { part: 'keys', unit, state: 'well', what: 'the master key opens its keys' };
      } catch (error) {
        return { part: 'keys', unit, state: 'ill', what: messageOf(error) };
      }
    }),
  );
}

async function server(parts: OpsParts, units: readonly PartyId[]): Promise<readonly Health[]> {
  const connection = await parts.temporal();
  const began = performance.now();
  const { serverVersion } = await connection.withDeadline(Date.now() + CALL_MS, () =>
    connection.workflowService.getSystemInfo({}),
  );
  const ms = (performance.now() - began).toFixed(1);
  const { namespacePrefix } = parts.config.temporal;
  await checkNamespaces(
    connection,
    units.map((unit) => namespaceOf(namespacePrefix, unit)),
  );
  const what = `server ${serverVersion}, answers in ${ms} ms; namespaces and search attributes are there`;
  return [{ part: 'temporal', state: 'well', what }];
}

function pollers(parts: OpsParts, units: readonly PartyId[]): Promise<readonly Health[]> {
  return Promise.all(
    units.map(async (unit): Promise<Health> => {
      const { client, namespace } = await parts.ofUnit(unit);
      const counts = await Promise.all(
        [TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY].map(async (taskQueueType) => {
          const taskQueue = { name: caseTaskQueue };
          const { pollers: found } = await client.withDeadline(Date.now() + CALL_MS, () =>
            client.workflowService.describeTaskQueue({
              namespace,
              taskQueue,
              taskQueueType,
            }),
          );
          const since = (Date.now() - GONE_MS) / 1000;
          return found.filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) > since).length;
        }),
      );
      if (counts.every((count) => count > 0))
        return { part: 'worker', unit, state: 'well', what: `${Math.max(...counts)} at its task queue` };
      return {
        part: 'worker',
        unit,
        state: 'ill',
        what: 'nobody takes its tasks: changes are 503, no clock runs',
      };
    }),
  );
}

/** What waits longer than this is looked at by somebody, in seconds. */
const LONGEST = { lettersOut: 3600, lettersIn: 300, mails: 3600, lateClock: 600 } as const;

const waits: Readonly<Record<keyof typeof LONGEST, string>> = {
  lettersOut: 'letters out that have not ended',
  lettersIn: 'letters received and not recorded',
  mails: 'notices to be mailed',
  lateClock: 'cases whose deadline has passed and whose clock has not acted',
};

async function backlogs({ database: db }: OpsParts, units: readonly PartyId[]): Promise<readonly Health[]> {
  const now = toInstant(Date.now());
  const all = units.map(async (unit): Promise<readonly Health[]> => {
    const figures = await createFigures(db).read(unit, now);
    const old = (Object.keys(LONGEST) as (keyof typeof LONGEST)[]).filter(
      (name) => figures[name].count > 0 && figures[name].oldestSeconds > LONGEST[name],
    );
    if (old.length === 0) return [{ part: 'backlog', unit, state: 'well', what: 'nothing waits too long' }];
    return old.map((name) => ({
      part: 'backlog',
      unit,
      state: 'look',
      what: inWords(waits[name], figures[name]),
    }));
  });
  return (await Promise.all(all)).flat();
}

function inWords(what: string, { count, oldestSeconds }: Backlog): string {
  const minutes = Math.round(oldestSeconds / 60);
  const age = minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return `${count} ${what}, the oldest since ${age}`;
}

/** What an unknown thrown value says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

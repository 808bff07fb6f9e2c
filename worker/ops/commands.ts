import { parseArgs } from 'node:util';
import { visible } from '../../security/visible';
import { StoreAway } from '../../store/errors';
import { ENDS } from './command';
import type { Command, Result } from './command';
import { stoppedRun, whyAway, withEmbedded } from './embedded-run';
import type { Env } from './embedded-run';
import { backup } from './backup/backup';
import { restore } from './backup/restore';
import { deploy } from './deploy';
import { health } from './health/command';
import { keys } from './keys';
import { reconcile } from './reconcile/command';
import { replay } from './replay';
import { stalled } from './stalled/command';

/** All commands, in the order of the help. */
const commands: Readonly<Record<string, Command>> = {
  health,
  stalled,
  replay,
  deploy,
  reconcile,
  keys,
  backup,
  restore,
};

const common = {
  do: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  unit: { type: 'string', multiple: true },
  help: { type: 'boolean', default: false },
} as const;

const USAGE = `npm run ops -- <command> [--do] [--json] [--unit UNIT]…

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(11)}${summary}`)
  .join('\n')}

Every command is a dry run: without --do it tells what it would change, and changes nothing. What it did stands in each
unit's access log, under "operator". --unit limits it to a unit, --json tells the same as JSON. How far long work is goes to
the error stream, and nowhere with --json.
<command> --help says more.

Works against the running embedded service (SLUSS_STATE_DIR, as npm start), or against what the environment names: the
worker's SLUSS_DATABASE_URL, SLUSS_TEMPORAL_ADDRESS, SLUSS_UNITS, SLUSS_MASTER_KEYS (docs/configuration.md).

Ends with 0 when all is well or was done, 1 when something was found that is not, 2 when it could not be found out or done.`;

/** Where a run of the tools tells what it found, and how far it is. */
export interface Tellers {
  readonly print: (text: string) => void;
  readonly say: (line: string) => void;
}

/** Runs one command line, and gives the exit code. Never throws. */
export async function runOps(args: readonly string[], env: Env, { print, say }: Tellers): Promise<number> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return usage(name, { print, say });
  try {
    const parsed = parse(command, rest);
    if (parsed.values['help'] === true) {
      print(command.help);
      return ENDS.well;
    }
    const { exit, lines, json } = await run(command, parsed, env, { print, say });
    print(parsed.values['json'] === true ? JSON.stringify(json, undefined, 2) : lines.join('\n'));
    return exit;
  } catch (error) {
    say(reasonOf(error, env));
    return ENDS.unable;
  }
}

function usage(name: string, { print, say }: Tellers): number {
  if (['', '--help', 'help'].includes(name)) {
    print(USAGE);
    return ENDS.well;
  }
  say(`There is no command ${visible(name)}.\n\n${USAGE}`);
  return ENDS.unable;
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

interface Parsed {
  readonly values: Values;
  readonly positionals: readonly string[];
}

function parse({ options, help }: Command, args: readonly string[]): Parsed {
  try {
    return parseArgs({ args: [...args], options: { ...common, ...options }, allowPositionals: true });
  } catch (error) {
    const { message } = error as { readonly message?: unknown };
    throw new Error(`${String(message)}\n\n${help}`, { cause: error });
  }
}

function run(
  command: Command,
  { values, positionals }: Parsed,
  env: Env,
  { print, say }: Tellers,
): Promise<Result> {
  const list = (option: string): readonly string[] => {
    const value = values[option];
    return Array.isArray(value) ? value.map(String) : [];
  };
  const text = (option: string): string | undefined => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  const units = list('unit');
  const isAsked = (option: string): boolean => values[option] === true;
  return command.run({
    ...{ env: withEmbedded(env), stopped: stoppedRun(env), isMeant: isAsked('do') },
    ...{ positionals, text, list, isAsked, say: isAsked('json') ? () => undefined : say },
    tell: isAsked('json') ? say : print,
    units: units.length === 0 ? undefined : units,
  });
}

function reasonOf(error: unknown, env: Env): string {
  if (!(error instanceof StoreAway)) return error instanceof Error ? error.message : String(error);
  return whyAway(env);
}

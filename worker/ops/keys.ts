import { createKeyPages } from '../../store/key-pages';
import { keyTasks, runKeyTask } from '../key-command';
import { ENDS, withParts } from './command';
import type { Call, Command, Result } from './command';

const HELP = `npm run ops -- keys <task> --unit UNIT [--do]

  status   which versions of the unit's master key there are, what each wraps, and which keys do not open
  rotate   makes a new version and wraps every key of the unit anew, while the service runs; goes on with one that was cut off
  retire   puts the versions before the newest out of use, once they wrap nothing

  Without --do rotate and retire only tell what they would do. How, and what to keep: docs/configuration.md, Master keys.
  Ends with 0 when it was told or done, 2 when not.`;

/** `npm run ops -- keys`. */
export const keys: Command = {
  summary: 'master keys of a unit: status, rotate, retire',
  help: HELP,
  options: {},
  run: (call) =>
    withParts(call.env, async (parts) => {
      const { database, masterKeys, accessLog } = parts;
      await database.check();
      const lines: string[] = [];
      const say = (line: string): void => void lines.push(line);
      const pages = createKeyPages(database);
      const { task, unit } = taskOf(call);
      await runKeyTask(
        { pages, masterKeys, accessLog, say, tell: call.say, now: () => new Date() },
        { task, unit, isMeant: call.isMeant },
      );
      return { exit: ENDS.well, lines, json: { task, unit, isMeant: call.isMeant, lines } } satisfies Result;
    }),
};

function taskOf({ positionals, units = [] }: Call): {
  readonly task: (typeof keyTasks)[number];
  readonly unit: string;
} {
  const task = keyTasks.find((known) => known === positionals[0]);
  const [unit, ...others] = units;
  if (task === undefined || positionals.length > 1) throw new Error(`Which task?\n\n${HELP}`);
  if (unit === undefined || others.length > 0) throw new Error(`Name one unit: --unit UNIT.\n\n${HELP}`);
  return { task, unit };
}

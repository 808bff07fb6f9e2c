import { visible } from '../../security/visible';
import { BUILD_ID } from '../deployment';
import { ENDS, unitsOf, withParts } from './command';
import type { Call, Command } from './command';
import { assertNamespace, routeTo, routingOf } from './deployments';
import type { Routing } from './deployments';
import { logOperator } from './parts';

const HELP = `npm run ops -- deploy [BUILD] [--percent N] [--unit UNIT]… [--do] [--json]

  Tells which build of the worker each unit's cases run on. A worker says its build by SLUSS_BUILD_ID (docs/changing.md);
  those without one are called "unversioned".

  BUILD        with --do: every case of the units goes on with this build, wherever it stands. Going back is the same
               command with the build before, whose workers must still run
  --percent N  with --do: only N of a hundred cases do, 0 takes it back

  Ends with 0 when it is told or done, 2 when it could not be.`;

/** `npm run ops -- deploy`. */
export const deploy: Command = {
  summary: 'which build of the worker the cases run on; sends them to another with --do',
  help: HELP,
  options: { percent: { type: 'string' } },
  run: (call) => {
    const wanted = wantedBy(call);
    return withParts(call.env, async (parts) => {
      const told: UnitRouting[] = [];
      for (const unit of unitsOf(call, parts)) {
        const { namespace } = await parts.ofUnit(unit);
        const connection = await parts.temporal();
        await assertNamespace(connection, namespace);
        if (wanted === undefined || !call.isMeant)
          await logOperator(parts, { unit, action: 'deploy', outcome: 'answered' });
        else {
          await logOperator(parts, { unit, action: 'deploy', outcome: 'begun' });
          await routeTo(connection, namespace, wanted.build, wanted.percent);
          await logOperator(parts, { unit, action: 'deploy', outcome: 'done' });
        }
        told.push({ unit, ...(await routingOf(connection, namespace)) });
      }
      const hint =
        wanted === undefined || call.isMeant ? [] : [`Nothing was changed: ${wanted.build} needs --do.`];
      return { exit: ENDS.well, lines: [...told.map(lineOf), ...hint], json: told };
    });
  },
};

interface UnitRouting extends Routing {
  readonly unit: string;
}

function lineOf({ unit, current, ramping, seen }: UnitRouting): string {
  const share = ramping === undefined ? '' : `, ${ramping.percent} % on ${ramping.build}`;
  return `${unit}: current ${current}${share}; seen: ${seen.join(', ') || 'none'}`;
}

interface Wanted {
  readonly build: string;
  readonly percent: number | undefined;
}

function wantedBy({ positionals, text }: Call): Wanted | undefined {
  const [build, ...more] = positionals;
  const share = text('percent');
  const percent = share === undefined ? undefined : Number(share);
  if (more.length > 0) throw new Error(`One build at a time; ${more.map(visible).join(' ')} is too much.`);
  if (percent !== undefined && !(Number.isInteger(percent) && percent >= 0 && percent <= 100))
    throw new Error('--percent is a whole number from 0 to 100.');
  if (build === undefined) {
    if (percent !== undefined) throw new Error('--percent of what? Name a build.');
    return undefined;
  }
  if (!BUILD_ID.test(build))
    throw new Error(`${visible(build)} is no build: letters, digits, full stops, hyphens and underscores.`);
  return { build, percent };
}

import { ENDS, unitsOf, withParts } from '../command';
import type { Call, Command, Result } from '../command';
import { counted } from '../counted';
import { reasons } from './reasons';
import type { Stalled } from './reasons';
import { stalledIn } from './look';

const HELP = `npm run ops -- stalled [--unit UNIT]… [--letters MINUTES] [--other MINUTES] [--json]

  Lists the cases that stand still, why, and what to do about each kind. Opens nothing and changes nothing.

  --letters MINUTES   a letter out is told of when it has not ended after so long (60)
  --other MINUTES     everything else (5)

  Ends with 0 when nothing stands still, 1 when something does, 2 when it could not be found out.`;

/** `npm run ops -- stalled`. */
export const stalled: Command = {
  summary: 'cases that stand still, why, and what to do',
  help: HELP,
  options: { letters: { type: 'string' }, other: { type: 'string' } },
  run: (call) =>
    withParts(call.env, async (parts) => {
      await parts.database.check();
      const patience = {
        letterSeconds: secondsOf(call, 'letters', 60),
        otherSeconds: secondsOf(call, 'other', 5),
      };
      const found: Stalled[] = [];
      for (const unit of unitsOf(call, parts))
        found.push(...(await stalledIn(parts, unit, patience, call.say)));
      return resultOf(found);
    }),
};

function secondsOf({ text }: Call, option: string, otherwise: number): number {
  const minutes = Number(text(option) ?? otherwise);
  if (Number.isFinite(minutes) && minutes >= 0) return minutes * 60;
  throw new Error(`--${option} must be a number of minutes.\n\n${HELP}`);
}

function resultOf(found: readonly Stalled[]): Result {
  if (found.length === 0) return { exit: ENDS.well, lines: ['Nothing stands still.'], json: [] };
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  const lines = kinds.flatMap((kind) => [
    `${kind}: ${reasons[kind].what}:`,
    ...found.filter((one) => one.kind === kind).map((one) => `  ${lineOf(one)}`),
    `  → ${reasons[kind].todo}`,
  ]);
  return { exit: ENDS.found, lines, json: found };
}

function lineOf({ unit, caseRef, letterId, since, attempts, failure }: Stalled): string {
  const parts = [
    unit,
    caseRef,
    letterId === undefined ? undefined : `letter ${letterId}`,
    since === undefined ? undefined : `since ${since}`,
    attempts === undefined ? undefined : counted(attempts, 'try', 'tries'),
    failure,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

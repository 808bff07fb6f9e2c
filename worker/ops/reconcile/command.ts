import { isInstant } from '../../../domain/time/instant';
import type { Instant } from '../../../domain/time/instant';
import { ENDS, unitsOf, withParts } from '../command';
import type { Call, Command, Result } from '../command';
import { counted } from '../counted';
import { askRecipients } from './ask';
import type { Told } from './findings';
import { words } from './findings';
import { checkHandled, withHandled } from './handled';
import { withLostLetters } from './recipients';
import { reconcileUnit } from './reconcile';
import type { UnitReport } from './reconcile';

const HELP = `npm run ops -- reconcile [--unit UNIT]… [--case CASE]… [--do] [--give-up CASE]…
                            [--handled CASE]… [--by REFERENCE] [--ask-since INSTANT] [--json]

  Sets each unit's journal against Temporal and tells where they differ: after a restore of either of them, after a
  server was lost, or just to know (ADR 0025). Without --do nothing is changed.

  --do            mends what can be mended: brings steps back that only the workflow's history still has, starts missing
                  workflows from the journal, ends and starts those that are behind it, writes wrong worklist rows anew,
                  and has recipients asked for letters in doubt before anything is sent
  --case CASE     only this case
  --give-up CASE  with --do: where journal and workflow went different ways, the journal holds, and the steps that only
                  the workflow has are lost. The workflow of a case that is lost is ended, and nothing of it is left

  --handled CASE --by REFERENCE   with --do: what is lost of the case (recipientLost, holderLost, letterLost) was seen and
                  handled, as REFERENCE tells (an incident's number): from then on it is told as handled, and counts as settled

  --ask-since INSTANT   instead: asks the recipients of all letters sent since then (2026-03-01T00:00:00.000Z) whether they
                  have them. After a restore of this database, or when a partner tells of one, with the API running

  Run it before worker and API are started after a restore; it may also run while they do.
  Ends with 0 when nothing differs or all was mended, 1 when something is left, 2 when it could not be found out.`;

/** `npm run ops -- reconcile`. */
export const reconcile: Command = {
  summary: 'journal against Temporal: tells what differs, and mends it with --do',
  help: HELP,
  options: {
    case: { type: 'string', multiple: true },
    'give-up': { type: 'string', multiple: true },
    'ask-since': { type: 'string' },
    handled: { type: 'string', multiple: true },
    by: { type: 'string' },
  },
  run: (call) =>
    withParts(call.env, async (parts) => {
      await parts.database.check();
      const reports: UnitReport[] = [];
      const since = sinceOf(call);
      const handled = { caseRefs: call.list('handled'), by: call.text('by'), isMeant: call.isMeant };
      checkHandled(handled);
      for (const unit of unitsOf(call, parts)) {
        if (since === undefined) reports.push(await reconcileUnit(parts, unit, optionsOf(call)));
        else
          reports.push({ unit, ...(await askRecipients(parts, call.env, unit, { since, say: call.say })) });
      }
      const isAll = since === undefined && call.list('case').length === 0;
      const all = isAll ? await withLostLetters(parts, reports, call.say) : reports;
      return resultOf(await withHandled(parts, all, handled));
    }),
};

function sinceOf({ text }: Call): Instant | undefined {
  const since = text('ask-since');
  if (since === undefined || isInstant(since)) return since;
  throw new Error(`--ask-since is an instant, as 2026-03-01T00:00:00.000Z.\n\n${HELP}`);
}

function optionsOf({ isMeant, list, say }: Call): Parameters<typeof reconcileUnit>[2] {
  return { isMeant, say, only: list('case'), givenUp: list('give-up') };
}

function resultOf(reports: readonly UnitReport[]): Result {
  const isFailed = reports.some(({ failed }) => failed.length > 0);
  const isLeft = reports.some(({ told }) =>
    told.some(({ outcome }) => outcome !== 'mended' && outcome !== 'handled'),
  );
  return {
    exit: isFailed ? ENDS.unable : isLeft ? ENDS.found : ENDS.well,
    lines: reports.flatMap(linesOf),
    json: reports,
  };
}

function linesOf({ unit, cases, told, failed }: UnitReport): readonly string[] {
  const found = told.length === 0 ? 'nothing differs' : counted(told.length, 'difference');
  return [
    cases === undefined ? `${unit}: ${found}` : `${unit}: ${counted(cases, 'case')}, ${found}`,
    ...told.flatMap(inWords),
    ...failed.map(({ caseRef, why }) => `  ${caseRef} could not be looked at: ${why}`),
  ];
}

function inWords({ finding, outcome, lostTexts, by = '' }: Told): readonly string[] {
  const { what, todo, mend } = words[finding.kind];
  const lost =
    lostTexts === undefined
      ? []
      : [
          `    Lost: ${counted(lostTexts, 'text or identity', 'texts or identities')} of these steps, which the database alone had. Tell the unit, which writes them anew.`,
        ];
  return [
    `  ${finding.caseRef ?? finding.unit}, ${finding.kind}: ${what(finding)}`,
    outcome === 'mended'
      ? `    → mended: ${mend ?? ''}`
      : outcome === 'handled'
        ? `    → seen, handled by ${by}`
        : `    → ${todo}`,
    ...lost,
  ];
}

import { isInstant } from '../../../domain/time/instant';
import type { Instant } from '../../../domain/time/instant';
import { ENDS, unitsOf, withParts } from '../command';
import type { Call, Command, Result } from '../command';
import { askRecipients } from './ask';
import { checkHandled, settled } from './handled';
import { namedIn } from './named';
import { findLostLetters } from './recipients';
import { reconcileUnit } from './reconcile';
import type { ReconcileOptions } from './reconcile';
import { openReport, sumOf } from './report';
import type { OpenReport, UnitReport } from './report';

const HELP = `npm run ops -- reconcile [--unit UNIT]… [--case CASE]… [--do] [--give-up CASE]…
                            [--restart CASE]… [--handled CASE]… [--by REFERENCE]
                            [--ask-since INSTANT] [--json]

  Sets each unit's journal against Temporal and tells where they differ: after a restore of either of them, after a
  server was lost, or just to know (ADR 0025). Without --do nothing is changed.

  --do            mends what can be mended: brings steps back that only the workflow's history still has, starts missing
                  workflows from the journal, ends and starts those that are behind it, writes wrong worklist rows anew,
                  and has recipients asked for letters in doubt before anything is sent
  --case CASE     only this case
  --give-up CASE  with --do: where journal and workflow went different ways, the journal holds, and the steps that only
                  the workflow has are lost. The workflow of a case that is lost is ended, and nothing of it is left
  --restart CASE  with --do, and only this case: where nothing differs its workflow is ended and started anew from the
                  journal all the same, as when its task fails under this code (docs/changing.md)

  --handled CASE --by REFERENCE   with --do: what is lost of the case (recipientLost, holderLost, letterLost, textsLost) was
                  seen and handled, as REFERENCE tells (an incident's number): from then on it is told as handled, and counts as settled

  --ask-since INSTANT   instead: asks the recipients of all letters sent since then (2026-03-01T00:00:00.000Z) whether they
                  have them. After a restore of this database, or when a partner tells of one, with the API running

  What it finds is printed as it is found; with --json that goes to the error stream, and the whole to the output.
  Run it before worker and API are started after a restore; it may also run while they do.
  Ends with 0 when nothing differs or all was mended, 1 when something is left, 2 when it could not be found out.`;

/** `npm run ops -- reconcile`. */
export const reconcile: Command = {
  summary: 'journal against Temporal: tells what differs, and mends it with --do',
  help: HELP,
  options: {
    case: { type: 'string', multiple: true },
    'give-up': { type: 'string', multiple: true },
    restart: { type: 'string', multiple: true },
    'ask-since': { type: 'string' },
    handled: { type: 'string', multiple: true },
    by: { type: 'string' },
  },
  run: (call) =>
    withParts(call.env, async (parts) => {
      await parts.database.check();
      const since = sinceOf(call);
      const handled = { caseRefs: call.list('handled'), by: call.text('by'), isMeant: call.isMeant };
      checkHandled(handled);
      const named = [...new Set([...call.list('case'), ...call.list('restart')])];
      const only = named.length === 0 ? undefined : await namedIn(parts, unitsOf(call, parts), named);
      const reports: OpenReport[] = [];
      for (const unit of only?.keys() ?? unitsOf(call, parts)) {
        const report = openReport(unit, call.tell, (finding) => settled(parts, finding, handled));
        reports.push(report);
        await (
          since === undefined
            ? reconcileUnit(parts, report, optionsOf(call, only?.get(unit)))
            : askRecipients(parts, call.env, report, { since, say: call.say })
        ).catch((error: unknown) => {
          report.fail(unit, error);
        });
      }
      if (since === undefined && only === undefined) await findLostLetters(parts, reports, call.say);
      return resultOf(reports.map(({ soFar }) => soFar()));
    }),
};

function sinceOf({ text }: Call): Instant | undefined {
  const since = text('ask-since');
  if (since === undefined || isInstant(since)) return since;
  throw new Error(`--ask-since is an instant, as 2026-03-01T00:00:00.000Z.\n\n${HELP}`);
}

function optionsOf({ isMeant, list, say }: Call, only: readonly string[] = []): ReconcileOptions {
  return { isMeant, say, only, givenUp: list('give-up'), restarted: list('restart') };
}

function resultOf(reports: readonly UnitReport[]): Result {
  const isFailed = reports.some(({ failed }) => failed.length > 0);
  const isLeft = reports.some(({ told }) => told.some(({ outcome }) => outcome === 'left'));
  return {
    exit: isFailed ? ENDS.unable : isLeft ? ENDS.found : ENDS.well,
    lines: reports.map(sumOf),
    json: reports,
  };
}

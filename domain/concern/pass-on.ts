import type { CaseState } from '../case/state';
import { groundFor } from '../consent/carriers';
import { knownHomeDistrict, mustBeOpen } from '../intake/questions';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import { unless } from '../kernel/decision';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Action, Decision } from '../kernel/step';
import type { Carrier, Enclosure, Letter } from '../letters/letter';
import { hasFunction } from '../profile/lookup';
import type { Instant } from '../time/instant';
import { limitAfter } from '../time/span';
import { didNotArrive, hasDeclinedReport, toPassOn, wasDeclinedBy } from './questions';
import type { ConcernForwarded, Report, ReportKind } from './state';

interface Way {
  readonly ground: string;
  readonly category: string;
  readonly rules: readonly RuleId[];
}

/** On which ground a report goes: the routine's own duty to pass it on, or the law's duty to report (TRF-7, RSP-15). */
const ways: Readonly<Record<ReportKind, Way>> = {
  concern: { ground: 'forwardConcernReport', category: 'concernReport', rules: ['TRF-7', 'CON-5'] },
  compulsoryCare: {
    ground: 'reportDutySubstanceAbuse',
    category: 'substanceAbuse',
    rules: ['RSP-15', 'CON-5'],
  },
};

/** As for a transfer: the end of the next working day, and of the third (TRF-5, TRF-7). */
export function reportClocks(letterId: string, context: Context, before?: Report): readonly Deadline[] {
  return clocksOf('reportReceipt', letterId, context, before);
}

/** While it waits to be passed on: the same times (TRF-7). */
export function waitClocks(report: Report, context: Context): readonly Deadline[] {
  return clocksOf('reportWait', report.id, context, report);
}

/**
 * The caseworker's time begins anew with each letter; the supervisor's does not: it counts from the first that did not arrive, and once
 * told the supervisor is not told again.
 */
function clocksOf(
  of: 'reportReceipt' | 'reportWait',
  subject: string,
  { now, profile }: Context,
  before?: Report,
): readonly Deadline[] {
  const { calendar, transfer } = profile;
  const clock = (kind: string, at: Instant): Deadline =>
    deadline({ rule: 'TRF-7', kind, subject, at, legal: true });
  const due = clock(`${of}Due`, limitAfter(now, transfer.receipt, calendar));
  const isAgain = before !== undefined && didNotArrive(before);
  if (isAgain && before.overdue) return [due];
  const running = isAgain
    ? before.passedOn?.deadlines.find(({ kind }) => kind.endsWith('Overdue'))
    : undefined;
  return [due, clock(`${of}Overdue`, running?.at ?? limitAfter(now, transfer.escalation, calendar))];
}

/** Whether the unit passes reports on: a district handles them (TRF-7, TRF-8). */
export function passesOn({ profile, unit }: Pick<Context, 'profile' | 'unit'>): boolean {
  return !hasFunction(profile, unit, 'district');
}

/** The report as received and whom it is about, and nothing else of the file (TRF-7). */
function asReceived(state: CaseState, report: Report, carrier: Carrier): Enclosure {
  const { person, agesToCome } = state.intake;
  return {
    category: ways[report.kind].category,
    carrier,
    facts: { receivedAt: report.receivedAt, ...(agesToCome === undefined ? {} : { agesToCome }) },
    notes: report.notes,
    ...(person === undefined ? {} : { person }),
  };
}

function carrierOf(state: CaseState, { kind }: Report, context: Context): Carrier | undefined {
  const { ground, category } = ways[kind];
  return groundFor(state, [ground], category, context);
}

function letterOf(
  state: CaseState,
  report: Report,
  road: { readonly to: PartyId; readonly letterId: string; readonly carrier: Carrier },
  context: Context,
): Letter {
  const { to, letterId, carrier } = road;
  return {
    ...{ letterId, kind: 'concernReport', to, fromCase: context.caseRef, reference: report.id },
    facts: {},
    enclosures: [asReceived(state, report, carrier)],
  };
}

/**
 * Sends a report to the home district; nothing, where that is not known, has declined it, or no ground carries it today. It needs no
 * consent (TRF-7, RSP-15).
 *
 * @param nth sets the letters of one step apart
 */
export function passedOn(
  state: CaseState,
  report: Report,
  context: Context,
  nth: number,
): readonly ConcernForwarded[] {
  const to = knownHomeDistrict(state);
  const carrier = carrierOf(state, report, context);
  if (to === undefined || carrier === undefined || wasDeclinedBy(state, report, to)) return [];
  const letterId = idOf(context, 'l', nth);
  const { category, rules } = ways[report.kind];
  return [
    {
      ...{ type: 'ConcernForwarded', rules, reportId: report.id, to, letterId, categories: [category] },
      deadlines: reportClocks(letterId, context, report),
      letters: [letterOf(state, report, { to, letterId, carrier }, context)],
    },
  ];
}

function nothingWaits(state: CaseState, context: Context): Obstacle | undefined {
  if (toPassOn(state).length > 0) return undefined;
  return passesOn(context)
    ? obstacle(
        'TRF-7',
        'No report waits here to be passed on.',
        'Ingen anmälan väntar här på att sändas vidare.',
      )
    : obstacle(
        'TRF-8',
        'A report that reaches a district is handled there.',
        'En anmälan som når ett stadsområde handläggs där.',
      );
}

/** INT-6: to a district that is known, and not to one that has said that the person is another's. */
function mustKnowDistrict(state: CaseState): Obstacle | undefined {
  const to = knownHomeDistrict(state);
  if (to === undefined) {
    return obstacle(
      'INT-6',
      'The home district is not known yet: ask the duty desk.',
      'Tillhörigheten är inte känd ännu: fråga socialjouren.',
    );
  }
  if (!hasDeclinedReport(state, to)) return undefined;
  return obstacle(
    'INT-6',
    'That district says that the person belongs to another one: set the home district, or ask the duty desk.',
    'Stadsområdet säger att personen hör till ett annat: ange tillhörigheten, eller fråga socialjouren.',
  );
}

/** Passes every report that waits on to the home district (TRF-7); the duty desk's clock does the same (INT-9). */
export function forwardConcernReport(state: CaseState, _action: Action, context: Context): Decision {
  const waiting = toPassOn(state);
  const uncarried = waiting.some((report) => carrierOf(state, report, context) === undefined);
  return unless<ConcernForwarded>(
    [
      mustBeOpen(state),
      nothingWaits(state, context),
      mustKnowDistrict(state),
      uncarried
        ? obstacle(
            'CON-5',
            'No legal ground in force carries the report today.',
            'Inget rättsligt stöd som gäller i dag bär anmälan.',
          )
        : undefined,
    ],
    () => waiting.flatMap((report, nth) => passedOn(state, report, context, nth)),
  );
}

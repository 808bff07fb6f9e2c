import type { CaseState } from '../case/state';
import { hasFailed } from '../consent/questions';
import type { CategoryContent } from '../kernel/area';
import { knownHomeDistrict, wasDistrictToldSince } from '../intake/questions';
import type { PartyId } from '../kernel/actor';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Report, ReportKind } from './state';

/** Reports that this unit passes on and that have not gone, were not taken there, or went to the wrong district (TRF-7). */
export function toPassOn(state: CaseState): readonly Report[] {
  return state.concern.reports.filter(({ onward, passedOn }) => onward && !isThere(state, passedOn));
}

function isThere(state: CaseState, passedOn: Report['passedOn']): boolean {
  return passedOn !== undefined && passedOn.declinedAt === undefined && !hasFailed(state, passedOn.letterId);
}

/** Of a report that is sent, or waits to be, again: whether its letter was not taken, rather than declined by a district that had it. */
export function didNotArrive({ passedOn }: Report): boolean {
  return passedOn !== undefined && passedOn.declinedAt === undefined;
}

/** Whether the district has declined the report, and the home district was not told anew since (TRF-7, INT-6). */
export function wasDeclinedBy(state: CaseState, { passedOn }: Report, to: PartyId): boolean {
  const { declinedAt } = passedOn ?? {};
  if (passedOn?.to !== to || declinedAt === undefined) return false;
  return !wasDistrictToldSince(state, declinedAt);
}

/** Reports passed on whose receipt is awaited (TRF-7). */
export function unconfirmedThere(state: CaseState): readonly Report[] {
  const waiting = toPassOn(state);
  return state.concern.reports.filter(
    (report) =>
      report.passedOn !== undefined && report.passedOn.confirmedBy === undefined && !waiting.includes(report),
  );
}

/** The report that waits for the receipt of a named person here (TRF-7). */
export function unconfirmedHere(state: CaseState): Report | undefined {
  return state.concern.reports.find(
    ({ from, confirmedBy, declinedBy }) =>
      from !== undefined && confirmedBy === undefined && declinedBy === undefined,
  );
}

/** Whether it is known where a report goes: there is a home district, and it has not declined (TRF-7, INT-6). */
export function knowsWayOn(state: CaseState): boolean {
  const to = knownHomeDistrict(state);
  return to !== undefined && !hasDeclinedReport(state, to);
}

/** Whether the district has declined a report that waits here still (TRF-7, INT-6). */
export function hasDeclinedReport(state: CaseState, to: PartyId): boolean {
  return toPassOn(state).some((report) => wasDeclinedBy(state, report, to));
}

/** Whether a report has still to be passed on. */
export function hasReportToPassOn(state: CaseState): boolean {
  return toPassOn(state).length > 0;
}

/** Whether all that came to this file has gone on to the home district, or went back as another district's. */
export function isHandledElsewhere({ concern: { reports } }: CaseState): boolean {
  return (
    reports.length > 0 &&
    reports.every(({ passedOn, declinedBy }) => passedOn !== undefined || declinedBy !== undefined)
  );
}

/** Whether all that came to this file went back as another district's (TRF-7). */
export function isAllDeclined({ concern: { reports } }: CaseState): boolean {
  return reports.length > 0 && reports.every(({ declinedBy }) => declinedBy !== undefined);
}

/** Objects where no report waits for its receipt. */
export function noneWaitsHere(): Obstacle {
  return obstacle(
    'TRF-7',
    'No report from another unit waits here for its receipt.',
    'Ingen anmälan från en annan enhet väntar här på mottagningsbekräftelse.',
  );
}

/** Whether our receipt of a report is awaited. */
export function awaitsOurConfirmation(state: CaseState): boolean {
  return unconfirmedHere(state) !== undefined;
}

/** Whether a receipt of a report, ours or theirs, is awaited. */
export function awaitsConfirmation(state: CaseState): boolean {
  return awaitsOurConfirmation(state) || unconfirmedThere(state).length > 0;
}

/** Whether such a receipt is past its time. */
export function isConfirmationOverdue(state: CaseState): boolean {
  return state.concern.reports.some(({ overdue }) => overdue);
}

/** Objects while a report here has not gone where it is to go, or nobody has said that it came (TRF-7). */
export function mustBeSeenTo(state: CaseState): Obstacle | undefined {
  if (hasReportToPassOn(state)) {
    return obstacle(
      'TRF-7',
      'A report waits to be passed on to the home district.',
      'En anmälan väntar på att sändas vidare till stadsområdet.',
    );
  }
  if (!awaitsConfirmation(state)) return undefined;
  return obstacle(
    'TRF-7',
    'The receipt of a report is awaited: the file closes when a named person has confirmed it.',
    'Mottagandet av en anmälan är inte bekräftat: akten avslutas när en namngiven person har bekräftat det.',
  );
}

function contentOfKind(state: CaseState, wanted: ReportKind): CategoryContent | undefined {
  const reports = state.concern.reports.filter(({ kind }) => kind === wanted);
  if (reports.length === 0) return undefined;
  const facts = { receivedAt: reports.map(({ receivedAt }) => receivedAt) };
  return { facts, notes: reports.flatMap(({ notes }) => notes) };
}

/** What the categories `concernReport` and `substanceAbuse` hold in this file. */
export const reportCategories = {
  concernReport: (state: CaseState): CategoryContent | undefined => contentOfKind(state, 'concern'),
  substanceAbuse: (state: CaseState): CategoryContent | undefined => contentOfKind(state, 'compulsoryCare'),
};

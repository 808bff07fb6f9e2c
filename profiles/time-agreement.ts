import type { Loose } from './loose';
import { at, isRecord, rowsAt, textAt } from './loose';

/** Text order is time order only where hours have two digits. */
const CLOCK = /^\d{2}:\d{2}$/;

interface Length {
  readonly path: string;
  readonly unit: string;
  readonly size: number;
}

/** Where times and spans stand in the wrong order (INT-8, THR-3, TRF-5). */
export function timeFaults(profile: Loose): string[] {
  const threat = at(profile, 'threat');
  const transfer = at(profile, 'transfer');
  const questions = at(profile, 'questions');
  const reminders = rowsAt(threat, 'reminders').map(({ path, row }) => lengthOf(`threat.${path}`, row));
  return [
    ...officeFaults(at(profile, 'calendar')),
    ...reminders.flatMap((reminder, index) => orderFaults(reminders[index - 1], reminder)),
    ...reminders.flatMap((reminder) => orderFaults(reminder, lengthOf('threat.limit', at(threat, 'limit')))),
    ...orderFaults(
      lengthOf('transfer.receipt', at(transfer, 'receipt')),
      lengthOf('transfer.escalation', at(transfer, 'escalation')),
    ),
    ...orderFaults(
      lengthOf('questions.reminder', at(questions, 'reminder')),
      lengthOf('questions.escalation', at(questions, 'escalation')),
    ),
  ];
}

function officeFaults(calendar: Loose): string[] {
  const opens = textAt(calendar, 'officeOpens');
  const closes = textAt(calendar, 'officeCloses');
  if (opens === undefined || closes === undefined || opens < closes) return [];
  if (!CLOCK.test(opens) || !CLOCK.test(closes)) return [];
  return [`calendar.officeCloses: ${closes} is not after the opening, ${opens}`];
}

/** A span that says one thing; one of the wrong shape is the schema's to report. */
function lengthOf(path: string, span: Loose): Length | undefined {
  const [entry, ...more] = isRecord(span) ? Object.entries(span) : [];
  if (entry === undefined || more.length > 0 || typeof entry[1] !== 'number') return undefined;
  return { path, unit: entry[0], size: entry[1] };
}

/** Days, working days and seconds cannot be put in order without a calendar, so both must use the same. */
function orderFaults(first: Length | undefined, second: Length | undefined): string[] {
  if (first === undefined || second === undefined) return [];
  if (first.unit !== second.unit) {
    return [
      `${first.path}: is counted in ${first.unit} but ${second.path} in ${second.unit}; both must use the same`,
    ];
  }
  return first.size < second.size ? [] : [`${first.path}: must be shorter than ${second.path}`];
}

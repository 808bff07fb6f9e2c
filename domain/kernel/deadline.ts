import type { Instant } from '../time/instant';
import type { RuleId } from './rule';

/** Something that falls due. Fixed as an absolute instant in the step that created it (ADR 0003). */
export interface Deadline {
  /** Unique in the case: rule, subject and instant. Each is consumed once, also when late. */
  readonly id: string;
  readonly rule: RuleId;
  readonly kind: string;
  /** What it is about: a request, a transfer, a consent. */
  readonly subject: string;
  readonly at: Instant;
  /** True for an end set by law or routine: it never gets jitter. */
  readonly legal: boolean;
}

/** Builds a deadline with its id. */
export function deadline(of: Omit<Deadline, 'id'>): Deadline {
  return { ...of, id: `${of.rule}/${of.kind}/${of.subject}/${of.at}` };
}

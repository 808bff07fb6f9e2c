import type { Deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';

/** The clocks of questions between units, by the question: of one that this file put, or for which it was opened. */
export interface EnquiryState {
  readonly clocks: Readonly<Record<string, readonly Deadline[]>>;
}

/** A question was put or has come: until it is answered it is reminded of (NTF-3). */
export interface QuestionClockSet extends EventBase {
  readonly type: 'QuestionClockSet';
  readonly questionId: string;
  readonly clocks: readonly Deadline[];
}

export interface QuestionReminded extends EventBase {
  readonly type: 'QuestionReminded';
  readonly questionId: string;
  /** The question was put by this file; otherwise it waits here. */
  readonly ours: boolean;
  readonly overdue: boolean;
}

export type EnquiryEvent = QuestionClockSet | QuestionReminded;

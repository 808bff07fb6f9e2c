import type { Context } from '../../domain/kernel/context';
import type { Deadline } from '../../domain/kernel/deadline';
import { deadline } from '../../domain/kernel/deadline';
import { follows, refuses } from '../../domain/kernel/decision';
import type { EventBase } from '../../domain/kernel/event';
import type { Refusal } from '../../domain/kernel/refusal';
import { obstacle } from '../../domain/kernel/refusal';
import type { Action, Decision, Effect, Step } from '../../domain/kernel/step';
import type { LetterHeader } from '../../domain/letters/letter';
import type { CaseRow, LedgerRow } from '../../domain/ports/journal.port';
import { plusSeconds } from '../../domain/time/instant';

// Stands in for `domain/case/*` in a test's bundle: rules small enough to see what the machinery around them does.

export interface CaseState {
  readonly opened: boolean;
  readonly total: number;
  readonly deadlines: readonly Deadline[];
  readonly passed: readonly string[];
  readonly endedConsents: readonly string[];
}

interface FakeEvent extends EventBase {
  readonly n?: number;
  readonly deadline?: Deadline;
  readonly deadlineId?: string;
  readonly consent?: string;
  readonly post?: { readonly letterId: string; readonly consents: readonly string[] };
}

export const nothing: CaseState = { opened: false, total: 0, deadlines: [], passed: [], endedConsents: [] };

export const actionNames: readonly string[] = [
  'open',
  'add',
  'promise',
  'send',
  'withdrawConsent',
  'secret',
  'later',
];

export function updateName(action: string): string {
  return action === 'secret' ? 'record' : action;
}

const event = (type: string, more: Omit<FakeEvent, 'type' | 'rules'> = {}): FakeEvent => ({
  type,
  rules: ['THR-1'],
  ...more,
});

const textOf = (body: Action['body'], name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

const refuse = (why: string): Decision => refuses(obstacle('THR-2', why, why));

const table: Readonly<Record<string, (state: CaseState, action: Action, context: Context) => Decision>> = {
  open: (state) => (state.opened ? refuse('is open') : follows(event('opened'))),
  add(state, { body }, { now }) {
    const n = Number(body['n']);
    if (n === 13) throw new Error('secret words of the rules');
    return n < 0 || state.total + n > 1000 ? refuse(`not ${n} at ${now}`) : follows(event('added', { n }));
  },
  promise: (_state, { body }, { now }) =>
    follows(
      event('promised', {
        deadline: deadline({
          rule: 'THR-2',
          kind: 'answer',
          subject: textOf(body, 'subject'),
          at: plusSeconds(now, Number(body['seconds'])),
          legal: true,
        }),
      }),
    ),
  send: (_state, { body }) =>
    follows(
      event('sent', {
        post: { letterId: textOf(body, 'letterId'), consents: (body['consents'] ?? []) as string[] },
      }),
    ),
  withdrawConsent: (_state, { body }) => follows(event('withdrawn', { consent: textOf(body, 'consent') })),
  secret: () => follows(event('secret')),
  // As a rule that reads a value which only a later profile has.
  later: (_state, _action, { profile }) =>
    profile.version < 2 ? refuse('not under this profile') : follows(event('later')),
  clock: (_state, { body }) => follows(event('passed', { deadlineId: textOf(body, 'deadlineId') })),
  deliveryEnded: (_state, { body }) => follows(event(`delivery ${textOf(body, 'outcome')}`)),
};

export function decide(state: CaseState, action: Action, context: Context): Decision {
  if (action.letter !== undefined) return letterDecision(action);
  if (!state.opened && action.name !== 'open')
    return { ok: false, refusal: { kind: 'foreign', obstacles: [obstacle('CON-6', 'no', 'nej')] } };
  return table[action.name]?.(state, action, context) ?? refuse('unknown');
}

function letterDecision({ letter, name }: Action): Decision {
  const late = letter?.reference === 'late' ? { late: true } : {};
  return follows(
    { ...event(`letter ${name}`), ...late },
    ...(letter?.kind === 'transferOffer' ? [event('opened')] : []),
  );
}

export function acceptsLetter(_state: CaseState, header: LetterHeader): Refusal | undefined {
  if (header.reference !== 'unasked') return undefined;
  return { kind: 'refused', obstacles: [obstacle('CON-8', 'not asked for', 'inte begärt')] };
}

export function toStep(
  state: CaseState,
  { action, decision, seq }: { action: Action; decision: Decision; seq: number },
  context: Context,
): Step {
  const events = decision.ok ? decision.events : [];
  const after = events.reduce(evolve, state);
  return {
    v: 1,
    seq,
    commandId: context.commandId,
    at: context.now,
    actor: context.actor,
    action: action.name,
    profileVersion: `${context.profile.id}/${context.profile.version.toString()}`,
    rules: events.flatMap(({ rules }) => rules),
    events,
    effects: events.flatMap(effectsOf),
    nextDue: nextDeadline(after)?.at ?? null,
    ...(decision.ok ? {} : { refusal: decision.refusal }),
  };
}

export function apply(state: CaseState, step: Step): CaseState {
  return step.events.reduce(evolve, state);
}

export function nextDeadline({ deadlines, passed }: CaseState): Deadline | undefined {
  return deadlines
    .filter(({ id }) => !passed.includes(id))
    .toSorted((one, other) => one.at.localeCompare(other.at))[0];
}

export function caseRow(state: CaseState): CaseRow {
  return {
    status: state.opened ? 'open' : 'offered',
    awaits: state.deadlines.length > 0 ? 'police' : 'us',
    next: 'next',
    nextDue: nextDeadline(state)?.at ?? null,
    overdue: state.passed.length > 0,
    people: [],
    waitsAtReception: false,
    settled: [],
    supervisors: null,
  };
}

export function ledgerRows({ endedConsents }: CaseState): readonly LedgerRow[] {
  return endedConsents.map((consentId) => ({
    consentId,
    validUntil: null,
    endedAt: '2026-01-01T00:00:00.000Z',
  }));
}

export function waitingAfter(_before: unknown, { total }: CaseState): object {
  return { total };
}

export function currentDetails({ total }: CaseState): string {
  return `The total is ${total}.`;
}

export function timerSummary({ kind }: Deadline): string {
  return `Until ${kind}`;
}

function evolve(state: CaseState, base: EventBase): CaseState {
  const { type, n = 0, deadline: added, deadlineId, consent }: FakeEvent = base;
  return {
    opened: state.opened || type === 'opened',
    total: state.total + n,
    deadlines: added === undefined ? state.deadlines : [...state.deadlines, added],
    passed: deadlineId === undefined ? state.passed : [...state.passed, deadlineId],
    endedConsents: consent === undefined ? state.endedConsents : [...state.endedConsents, consent],
  };
}

function effectsOf(base: EventBase): readonly Effect[] {
  const { post }: FakeEvent = base;
  return post === undefined ? [] : [{ type: 'letter', ...post }];
}

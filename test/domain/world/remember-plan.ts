import type {
  PoliceSeriousCrimeAnswered,
  SeriousCrimeAnswered,
  SeriousCrimeQuestioned,
  SeriousCrimeSuspected,
} from '../../../domain/crime/state';
import type { EventBase } from '../../../domain/kernel/event';
import type {
  FollowUpRecorded,
  FollowUpsPlanned,
  InterventionGranted,
  InterventionsEnded,
  Occasion,
} from '../../../domain/plan/state';
import type { Memory } from './memory';

/** What the test remembers of plan, follow-up and suspicions. */
export interface PlanMemory {
  /** Interventions that have not ended. */
  readonly running: Set<string>;
  /** Follow-ups that are to be done, by what calls for them. */
  readonly toFollow: Map<string, Occasion['kind']>;
  /** Suspicions without both answers: who has answered. */
  readonly suspicions: Map<string, Set<'unit' | 'police'>>;
  readonly questions: Map<string, string>;
  /** The deadline of a suspicion, and then that of each question on it. */
  readonly crimeClocks: Map<string, string[]>;
}

/** Nothing yet. */
export function emptyPlan(): PlanMemory {
  return {
    ...{ running: new Set(), toFollow: new Map(), suspicions: new Map() },
    ...{ questions: new Map(), crimeClocks: new Map() },
  };
}

/** Whether the file still has a follow-up to do after its closing (FUP-1). */
export function isFollowedUp({ plan }: Memory): boolean {
  return [...plan.toFollow.values()].includes('afterClosing');
}

/** The application has left this unit or is over. */
const leaving: readonly string[] = [
  ...['ReceiptRecorded', 'ExitCompleted', 'ApplicationWithdrawn', 'ApplicationRejected', 'ExitEnded'],
];

/** Remembers what an event says of plan, follow-up and suspicions. */
export function rememberPlan(memory: Memory, event: EventBase): void {
  if (leaving.includes(event.type)) {
    endFollowing(memory);
    memory.plan.suspicions.forEach((_, id) => {
      settle(memory, id);
    });
  }
  tellers[event.type]?.(memory, event as never);
}

function settle(memory: Memory, subject: string): void {
  memory.settled.add(subject);
  memory.plan.toFollow.delete(subject);
  memory.plan.suspicions.delete(subject);
}

function endFollowing(memory: Memory): void {
  for (const [id, kind] of memory.plan.toFollow) {
    if (kind === 'running') settle(memory, id);
  }
}

function expect(memory: Memory, occasion: Occasion | undefined): void {
  if (occasion === undefined) return;
  memory.plan.toFollow.set(occasion.id, occasion.kind);
}

function ended(memory: Memory, { interventions }: Pick<InterventionsEnded, 'interventions'>): void {
  interventions.forEach((id) => {
    memory.plan.running.delete(id);
    settle(memory, id);
  });
  if (memory.plan.running.size === 0) endFollowing(memory);
}

function answered(memory: Memory, id: string, by: 'unit' | 'police'): void {
  const answers = memory.plan.suspicions.get(id)?.add(by);
  if (answers?.size === 2) settle(memory, id);
  replaceCrimeClocks(memory, id);
}

/** THR-8: asked later than it was recorded, each side has a time of its own, which ends with its answer. */
function replaceCrimeClocks({ plan, replaced }: Memory, id: string): void {
  const [own = '', ...ofPolice] = plan.crimeClocks.get(id) ?? [];
  const latest = ofPolice.at(-1) ?? own;
  if (latest === own) return;
  const answers = plan.suspicions.get(id);
  const over = [
    // Asked twice on one day, both questions have the same time.
    ...ofPolice.filter((clock) => clock !== own && clock !== latest),
    ...(answers?.has('unit') === true ? [own] : []),
    ...(answers?.has('police') === true ? [latest] : []),
  ];
  over.forEach((clock) => replaced.add(clock));
}

const tellers: Readonly<Record<string, (memory: Memory, event: never) => void>> = {
  InterventionGranted: (memory, { intervention, followUp }: InterventionGranted) => {
    memory.plan.running.add(intervention.id ?? '');
    expect(memory, followUp);
  },
  ParticipationEnded: ended,
  InterventionsEnded: ended,
  FollowUpRecorded: (memory, { settles, next }: FollowUpRecorded) => {
    settles.forEach((id) => {
      settle(memory, id);
    });
    expect(memory, next);
  },
  FollowUpsPlanned: (memory, { occasions }: FollowUpsPlanned) => {
    occasions.forEach((occasion) => {
      expect(memory, occasion);
    });
  },
  SeriousCrimeSuspected: (memory, { suspicionId, deadline }: SeriousCrimeSuspected) => {
    memory.plan.suspicions.set(suspicionId, new Set());
    memory.plan.crimeClocks.set(suspicionId, [deadline.id]);
  },
  SeriousCrimeQuestioned: (memory, { suspicionId, reference, deadline }: SeriousCrimeQuestioned) => {
    memory.plan.questions.set(reference, suspicionId);
    memory.plan.crimeClocks.get(suspicionId)?.push(deadline.id);
    replaceCrimeClocks(memory, suspicionId);
  },
  SeriousCrimeAnswered: (memory, { suspicionId }: SeriousCrimeAnswered) => {
    answered(memory, suspicionId, 'unit');
  },
  PoliceSeriousCrimeAnswered: (memory, { reference }: PoliceSeriousCrimeAnswered) => {
    answered(memory, memory.plan.questions.get(reference) ?? '', 'police');
  },
};

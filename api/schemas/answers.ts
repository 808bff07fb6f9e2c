import { z } from 'zod';

const rule = z.string().regex(/^[A-Z]{3}-\d+$/);
const party = z.string();
const at = z.string();

/** What is no success (RFC 9457). */
export const ProblemAnswer = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  rules: z.array(z.strictObject({ rule, why: z.string() })),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  reference: z.string().exactOptional(),
});

const entry = z.strictObject({
  at,
  by: z.string(),
  action: z.string(),
  what: z.string(),
  rules: z.array(rule),
  carriedBy: z.array(z.string()),
});

/** What a change answers: what happened, in words. */
export const ChangeAnswer = z.strictObject({
  case: z.string(),
  happened: z.array(entry),
  links: z.strictObject({ case: z.string() }),
});

/** A case as its reader may see it; the narratives by the id of their note. */
export const CaseAnswer = z.strictObject({
  case: z.string(),
  view: z.looseObject({ kind: z.enum(['full', 'stub']) }),
  person: z
    .strictObject({
      name: z.string().exactOptional(),
      personalNumber: z.string().exactOptional(),
      protectedIdentity: z.boolean(),
    })
    .exactOptional(),
  /** Other cases of the own unit about the same person, of those that the reader has a part in (CON-10, ACC-2). */
  samePerson: z.array(z.string()).exactOptional(),
  notes: z.record(z.string(), z.string()),
  links: z.strictObject({ actions: z.string(), timeline: z.string() }),
});

/** What can be done now, and what stands in the way of the rest (WRK-2). */
export const OffersAnswer = z.strictObject({
  actions: z.array(
    z.strictObject({
      action: z.string(),
      href: z.string(),
      possible: z.boolean(),
      by: z.array(z.string()),
      rules: z.array(z.strictObject({ rule, why: z.string() })),
    }),
  ),
});

/** What happened in a case, in words (WRK-3). */
export const TimelineAnswer = z.strictObject({ items: z.array(entry) });

/** What was disclosed, to whom, and under what (CON-4). */
export const DisclosuresAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      letterId: z.string(),
      kind: z.string(),
      to: party,
      categories: z.array(z.string()),
      carriedBy: z.string(),
      ground: z
        .strictObject({
          ...{ id: z.string(), text: z.string(), statute: z.string() },
          ...{ from: z.iso.date(), to: z.iso.date().exactOptional() },
          decidedBy: z.string().exactOptional(),
        })
        .exactOptional(),
      state: z.string(),
      at,
    }),
  ),
});

/** Who looked at a case (AUD-4). */
export const AccessLogAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      at,
      who: z.string(),
      roles: z.array(z.string()),
      action: z.string(),
      outcome: z.string(),
      rules: z.array(rule),
      forReview: z.boolean(),
      doubts: z.array(z.strictObject({ rule, why: z.string() })),
    }),
  ),
  next: z.string().exactOptional(),
});

/** What would go along with a transfer now, and what would stay (TRF-2). */
export const PreviewAnswer = z.strictObject({
  to: party,
  goes: z.array(z.strictObject({ category: z.string(), carriedBy: z.string() })),
  kept: z.array(z.strictObject({ category: z.string(), why: z.string() })),
});

/** One page of a worklist (WRK-1). */
export const WorklistAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      case: z.string(),
      status: z.enum(['offered', 'open', 'closed']),
      awaits: z.string(),
      next: z.string(),
      nextDue: at.nullable(),
      overdue: z.boolean(),
      links: z.strictObject({ case: z.string() }),
    }),
  ),
  next: z.string().exactOptional(),
});

/** One page of the reader's notices (NTF-1). */
export const NoticesAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      notice: z.string(),
      case: z.string(),
      asks: z.string(),
      raisedAt: at,
      dueAt: at.nullable(),
      links: z.strictObject({ case: z.string() }),
    }),
  ),
  next: z.string().exactOptional(),
});

/** A notice that is settled. */
export const SettledAnswer = z.strictObject({ notice: z.string(), settled: z.literal(true) });

/** The one answer to every well-signed letter (PIN-4). */
export const TakenAnswer = z.strictObject({
  letter: z.string(),
  taken: z.literal(true),
  links: z.strictObject({ standing: z.string() }),
});

/** What became of a letter (PIN-3). */
export const StandingAnswer = z.strictObject({
  letter: z.string(),
  standing: z.enum(['received', 'recorded', 'late', 'replaced', 'refused']),
  meaning: z.string(),
});

/** The reader's own unit (FUP-6). */
export const UnitAnswer = z.strictObject({
  unit: party,
  name: z.string(),
  function: z.string(),
  functionAddress: z.string(),
  contactPerson: z.string(),
  competent: z.array(z.string()),
});

/** Whether the process lives. */
export const HealthAnswer = z.strictObject({ status: z.literal('ok') });

/** Whether what the service depends on answers. */
export const ReadyAnswer = z.strictObject({
  status: z.enum(['ready', 'partly', 'notReady']),
  checks: z.record(z.string(), z.enum(['ok', 'failed'])),
  keys: z.record(z.string(), z.enum(['ok', 'failed'])),
});

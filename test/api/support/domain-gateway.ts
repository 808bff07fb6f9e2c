import type { CaseGateway, CommandOutcome } from '../../../api/gateway';
import { nextDeadline } from '../../../domain/case/deadlines';
import { decide } from '../../../domain/case/decide';
import { apply } from '../../../domain/case/evolve';
import { caseRow, ledgerRows } from '../../../domain/case/row';
import { nothing } from '../../../domain/case/nothing';
import { toStep } from '../../../domain/case/step';
import type { Actor, PartyId } from '../../../domain/kernel/actor';
import type { Context } from '../../../domain/kernel/context';
import type { Refusal } from '../../../domain/kernel/refusal';
import { obstacle } from '../../../domain/kernel/refusal';
import type { Action, Decision } from '../../../domain/kernel/step';
import type { ReceivedLetter } from '../../../domain/letters/letter';
import type { InboxOutcome, Journal } from '../../../domain/ports/journal.port';
import type { Profile } from '../../../domain/profile/profile';

/** A case's rules over its journal, without Temporal. */
export interface Rules {
  readonly journal: Journal;
  readonly profile: Profile;
  readonly now: () => string;
}

/** A case of a unit. */
export interface CaseOf {
  readonly unit: PartyId;
  readonly caseRef: string;
}

interface Attempt extends CaseOf {
  readonly commandId: string;
  readonly actor: Actor;
  readonly action: Action;
  readonly expectedSeq?: number;
  readonly inbox?: InboxOutcome;
}

/** What a workflow does with a command, without Temporal: decide, append, answer. */
export function domainGateway(journal: Journal, profile: Profile, now: () => string): CaseGateway {
  const rules = { journal, profile, now };
  return {
    run: ({ reader, ...command }) => attempt(rules, { ...command, actor: { kind: 'person', ...reader } }),
  };
}

/** As the domain's, but the first command is refused when its turn comes, which the journal keeps. */
export function refusingInTurn(rules: Rules): CaseGateway {
  const refusal: Refusal = { kind: 'refused', obstacles: [obstacle('INT-2', 'Not now.', 'Inte nu.')] };
  let isFirst = true;
  return {
    run: async ({ reader, ...command }) => {
      const tried: Attempt = { ...command, actor: { kind: 'person', ...reader } };
      if (!isFirst) return attempt(rules, tried);
      isFirst = false;
      await write(rules, tried, { ok: false, refusal });
      return { kind: 'refused', refusal };
    },
  };
}

/** What a workflow does with a letter that its unit has received. */
export function takeLetter(rules: Rules, of: CaseOf, letter: ReceivedLetter): Promise<CommandOutcome> {
  const { from, letterId, kind } = letter;
  return attempt(rules, {
    ...of,
    commandId: `${from} ${letterId}`,
    actor: { kind: 'party', party: from },
    action: { name: kind, body: {}, letter },
    inbox: { from, letterId, outcome: 'recorded' },
  });
}

/** What a workflow does when its timer ends: the earliest deadline that has passed. False when there is none. */
export async function tick(rules: Rules, of: CaseOf): Promise<boolean> {
  const due = nextDeadline((await rules.journal.load(of.unit, of.caseRef, 0)).reduce(apply, nothing));
  if (due === undefined || due.at > rules.now()) return false;
  const action = { name: 'deadline', body: { deadlineId: due.id } };
  await attempt(rules, { ...of, commandId: due.id, actor: { kind: 'clock' }, action });
  return true;
}

async function attempt(rules: Rules, tried: Attempt): Promise<CommandOutcome> {
  const { unit, caseRef, commandId, action, expectedSeq } = tried;
  const steps = await rules.journal.load(unit, caseRef, 0);
  if (steps.some((step) => step.commandId === commandId)) return { kind: 'done' };
  const changedSeq = steps.filter(({ refusal }) => refusal === undefined).at(-1)?.seq;
  if (expectedSeq !== undefined && expectedSeq !== changedSeq)
    return { kind: 'refused', refusal: { kind: 'changed', obstacles: [] } };
  const decision = decide(steps.reduce(apply, nothing), action, contextOf(rules, tried));
  if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
  await write(rules, tried, decision);
  return { kind: 'done' };
}

function contextOf({ profile, now }: Rules, { unit, caseRef, commandId, actor }: Attempt): Context {
  return { now: now(), actor, profile, unit, caseRef, commandId };
}

async function write(rules: Rules, tried: Attempt, decision: Decision): Promise<void> {
  const { unit, caseRef, action, inbox } = tried;
  const steps = await rules.journal.load(unit, caseRef, 0);
  const state = steps.reduce(apply, nothing);
  const seq = (steps.at(-1)?.seq ?? 0) + 1;
  const step = toStep(state, { action, decision, seq }, contextOf(rules, tried));
  const after = apply(state, step);
  const rows = { row: caseRow(after), ledger: ledgerRows(after) };
  await rules.journal.append({ unit, caseRef, step, ...rows, ...(inbox === undefined ? {} : { inbox }) });
}

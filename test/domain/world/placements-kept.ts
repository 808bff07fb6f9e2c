import type { Deadline } from '../../../domain/kernel/deadline';
import type { EventBase } from '../../../domain/kernel/event';
import type { Step } from '../../../domain/kernel/step';
import type {
  AcutePlacementDecided,
  PlacementEvent,
  PlacementHandoverPlanned,
  PlacementTakenOver,
} from '../../../domain/placement/events';
import type { PlacementHandover } from '../../../domain/placement/state';
import type { CaseFile } from './case-file';
import type { Memory } from './memory';
import { violation } from './violation';
import type { World } from './world';

const DAY_MS = 86_400_000;

/** Everything that has a clock of its own because of a placement: decisions, hand-overs, the information. */
function subjectsOf(memory: Memory, placementId: string): Set<string> {
  const known = memory.placements.get(placementId) ?? new Set();
  memory.placements.set(placementId, known);
  return known;
}

function settle(memory: Memory, placementId: string): void {
  subjectsOf(memory, placementId).forEach((subject) => memory.settled.add(subject));
}

function began(memory: Memory, { placementId, decision, informed }: Begun): void {
  const subjects = subjectsOf(memory, placementId);
  [placementId, decision.id].forEach((subject) => subjects.add(subject));
  if (informed !== undefined) memory.settled.add(placementId);
}

type Begun = AcutePlacementDecided | PlacementTakenOver;

function decided(memory: Memory, event: AcutePlacementDecided): void {
  began(memory, event);
  const { placementId, handover } = event;
  if (handover === undefined) return;
  subjectsOf(memory, placementId).add(handover.id);
}

function planned(memory: Memory, { placementId, handoverId }: PlacementHandoverPlanned): void {
  const subjects = subjectsOf(memory, placementId);
  [...subjects].filter((old) => old.startsWith('h-')).forEach((old) => memory.settled.add(old));
  subjects.add(handoverId);
}

/** What was not taken is sent again: new clocks take the place of the old (PLC-2). */
function triesAgain(
  { expected, settled, replaced }: Memory,
  handoverId: string,
  deadlines: readonly Deadline[],
): void {
  settled.delete(handoverId);
  [...expected.values()]
    .filter(({ id, subject }) => subject === handoverId && !deadlines.some((clock) => clock.id === id))
    .forEach(({ id }) => replaced.add(id));
}

type Told<T extends PlacementEvent['type']> = (
  memory: Memory,
  event: Extract<PlacementEvent, { type: T }>,
) => void;

/** What each event says of clocks; the others say nothing. */
const told: { readonly [T in PlacementEvent['type']]?: Told<T> } = {
  AcutePlacementDecided: decided,
  PlacementTakenOver: (memory, event) => {
    memory.settled.add(event.handoverId);
    began(memory, event);
  },
  PlacementRenewed: (memory, { placementId, decision }) => {
    renewed(memory, placementId, decision);
  },
  PlacementInformationRecorded: (memory, { placementId }) => {
    memory.settled.add(placementId);
  },
  PlacementHandoverPlanned: planned,
  PlacementHandoverHeld: (memory, { handoverId, deadlines }) => {
    memory.settled.add(handoverId);
    if (deadlines !== undefined) triesAgain(memory, handoverId, deadlines);
  },
  PlacementDeclined: (memory, { handoverId }) => {
    memory.settled.add(handoverId);
  },
  PlacementLapsed: (memory, { placementId }) => {
    if (memory.lapsed.has(placementId)) violation('PLC-6', `${placementId} lapsed twice`);
    memory.lapsed.add(placementId);
    settle(memory, placementId);
  },
  PlacementEnded: (memory, { placementId }) => {
    settle(memory, placementId);
  },
  PlacementReceiptRecorded: (memory, { placementId }) => {
    settle(memory, placementId);
  },
  // What was taken over is given back with its hand-over.
  PlacementHandoverRecalled: (memory, { handoverId }) => {
    memory.settled.add(handoverId);
    [...memory.placements.keys()].forEach((placementId) => {
      settle(memory, placementId);
    });
  },
};

/** Remembers what became of the placements of a file, from the facts in its events. */
export function rememberPlacement(memory: Memory, event: EventBase): void {
  const { type } = event as PlacementEvent;
  (told[type] as Told<typeof type> | undefined)?.(memory, event as never);
}

function renewed(memory: Memory, placementId: string, { id }: AcutePlacementDecided['decision']): void {
  const subjects = subjectsOf(memory, placementId);
  [...subjects].filter((old) => old.startsWith('d-')).forEach((old) => memory.settled.add(old));
  subjects.add(id);
}

/** PLC-3, PLC-6, PLC-7, PLC-8: one placement at a time, none longer than 14 days, and none with an address. */
export function checkPlacements({ caseRef, state }: CaseFile): void {
  const { placements } = state.placement;
  const running = placements.filter(({ standing }) => standing === 'running');
  if (running.length > 1) violation('PLC-6', `${caseRef}: two placements run`);
  if (running.length > 0 && state.intake.status === 'closed')
    violation('PLC-6', `${caseRef}: a placement runs in a closed file`);
  for (const { decision, firstDecidedAt } of placements) {
    const days = (Date.parse(decision.ends) - Date.parse(decision.decidedAt)) / DAY_MS;
    if (days > 15.05 || days < 13.9) violation('PLC-3', `${caseRef}: a decision of ${days.toString()} days`);
    if (firstDecidedAt > decision.decidedAt) violation('PLC-8', `${caseRef}: decided before the first time`);
  }
  if (JSON.stringify(state.placement).includes('Exempelgatan'))
    violation('PLC-7', `${caseRef}: tells where the person is`);
}

/** PLC-8: whoever takes a placement over, its days run from when it was decided, and not anew. */
export function checkTakenOver({ files }: World, { caseRef }: CaseFile, { at, events }: Step): void {
  for (const event of events) {
    if (event.type !== 'PlacementTakenOver') continue;
    const { handoverId, decision } = event as PlacementTakenOver;
    const sender = [...files.values()].find(({ state }) => handoverId in state.placement.handovers);
    const decidedAt = sender?.state.placement.placements.at(-1)?.decision.decidedAt ?? at;
    if (decidedAt < at && decision.decidedAt === at)
      violation('PLC-8', `${caseRef}: the days of a placement run anew from its take-over`);
  }
}

/** How a hand-over may stand with the home district, by how it stands with the unit that placed. */
const pairs: Readonly<Record<PlacementHandover['standing'], readonly string[]>> = {
  planned: ['nowhere'],
  held: ['nowhere', 'declined'],
  waiting: ['waiting'],
  received: ['takenOver'],
  recalled: ['recalled', 'declined', 'nowhere'],
  lapsed: ['recalled', 'declined', 'nowhere'],
};

/** PLC-2: at rest both sides have the same idea of who is responsible. */
export function checkHandovers(world: World, { caseRef, state }: CaseFile): void {
  for (const { id, standing } of Object.values(state.placement.handovers)) {
    const there = [...world.files.values()].flatMap(({ state: { placement } }) =>
      placement.incoming?.id === id ? [placement.incoming.standing] : [],
    );
    const stands = there[0] ?? 'nowhere';
    if (there.length > 1 || !pairs[standing].includes(stands))
      violation('PLC-2', `${caseRef}: ${id} is ${standing} here and ${stands} there`);
  }
}

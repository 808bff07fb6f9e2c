import { awaits } from '../../../domain/case/next';
import type { OutgoingTransfer } from '../../../domain/transfer/state';
import type { Action } from '../../../domain/kernel/step';
import type { CaseFile } from './case-file';
import type { Chance } from './chance';
import { checkJournal } from './invariants';
import { violation } from './violation';
import { checkAlone, checkForeign } from './island';
import { isAnsweredOrStopped } from './memory';
import { checkOrder } from './order';
import { checkPlanAtEnd } from './plan-invariants';
import { checkHandovers } from './placements-kept';
import { placingBodies } from './placing';
import { answerOf } from './police';
import { answeringActions, checkAnswers } from './questions';
import { act, attempt, isUnreported, report, runClocks, tellRecipient } from './running';
import { worker } from './staff';
import { memoryOf } from './world';
import type { World } from './world';

/** Everything under way arrives, and every clock that is due has run. */
export function comeToRest(world: World, chance: Chance): void {
  for (let rounds = 0; ; rounds += 1) {
    runClocks(world, chance);
    const rows = world.post.rows.filter(({ state }) => state === 'waiting' || state === 'sending');
    const reports = world.post.rows.filter(isUnreported);
    const entries = [...world.post.inbox.values()].filter(({ told }) => told === 0);
    if (rows.length + reports.length + entries.length === 0) return;
    if (rounds > 100) violation('TRF-5', 'the post does not come to rest');
    chance.shuffled(rows).forEach((row) => {
      attempt(world, row, 'arrives');
    });
    chance.shuffled(entries).forEach((entry) => {
      tellRecipient(world, entry);
    });
    reports.forEach((row) => {
      report(world, row);
    });
  }
}

/** What the staff answer to what waits for their receipt. */
function receipt(world: World, file: CaseFile, chance: Chance): Action {
  const { transfer, placement } = file.state;
  if (transfer.incoming?.standing === 'offered') {
    return { name: chance.pick(['confirmReceipt', 'declineTransfer']), body: { reason: 'other' } };
  }
  if (placement.incoming?.standing !== 'waiting') return { name: 'confirmConcernReport', body: {} };
  return { name: 'takeOverPlacement', body: placingBodies.takeOverPlacement({ world, file, chance }) };
}

/** Whatever waits for a receipt gets one; what was answered may have sent something more on its way (RSP-15). */
function receiveAll(world: World, chance: Chance): void {
  for (const file of [...world.files.values()]) {
    if (awaits(file.state) === 'ourReceipt')
      act(world, { ...file, who: worker(file) }, receipt(world, file, chance));
  }
}

/** The staff answer every question and everything that still waits, and the police every request that they have. */
function answerAll(world: World, chance: Chance): void {
  for (const file of [...world.files.values()]) {
    answeringActions(file, chance).forEach((action) => act(world, { ...file, who: worker(file) }, action));
  }
  receiveAll(world, chance);
  for (const { reference, stopTold, asked, crime } of world.police.values()) {
    if (!asked || stopTold) continue;
    const from = crime ? 'las' : 'bops';
    answerOf(world, { reference, from, stage: 'inDepth', final: true, level: 'low' });
  }
}

/** Looks at a world that has come to rest: all settled, the same on both sides, and nobody waits in vain. */
export function checkEnd(world: World, chance: Chance): void {
  comeToRest(world, chance);
  checkPairs(world);
  checkOrder(world, chance);
  answerAll(world, chance);
  comeToRest(world, chance);
  receiveAll(world, chance);
  comeToRest(world, chance);
  checkPairs(world);
  for (const file of world.files.values()) {
    checkNobodyWaits(file);
    checkPlanAtEnd(file);
    checkRequests(world, file);
    checkJournal(file);
    checkAnswers(file);
    checkForeign(world, file);
  }
  checkAlone(world, chance.some([...world.files.values()]));
}

function checkPairs(world: World): void {
  for (const file of world.files.values()) {
    Object.values(file.state.transfer.outgoing).forEach((transfer) => {
      checkTransfer(world, transfer, file);
    });
    checkConsents(world, file);
    checkHandovers(world, file);
    checkLetters(world, file);
  }
}

/** How a transfer may stand with the receiver, by how it stands with the sender. */
const pairs: Readonly<Record<OutgoingTransfer['standing'], readonly string[]>> = {
  offered: ['offered'],
  received: ['takenOver'],
  declined: ['declined'],
  recalled: ['recalled', 'declined'],
  notRecorded: ['recalled'],
};

function checkTransfer(world: World, { id, standing }: OutgoingTransfer, sender: CaseFile): void {
  const receivers = [...world.files.values()].filter(({ state }) => state.transfer.incoming?.id === id);
  const there = receivers.map(({ state }) => state.transfer.incoming?.standing ?? 'unknown');
  if (there.length !== 1 || !pairs[standing].includes(there[0] ?? ''))
    violation('TRF-1', `${id} is ${standing} with the sender and ${there.join(', ')} with the receiver`);
  const [here, gone] = [sender, ...receivers].map(({ state }) => state.transfer.application?.ref);
  if (standing === 'received' && here !== gone) violation('TRF-6', `${id} lost the application on its way`);
}

/** CON-3: a consent that came with a transfer ends with its ledger's, and the ledger's with it. */
function checkConsents(world: World, file: CaseFile): void {
  for (const consent of Object.values(file.state.consent.consents)) {
    if (consent.origin === undefined) continue;
    const ledger = world.files.get(consent.origin.ledgerCase)?.state.consent.consents[consent.id];
    if ((ledger?.ended === undefined) !== (consent.ended === undefined))
      violation('CON-3', `${consent.id} has ended in one of ${consent.origin.ledgerCase}, ${file.caseRef}`);
  }
}

function checkLetters({ post }: World, file: CaseFile): void {
  for (const { letterId, standing, kind } of Object.values(file.state.consent.letters)) {
    const row = post.rows.find(({ letter }) => letter.letterId === letterId);
    if (row?.state !== standing)
      violation('CON-4', `${kind} ${letterId} is ${standing}, and ${row?.state ?? 'nowhere'}`);
  }
}

function checkNobodyWaits({ caseRef, state }: CaseFile): void {
  const whom = awaits(state);
  if (whom === 'police' || whom === 'receiver' || whom === 'sender' || whom === 'ourReceipt')
    violation('TRF-5', `${caseRef} waits for ${whom} for ever`);
}

/** CON-8: the police were told of every request that stopped before it was answered. */
function checkRequests(world: World, file: CaseFile): void {
  for (const [reference] of memoryOf(world, file).requests) {
    const { stopped } = file.state.threat.requests[reference] ?? { stopped: false };
    const record = world.police.get(reference);
    if (stopped && record?.asked === true && !record.stopTold)
      violation('CON-8', `${reference} was not told to stop`);
    if (!isAnsweredOrStopped(memoryOf(world, file), reference, stopped, world.now))
      violation('THR-2', `${reference} is neither answered nor stopped`);
  }
}

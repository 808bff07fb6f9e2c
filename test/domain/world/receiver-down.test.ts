import { plusSeconds } from '../../../domain/time/instant';
import type { CaseFile } from './case-file';
import { chanceOf } from './chance';
import { checkEnd } from './settle';
import { act, attempt, passTime, report, tellRecipient } from './running';
import { newWorld } from './world';
import type { World } from './world';
import { told } from '../support/case-file';
import { goteborg } from '../support/profile';

const HOUR = 3600;
const chance = chanceOf(1, 1);

/** The duty desk received on Monday evening, 30 March 2026, of a person from Hisingen; the clock has offered on Tuesday. */
function handedOver(): { readonly world: World; readonly sender: CaseFile } {
  const world = newWorld(goteborg);
  world.now = '2026-03-30T18:00:00.000Z';
  const at = { unit: 'socialjour', caseRef: 'c0', who: 'dutyDesk' };
  const body = { channel: 'dutyDesk', receivedAt: world.now, age: 30, inCustody: false };
  act(world, at, { name: 'registerApplication', body, person: 'person:1' });
  act(world, at, { name: 'setHomeDistrict', body: { district: 'hisingen' } });
  passTime(world, '2026-03-31T06:00:00.000Z', chance);
  return { world, sender: fileAt(world, 'socialjour') };
}

function fileAt({ files }: World, unit: string): CaseFile {
  const [found, ...more] = [...files.values()].filter((file) => file.unit === unit);
  if (found === undefined || more.length > 0) throw new Error(`There is not exactly one file at ${unit}`);
  return found;
}

/** Every letter under way is tried once each hour, and the receiver's system does not answer. */
function down(world: World, hours: number): void {
  for (let left = hours; left > 0; left -= 1) {
    passTime(world, plusSeconds(world.now, HOUR), chance);
    for (const row of world.post.rows.filter(({ state }) => state !== 'sent')) attempt(world, row, 'lost');
  }
}

/** The system is back: what is under way arrives, its answer is lost, it comes again, and its case is told three times. */
function back(world: World): void {
  for (const row of world.post.rows.filter(({ state }) => state !== 'sent')) {
    attempt(world, row, 'answerLost');
    attempt(world, row, 'arrives');
    report(world, row);
  }
  for (const entry of world.post.inbox.values()) {
    [1, 2, 3].forEach(() => {
      tellRecipient(world, entry);
    });
  }
}

const noticesIn = ({ steps }: CaseFile): readonly unknown[] =>
  steps.filter((step) => told(step).length > 0).map((step) => [step.at, ...told(step)]);

test('TRF-5 INT-3 TRF-6: a receiver’s system that is down for three days gets the application once', () => {
  const { world, sender } = handedOver();
  down(world, 72);
  expect([...world.files.values()].map(({ unit }) => unit)).toEqual(['socialjour']);
  expect(sender.state.transfer.application?.standing).toBe('held');
  // Tuesday 31 March: the end of Wednesday's office hours; the third working day is the Tuesday after Easter.
  expect(noticesIn(sender)).toEqual([['2026-04-01T14:30:00.000Z', 'caseworker:receiptReminder']]);

  back(world);
  const receiver = fileAt(world, 'hisingen');
  expect(noticesIn(receiver)).toEqual([['2026-04-03T06:00:00.000Z', 'reception:receiptAwaited']]);
  act(world, { ...receiver, who: 'reception' }, { name: 'confirmReceipt', body: {} });
  back(world);
  down(world, 72);
  back(world);
  back(world);

  expect(fileAt(world, 'hisingen').state.transfer.application?.standing).toBe('held');
  expect(sender.state.transfer.application?.standing).toBe('moved');
  const letters = world.post.rows.map(({ letter }) => letter.kind);
  expect(letters.sort()).toEqual(['transferOffer', 'transferPackage', 'transferReceipt']);
  const taken = receiver.steps.flatMap(({ events }) => events.map(({ type }) => type));
  expect(taken.filter((type) => type === 'ApplicationTakenOver')).toHaveLength(1);
  checkEnd(world, chance);
});

test('TRF-5: while it is down nobody there can be told; the sender’s supervisor is, and then the receiver’s own clock runs', () => {
  const { world, sender } = handedOver();
  down(world, 8 * 24);
  expect(noticesIn(sender)).toEqual([
    ['2026-04-01T14:30:00.000Z', 'caseworker:receiptReminder'],
    ['2026-04-07T14:30:00.000Z', 'supervisor:receiptOverdue'],
  ]);
  back(world);
  passTime(world, '2026-04-20T00:00:00.000Z', chance);
  expect(noticesIn(fileAt(world, 'hisingen'))).toEqual([
    ['2026-04-08T06:00:00.000Z', 'reception:receiptAwaited'],
    ['2026-04-09T14:30:00.000Z', 'reception:receiptReminder'],
    ['2026-04-13T14:30:00.000Z', 'supervisor:receiptOverdue'],
  ]);
});

import { isDeepStrictEqual } from 'node:util';

import { caseRow } from '../../../domain/case/row';
import type { LetterHeader, ReceivedLetter } from '../../../domain/letters/letter';
import { effectiveAssessment, needsProtection } from '../../../domain/threat/questions';
import type { Instant } from '../../../domain/time/instant';
import type { CaseFile } from './case-file';
import { takeTurn } from './case-file';
import type { Chance } from './chance';
import { violation } from './violation';
import type { World } from './world';

/**
 * PIN-5: any order and repetition of the same police letters ends in the same state. Two copies of each file are told
 * the same letters, results and corrections of them, in two orders and now and then twice.
 */
export function checkOrder(world: World, chance: Chance): void {
  for (const file of world.files.values()) {
    if (Object.keys(file.state.threat.requests).length === 0) continue;
    const letters = [1, 2, 3, 4].map((nth) => result(file, nth, world.now, chance));
    const [one, other] = [letters, letters].map((all) => {
      const told = chance.shuffled([...all, ...chance.sample(all, 0.4)]);
      return { told: told.map(({ letterId }) => letterId), end: endOf(afterwards(file, told, world)) };
    });
    if (one === undefined || other === undefined || isDeepStrictEqual(one.end, other.end)) continue;
    const story = letters.map(({ from, letterId, facts }) => `${from} ${letterId} ${JSON.stringify(facts)}`);
    const orders = `${one.told.join(' ')} and ${other.told.join(' ')} end differently`;
    violation('PIN-5', [`${file.caseRef}: ${orders}`, ...story].join('\n'));
  }
}

/** Where a file ends: its state, and what follows from that. */
function endOf({ state }: CaseFile): object {
  return { state, assessment: effectiveAssessment(state), need: needsProtection(state), row: caseRow(state) };
}

/** A result, or a correction of one that may come only later. */
function result({ state }: CaseFile, nth: number, now: Instant, chance: Chance): ReceivedLetter {
  const request = chance.some(Object.values(state.threat.requests));
  const reference = request?.reference ?? '';
  const from = chance.pick(['las', 'bops']);
  const recorded = Object.values(request?.assessments ?? {}).filter((held) => held.from === from);
  const said = {
    level: chance.pick(['low', 'high']),
    nature: 'latent',
    stage: from === 'las' ? 'initial' : 'inDepth',
    assessedAt: chance.hits(0.3) ? '2026-03-27T06:00:00.000Z' : now,
    final: chance.hits(0.5),
  };
  const replaced = chance.some([...recorded.map(({ letterId }) => letterId), 'order-1', 'order-2']) ?? '';
  return {
    ...{
      letterId: `order-${nth.toString()}`,
      from,
      kind: 'policeAssessment',
      reference,
      fromCase: reference,
    },
    ...{ receivedAt: now, notes: [], enclosures: [] },
    facts: chance.hits(0.5) ? { ...said, replaces: replaced } : said,
  };
}

function afterwards(file: CaseFile, letters: readonly ReceivedLetter[], { now, profile }: World): CaseFile {
  const copy: CaseFile = {
    ...file,
    turns: [...file.turns],
    steps: [...file.steps],
    outcomes: new Map(file.outcomes),
  };
  for (const letter of letters) {
    const { letterId, from, kind, reference, facts } = letter;
    const header: LetterHeader = { letterId, from, kind, reference };
    const commandId = `letter:${from}:${letterId}`;
    const actor = { kind: 'party', party: from } as const;
    const action = { name: kind, body: facts, letter };
    const { unit, caseRef } = file;
    takeTurn(copy, { unit, caseRef, at: now, commandId, actor, action, header }, profile);
  }
  return copy;
}

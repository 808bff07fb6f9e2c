import type { WireLetter } from '../../../domain/letters/wire';
import type { Store } from '../../../store/store';
import {
  NOW,
  append,
  byConsent,
  enclosure,
  event,
  letter,
  someCase,
  stands,
  unique,
  wireLetter,
} from './steps';

/** What the rows of a unit are called. */
export interface Names {
  readonly caseRef: string;
  readonly commandId: string;
  readonly noteId: string;
  readonly personRef: string;
  readonly letterId: string;
  readonly noticeId: string;
  /** A command whose narrative no step has kept. */
  readonly pendingId: string;
  readonly received: WireLetter;
}

export const someNames = (): Names => ({
  ...{ caseRef: someCase(), commandId: unique('cmd'), noteId: unique('n'), personRef: unique('p') },
  ...{ letterId: unique('l'), noticeId: unique('nt'), pendingId: unique('cmd') },
  received: wireLetter(),
});

/** Gives a unit at least one row in every table: a case with a letter on its way, and a letter that waits for it. */
export async function fill(store: Store, unit: string, names: Names = someNames()): Promise<Names> {
  const { caseRef, commandId, noteId, personRef, letterId, noticeId, pendingId } = names;
  const identity = { name: 'Nils', personalNumber: '199001012384', protectedIdentity: false };
  await store.commands.accept({
    ...{ unit, caseRef, commandId, bodyMac: 'mac', notes: [{ noteId, field: 'why', text: `of ${unit}` }] },
    person: { personRef, identity },
    line: { at: NOW, unit, who: 'anna', roles: [], caseRef, action: 'x', outcome: 'accepted', rules: [] },
  });
  const sent = letter([enclosure('core', byConsent('k1'), { person: personRef })], { letterId });
  const notices = [{ noticeId, audience: 'caseworker', matter: 'letterArrived', rule: 'NTF-1' }] as const;
  const step = {
    commandId,
    events: [event({ letters: [sent], notices })],
    notes: [{ noteId, field: 'why' }],
  };
  await store.journal.append(append(caseRef, 1, { unit, ledger: [stands('k1')], step }));
  const waiting = { noteId: `${noteId}-2`, field: 'why', text: 'waits' };
  await store.notes.keepPending({ unit, caseRef, commandId: pendingId, notes: [waiting] }, NOW);
  const arrival = { ...names.received, to: unit };
  await store.inbox.receive({ unit, letter: arrival, receivedAt: NOW, caseRef });
  return names;
}

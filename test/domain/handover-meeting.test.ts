import type { CaseFile } from './support/case-file';
import { refused, told } from './support/case-file';
import { moved, moving, offer, offered, registered, stubAt, takenOver, transferOf } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hedda, hugo, rut } from './support/people';

const tomorrow = '2026-03-03T12:00:00.000Z';
const held = { at: '2026-03-02T08:00:00.000Z', participants: ['sendersCaseworker', 'person'] };

/** Offered by SAV, delivered, and open at Hisingen. */
function pair(): { readonly sender: CaseFile; readonly receiver: CaseFile } {
  const sender = offered();
  sender.delivered(sender.letter('transferOffer').letterId, 'sent');
  return { sender, receiver: stubAt(sender) };
}

/** What a view says of the meeting of the transfer. */
function meetingIn(file: CaseFile): unknown {
  const shown = file.view(file.unit === 'sav' ? anna : hedda) as {
    readonly meeting?: unknown;
    readonly transfers?: {
      readonly outgoing: readonly { readonly meeting: unknown }[];
      readonly incoming: { readonly meeting: unknown } | null;
    };
  };
  return shown.transfers === undefined
    ? shown.meeting
    : (shown.transfers.incoming ?? shown.transfers.outgoing.at(-1))?.meeting;
}

const toReceiver = (
  sender: CaseFile,
  receiver: CaseFile,
  kind: 'meetingProposal' | 'meetingOutcome',
): void => {
  receiver.gets(arrives(sender.letter(kind), 'sav', sender.now));
};
const toSender = (sender: CaseFile, receiver: CaseFile, kind: 'meetingProposal' | 'meetingOutcome'): void => {
  sender.gets(arrives(receiver.letter(kind), 'hisingen', receiver.now));
};

describe('TRF-3: a hand-over meeting is proposed, held or waived', () => {
  test('TRF-3: as long as nothing is said of one, both sides show none', () => {
    const { sender, receiver } = pair();
    expect([meetingIn(sender), meetingIn(receiver)]).toEqual([null, null]);
  });

  test('TRF-3: the sender proposes, the receiver’s reception is told and holds it, and both sides show the same', () => {
    const { sender, receiver } = pair();
    sender.does(anna, 'proposeHandoverMeeting', { at: tomorrow });
    toReceiver(sender, receiver, 'meetingProposal');
    expect(told(receiver.last())).toEqual(['reception:meetingProposed']);
    expect(receiver.view(rut)).toMatchObject({
      kind: 'stub',
      meeting: { standing: 'proposed', meetingAt: tomorrow, by: 'sav' },
    });
    receiver.at('2026-03-03T14:00:00.000Z').does(rut, 'recordHandoverMeeting', { ...held, at: tomorrow });
    toSender(sender, receiver, 'meetingOutcome');
    expect(told(sender.last())).toEqual(['caseworker:meetingSettled']);
    expect(meetingIn(sender)).toEqual(meetingIn(receiver));
    expect(meetingIn(sender)).toMatchObject({
      standing: 'held',
      meetingAt: tomorrow,
      participants: ['sendersCaseworker', 'person'],
    });
  });

  test('TRF-3: the receiver proposes anew, and the sender waives with a reason that stays in its own file', () => {
    const { sender, receiver } = pair();
    sender.does(anna, 'proposeHandoverMeeting', { at: tomorrow });
    toReceiver(sender, receiver, 'meetingProposal');
    receiver.at('2026-03-02T10:00:00.000Z');
    receiver.does(rut, 'proposeHandoverMeeting', { at: '2026-03-04T12:00:00.000Z' });
    toSender(sender, receiver, 'meetingProposal');
    expect(meetingIn(sender)).toMatchObject({ by: 'hisingen', meetingAt: '2026-03-04T12:00:00.000Z' });
    sender.at('2026-03-02T11:00:00.000Z').does(anna, 'waiveHandoverMeeting', {}, 'reason');
    toReceiver(sender, receiver, 'meetingOutcome');
    expect(meetingIn(sender)).toMatchObject({ standing: 'waived', notes: [{ field: 'reason' }] });
    expect(meetingIn(receiver)).toMatchObject({ standing: 'waived', by: 'sav', notes: [] });
  });

  test('TRF-3 CON-1: the letters are control letters: dates and codes from a closed list, to the other side', () => {
    const { sender, receiver } = pair();
    sender.does(anna, 'proposeHandoverMeeting', { at: tomorrow });
    receiver.does(rut, 'recordHandoverMeeting', held, 'reason');
    sender.does(anna, 'waiveHandoverMeeting', {}, 'reason');
    const reference = transferOf(sender);
    const opener = sender.letter('transferOffer').letterId;
    expect(sender.letter('meetingProposal')).toMatchObject({ to: 'hisingen', opener, reference });
    expect(sender.letter('meetingProposal').facts).toEqual({ meetingAt: tomorrow, proposedAt: sender.now });
    expect(sender.letter('meetingOutcome').facts).toEqual({ outcome: 'waived', recordedAt: sender.now });
    const outcome = receiver.letter('meetingOutcome');
    expect(outcome).toMatchObject({ to: 'sav', toCase: 'c-sav', reference, enclosures: [] });
    expect(outcome.facts).toEqual({
      ...{ outcome: 'held', heldAt: held.at, participants: held.participants },
      recordedAt: receiver.now,
    });
  });

  test('TRF-3 PIN-5: letters that cross, come late or twice end in the same on both sides', () => {
    const { sender, receiver } = pair();
    sender.does(anna, 'proposeHandoverMeeting', { at: tomorrow });
    sender.at('2026-03-02T10:00:00.000Z').does(anna, 'waiveHandoverMeeting', {}, 'reason');
    receiver.at('2026-03-02T11:00:00.000Z').does(rut, 'recordHandoverMeeting', held);
    for (const kind of ['meetingOutcome', 'meetingProposal', 'meetingOutcome'] as const) {
      toReceiver(sender, receiver, kind);
      expect(told(receiver.last())).toEqual([]);
    }
    toSender(sender, receiver, 'meetingOutcome');
    toSender(sender, receiver, 'meetingOutcome');
    expect(meetingIn(sender)).toMatchObject({ standing: 'held', by: 'hisingen' });
    expect(meetingIn(receiver)).toEqual(meetingIn(sender));
  });

  test('TRF-3: two proposals at the same moment end in the same on both sides', () => {
    const { sender, receiver } = pair();
    sender.does(anna, 'proposeHandoverMeeting', { at: tomorrow });
    receiver.does(rut, 'proposeHandoverMeeting', { at: '2026-03-04T12:00:00.000Z' });
    toReceiver(sender, receiver, 'meetingProposal');
    toSender(sender, receiver, 'meetingProposal');
    expect(meetingIn(receiver)).toEqual(meetingIn(sender));
  });

  test.each(['proposeHandoverMeeting', 'recordHandoverMeeting', 'waiveHandoverMeeting'])(
    'TRF-3: %s needs a transfer that stands, in a file that is not closed',
    (name) => {
      const body = name === 'proposeHandoverMeeting' ? { at: tomorrow } : held;
      expect(registered().tries(anna, name, body)).toEqual(refused('TRF-3'));
      expect(moving().tries(anna, name, body)).toEqual(refused('TRF-3'));
      expect(offered().does(anna, 'recallTransfer').tries(anna, name, body)).toEqual(refused('TRF-3'));
      const declined = stubAt(offered()).does(rut, 'declineTransfer', { reason: 'other' });
      expect(declined.tries(hedda, name, body)).toEqual(refused('TRF-3'));
      const closed = moved().sender.does(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' });
      expect(closed.tries(anna, name, body)).toEqual(refused('TRF-3'));
    },
  );

  test('TRF-3: nothing is said of a meeting before the offer has reached the receiver', () => {
    const sender = offered();
    expect(sender.tries(anna, 'proposeHandoverMeeting', { at: tomorrow })).toEqual(refused('TRF-3'));
    sender.delivered(sender.letter('transferOffer').letterId, 'sent');
    expect(sender.tries(anna, 'proposeHandoverMeeting', { at: tomorrow })).toBeUndefined();
  });

  test.each([
    { given: 'proposed', name: 'proposeHandoverMeeting', rules: undefined },
    { given: 'proposed', name: 'recordHandoverMeeting', rules: undefined },
    { given: 'proposed', name: 'waiveHandoverMeeting', rules: undefined },
    { given: 'waived', name: 'proposeHandoverMeeting', rules: ['TRF-3'] },
    { given: 'waived', name: 'recordHandoverMeeting', rules: undefined },
    { given: 'waived', name: 'waiveHandoverMeeting', rules: ['TRF-3'] },
    { given: 'held', name: 'proposeHandoverMeeting', rules: ['TRF-3'] },
    { given: 'held', name: 'recordHandoverMeeting', rules: ['TRF-3'] },
    { given: 'held', name: 'waiveHandoverMeeting', rules: ['TRF-3'] },
  ])('TRF-3: when it is $given, $name: $rules', ({ given, name, rules }) => {
    const { sender } = pair();
    if (given === 'proposed') sender.does(anna, 'proposeHandoverMeeting', { at: tomorrow });
    if (given === 'waived') sender.does(anna, 'waiveHandoverMeeting', {}, 'reason');
    if (given === 'held') sender.does(anna, 'recordHandoverMeeting', held);
    const body = name === 'proposeHandoverMeeting' ? { at: tomorrow } : held;
    expect(sender.tries(anna, name, body, 'reason')?.rules).toEqual(rules);
  });

  test.each([
    { name: 'proposeHandoverMeeting', at: '2026-03-02T09:00:00.000Z', rules: ['TRF-3'] },
    { name: 'proposeHandoverMeeting', at: '2026-03-02T09:00:00.001Z', rules: undefined },
    { name: 'recordHandoverMeeting', at: '2026-03-02T09:00:00.000Z', rules: undefined },
    { name: 'recordHandoverMeeting', at: '2026-03-02T09:00:00.001Z', rules: ['TRF-3'] },
  ])('TRF-3: at 10:00, $name for $at: $rules', ({ name, at, rules }) => {
    expect(pair().sender.tries(anna, name, { ...held, at })?.rules).toEqual(rules);
  });
});

describe('TRF-3: the meeting is preferred, and never in the way', () => {
  test('TRF-3 TRF-1: the receipt and the closing wait for no meeting; what is next asks for it', () => {
    const { sender, receiver } = takenOver();
    expect(meetingIn(sender)).toBeNull();
    expect(sender.view(anna)).toMatchObject({ next: { code: 'settleMeeting' } });
    expect(sender.tries(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' })).toBeUndefined();
    expect(receiver.does(hugo, 'recordHandoverMeeting', held).view(hugo)).toMatchObject({
      transfers: { incoming: { meeting: { standing: 'held' } } },
    });
  });

  test('TRF-3: after the transfer too it is held or waived, and then the file closes', () => {
    const { sender } = takenOver();
    sender.does(anna, 'waiveHandoverMeeting', {}, 'reason');
    expect(sender.view(anna)).toMatchObject({ next: { code: 'close' } });
  });

  test('TRF-3 NTF-3: what is said of the meeting of a transfer that was taken back calls nobody, also when another is offered', () => {
    const { sender, receiver } = pair();
    receiver.does(rut, 'proposeHandoverMeeting', { at: tomorrow });
    sender.does(anna, 'recallTransfer').does(anna, 'offerTransfer', offer);
    toSender(sender, receiver, 'meetingProposal');
    expect(told(sender.last())).toEqual([]);
    receiver.does(rut, 'waiveHandoverMeeting', {}, 'reason');
    toSender(sender, receiver, 'meetingOutcome');
    expect(told(sender.last())).toEqual([]);
  });

  test('TRF-3 NTF-3: what comes to a closed file is kept, and nobody is called', () => {
    const { sender, receiver } = takenOver();
    sender.does(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' });
    receiver.does(hugo, 'recordHandoverMeeting', held);
    toSender(sender, receiver, 'meetingOutcome');
    expect(told(sender.last())).toEqual([]);
    expect(meetingIn(sender)).toMatchObject({ standing: 'held' });
  });
});

describe('TRF-3 CON-1: only the other side of a transfer says something of its meeting', () => {
  test.each(['meetingProposal', 'meetingOutcome'] as const)('TRF-3 CON-1: %s', (kind) => {
    const { sender, receiver } = pair();
    const reference = transferOf(sender);
    const facts = { meetingAt: tomorrow, proposedAt: sender.now };
    expect(sender.gets(byHand(kind, { from: 'nordost', reference, facts }))).toEqual(refused('TRF-3'));
    expect(sender.gets(byHand(kind, { from: 'hisingen', reference: 'no-such', facts }))).toEqual(
      refused('TRF-3'),
    );
    expect(receiver.gets(byHand(kind, { from: 'nordost', reference, facts }))).toEqual(refused('TRF-3'));
    expect(sender.gets(byHand(kind, { from: 'hisingen', reference: 'constructor', facts }))).toEqual(
      refused('TRF-3'),
    );
    expect(registered().gets(byHand(kind, { from: 'hisingen', reference, facts }))).toEqual(refused('TRF-3'));
  });

  test('TRF-3 CON-6: of a partner’s outcome only dates and known functions are taken', () => {
    const { sender } = pair();
    const facts = { outcome: 'held', heldAt: 'noon', participants: ['person', 'the neighbour', 7] };
    sender.gets(byHand('meetingOutcome', { from: 'hisingen', reference: transferOf(sender), facts }));
    expect(meetingIn(sender)).toMatchObject({
      ...{ standing: 'held', participants: ['person'], meetingAt: '2026-03-02T10:00:00.000Z' },
    });
  });
});

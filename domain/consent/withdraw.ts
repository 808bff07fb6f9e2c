import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import { fieldsOf, follows, refuses } from '../kernel/decision';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import { isOpen } from '../intake/questions';
import type { LetterRule } from '../kernel/area';
import type { Notice } from '../kernel/notice';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Letter, ReceivedLetter } from '../letters/letter';
import { isPolice } from '../profile/lookup';
import { isAnonymous } from '../letters/common-address';
import { instantOr } from '../letters/facts';
import { awaitsPackageFrom } from '../transfer/questions';
import { allConsents } from './questions';
import type { Consent, ConsentEnded, SentLetter, WithdrawalAcknowledged } from './state';

function notStanding(consent: Consent | undefined): Obstacle | undefined {
  if (consent === undefined) {
    return obstacle(
      'CON-3',
      'No such consent is on this ledger; tell the person which unit it was given to.',
      'Samtycket finns inte här; berätta för personen vilken enhet det lämnades till.',
    );
  }
  if (consent.ended === undefined) return undefined;
  return obstacle('CON-3', 'That consent has already ended.', 'Samtycket har redan upphört.');
}

/** Who was told is told where it was sent: each disclosure has opened a file of its own (ADR 0004). */
const fileOf = ({ to, toCase, opener, letterId }: SentLetter): string =>
  `${to}|${toCase ?? opener ?? letterId}`;

/**
 * The police are told by their own letter (CON-8), and a letter about a question that does not show who asks would
 * show it (INT-6).
 */
function isTold({ kind, to }: SentLetter, { profile }: Context): boolean {
  return !isPolice(profile, to) && !isAnonymous(kind);
}

/**
 * Letters that reached a party under the consent, one for each of its files. What waits to be sent tells nobody.
 */
function reached(state: CaseState, consentId: string, context: Context): readonly SentLetter[] {
  const carried = Object.values(state.consent.letters).filter(
    (letter) => letter.consents.includes(consentId) && letter.standing === 'sent' && isTold(letter, context),
  );
  return carried.filter(
    (letter, index) => carried.findIndex((other) => fileOf(other) === fileOf(letter)) === index,
  );
}

interface Told {
  readonly consent: string;
  /** When the person said so. */
  readonly at: string;
}

function withdrawalLetter(
  of: Pick<Letter, 'to'> & Partial<Letter>,
  told: Told,
  context: Context,
  nth: number,
): Letter {
  return {
    ...of,
    letterId: idOf(context, 'l', 40 + nth),
    kind: 'consentWithdrawn',
    fromCase: context.caseRef,
    reference: told.consent,
    facts: { toldAt: told.at },
    enclosures: [],
  };
}

function toReader(letter: SentLetter, told: Told, context: Context, nth: number): Letter {
  const { to, toCase, opener, letterId } = letter;
  const of = { to, ...(toCase === undefined ? {} : { toCase }), opener: opener ?? letterId };
  return withdrawalLetter(of, told, context, nth);
}

/** CON-3: a party told of a withdrawal sends it on at once; control letters only, to those who are parties to it. */
function lettersOf(state: CaseState, consent: Consent, told: Told, context: Context): readonly Letter[] {
  if (consent.origin !== undefined) {
    const { unit: to, ledgerCase: toCase } = consent.origin;
    return [withdrawalLetter({ to, toCase }, told, context, 0)];
  }
  return reached(state, consent.id, context).map((letter, nth) => toReader(letter, told, context, nth));
}

/** What was on its way when a consent under it was withdrawn, and arrived: its recipient is told then (CON-3). */
export function toldAfterwards(state: CaseState, letter: SentLetter, context: Context): readonly Letter[] {
  if (!isTold(letter, context)) return [];
  return letter.consents.flatMap((id, nth) => {
    const { ended, origin } = held(state.consent.consents, id) ?? {};
    // An answer goes back to the unit that gave the consent, which knows.
    return ended?.by === 'withdrawal' && origin === undefined
      ? [toReader(letter, { consent: id, at: ended.toldAt ?? ended.at }, context, nth)]
      : [];
  });
}

/** Withdraws a consent at the person's word; from now on nothing more flows under it (CON-3). */
export function withdrawConsent(state: CaseState, action: Action, context: Context): Decision {
  const { consent: id, at } = fieldsOf<{ consent: string; at: string }>(action);
  const consent = held(state.consent.consents, id);
  const objection = notStanding(consent);
  if (consent === undefined || objection !== undefined)
    return refuses(...(objection === undefined ? [] : [objection]));
  return follows<ConsentEnded>({
    type: 'ConsentEnded',
    rules: ['CON-3'],
    consentId: id,
    by: 'withdrawal',
    toldAt: at,
    letters: lettersOf(state, consent, { consent: id, at }, context),
  });
}

/** Only a party to a consent may send its withdrawal on (CON-1). */
function isParty(consent: Consent, party: string): boolean {
  return consent.origin?.unit === party || consent.recipients.includes(party);
}

/** NTF-3: a file that is not open asks nobody for anything. */
function noticed(state: CaseState, rule: Notice['rule'], context: Context): Pick<ConsentEnded, 'notices'> {
  if (!isOpen(state)) return {};
  const noticeId = idOf(context, 'n');
  return { notices: [{ noticeId, audience: 'caseworker', matter: 'consentEnded', rule }] };
}

/** How many files a party may have under a consent: a letter may have arrived before its delivery is noted here. */
function filesAt(state: CaseState, consentId: string, party: string): number {
  const there = Object.values(state.consent.letters).filter(
    ({ consents, to, standing }) =>
      to === party && consents.includes(consentId) && (standing === 'sent' || standing === 'posted'),
  );
  return new Set(there.map(fileOf)).size;
}

/**
 * All but the file that told us. A party may have several files under the consent, one for each question or disclosure, and
 * which of them told us only a file named by its reference shows; a file told again has nothing to do.
 */
function toOthers(
  state: CaseState,
  letters: readonly Letter[],
  { from, fromCase, reference }: ReceivedLetter,
): readonly Letter[] {
  const filesThere = filesAt(state, reference, from);
  return letters.filter(({ to, toCase }) => to !== from || (filesThere > 1 && toCase !== fromCase));
}

/** A party told us of a withdrawal: it takes effect now, with the time it was told (CON-3). */
export const consentWithdrawn: LetterRule<CaseState> = {
  accepts: (state, header) => {
    const consent = held(state.consent.consents, header.reference);
    if (consent === undefined && awaitsPackageFrom(state, header.from)) return undefined;
    return consent === undefined || isParty(consent, header.from)
      ? notStanding(consent)
      : notStanding(undefined);
  },
  decide: (state, { letter }, context) => {
    const consent = letter === undefined ? undefined : held(state.consent.consents, letter.reference);
    if (letter === undefined) return refuses();
    const toldAt = instantOr(letter.facts['toldAt'], letter.receivedAt);
    const told = { consent: letter.reference, at: toldAt };
    // Where the withdrawal overtook the package the consent is still to come, and nobody has it from here.
    const others = consent === undefined ? [] : lettersOf(state, consent, told, context);
    const receipt: Letter = {
      letterId: idOf(context, 'l'),
      kind: 'withdrawalReceipt',
      to: letter.from,
      toCase: letter.fromCase,
      fromCase: context.caseRef,
      reference: letter.reference,
      facts: { recordedAt: context.now },
      enclosures: [],
    };
    return follows<ConsentEnded>({
      type: 'ConsentEnded',
      rules: ['CON-3'],
      consentId: letter.reference,
      by: 'withdrawal',
      toldAt,
      letters: [receipt, ...toOthers(state, others, letter)],
      ...noticed(state, 'CON-3', context),
    });
  },
};

/** The ledger's holder has recorded the withdrawal that we sent on. */
export const withdrawalReceipt: LetterRule<CaseState> = {
  accepts: (state, header) =>
    Object.values(state.consent.letters).some(
      ({ kind, to }) => kind === 'consentWithdrawn' && to === header.from,
    )
      ? undefined
      : obstacle(
          'CON-3',
          'No withdrawal was sent to that party.',
          'Ingen återkallelse har skickats till den parten.',
        ),
  decide: (_state, action) =>
    follows<WithdrawalAcknowledged>({
      type: 'WithdrawalAcknowledged',
      rules: ['CON-3'],
      from: action.letter?.from ?? '',
    }),
};

/** Consents given for a time end by themselves. */
export function consentDeadlines(state: CaseState): readonly Deadline[] {
  return allConsents(state).flatMap((consent) =>
    consent.until === undefined || consent.ended !== undefined
      ? []
      : [
          deadline({
            rule: 'CON-2',
            kind: 'consentEnds',
            subject: consent.id,
            at: consent.until,
            legal: true,
          }),
        ],
  );
}

/** The time of a consent has run out. */
export function consentTimeOut(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const ended: ConsentEnded = {
    type: 'ConsentEnded',
    rules: ['CON-2', 'CON-4'],
    consentId: due.subject,
    by: 'time',
    ...noticed(state, 'CON-2', context),
  };
  return [ended];
}

import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import { fieldsOf, follows, refuses } from '../kernel/decision';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { LetterRule } from '../kernel/area';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Letter } from '../letters/letter';
import { isPolice } from '../profile/lookup';
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

/** A party that was sent something under the consent, once each; the police are told by their own letter (CON-8). */
function partiesTold(state: CaseState, consentId: string, context: Context): readonly SentLetter[] {
  const carried = Object.values(state.consent.letters).filter(
    (letter) =>
      letter.consents.includes(consentId) &&
      letter.standing !== 'stopped' &&
      !isPolice(context.profile, letter.to),
  );
  return carried.filter((letter, index) => carried.findIndex((other) => other.to === letter.to) === index);
}

function withdrawalLetter(
  of: Pick<Letter, 'to'> & Partial<Letter>,
  reference: string,
  context: Context,
  nth: number,
): Letter {
  return {
    ...of,
    letterId: idOf(context, 'l', 40 + nth),
    kind: 'consentWithdrawn',
    fromCase: context.caseRef,
    reference,
    facts: { toldAt: context.now },
    enclosures: [],
  };
}

/** CON-3: a party told of a withdrawal sends it on at once; control letters only, to those who are parties to it. */
function lettersOf(state: CaseState, consent: Consent, context: Context): readonly Letter[] {
  if (consent.origin !== undefined) {
    const { unit: to, ledgerCase: toCase } = consent.origin;
    return [withdrawalLetter({ to, toCase }, consent.id, context, 0)];
  }
  return partiesTold(state, consent.id, context).map((letter, nth) =>
    withdrawalLetter(
      {
        to: letter.to,
        ...(letter.toCase === undefined ? {} : { toCase: letter.toCase }),
        opener: letter.opener ?? letter.letterId,
      },
      consent.id,
      context,
      nth,
    ),
  );
}

/** Withdraws a consent at the person's word; from now on nothing more flows under it (CON-3). */
export function withdrawConsent(state: CaseState, action: Action, context: Context): Decision {
  const { consent: id, at } = fieldsOf<{ consent: string; at: string }>(action);
  const consent = state.consent.consents[id];
  const objection = notStanding(consent);
  if (consent === undefined || objection !== undefined)
    return refuses(...(objection === undefined ? [] : [objection]));
  return follows<ConsentEnded>({
    type: 'ConsentEnded',
    rules: ['CON-3'],
    consentId: id,
    by: 'withdrawal',
    toldAt: at,
    letters: lettersOf(state, consent, context),
  });
}

/** Only a party to a consent may send its withdrawal on (CON-1). */
function isParty(consent: Consent, party: string): boolean {
  return consent.origin?.unit === party || consent.recipients.includes(party);
}

/** A party told us of a withdrawal: it takes effect now, with the time it was told (CON-3). */
export const consentWithdrawn: LetterRule<CaseState> = {
  accepts: (state, header) => {
    const consent = state.consent.consents[header.reference];
    return consent === undefined || isParty(consent, header.from)
      ? notStanding(consent)
      : notStanding(undefined);
  },
  decide: (_state, { letter }, context) => {
    if (letter === undefined) return refuses();
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
      toldAt: typeof letter.facts['toldAt'] === 'string' ? letter.facts['toldAt'] : letter.receivedAt,
      letters: [receipt],
      notices: [
        { noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'consentEnded', rule: 'CON-3' },
      ],
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
export function consentTimeOut(_state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const ended: ConsentEnded = {
    type: 'ConsentEnded',
    rules: ['CON-2', 'CON-4'],
    consentId: due.subject,
    by: 'time',
    notices: [
      { noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'consentEnded', rule: 'CON-2' },
    ],
  };
  return [ended];
}

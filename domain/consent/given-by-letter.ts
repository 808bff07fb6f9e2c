import type { CaseState } from '../case/state';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { refuses, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Json } from '../kernel/text';
import { oneOf, textIn } from '../letters/facts';
import type { LetterHeader, ReceivedLetter } from '../letters/letter';
import { looksLikePersonalNumber } from '../person/personal-number';
import { mustBeAtWork } from '../plan/questions';
import { authorityOf } from '../profile/lookup';
import { requests } from '../threat/questions';
import { isInstant } from '../time/instant';
import type { Given } from './give';
import { consentGivenBy, consentObstacles } from './give';
import type { ConsentGiven } from './state';

/**
 * A partner was asked by this file where it names a letter of ours to it, or our request to the police; an authority that gets no
 * letters was told the reference of the case itself.
 */
function wasAsked(
  state: CaseState,
  { from, reference }: LetterHeader,
  { profile, caseRef }: Context,
): boolean {
  const letters = Object.values(state.consent.letters);
  return (
    letters.some(({ letterId, to }) => letterId === reference && to === from) ||
    requests(state).some((request) => request.reference === reference && request.to === from) ||
    (authorityOf(profile, from) !== undefined && reference === caseRef)
  );
}

function listIn(fact: Json | undefined): readonly string[] {
  return Array.isArray(fact) ? fact.filter((item): item is string => typeof item === 'string') : [];
}

/** Who took it there, by staff id; a name or a number of the person is none. */
function staffIn(fact: Json | undefined): string | undefined {
  const id = textIn(fact);
  const isStaff = id !== undefined && /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/.test(id);
  return isStaff && !looksLikePersonalNumber(id) ? id : undefined;
}

function instantIn(fact: Json | undefined): string | undefined {
  return typeof fact === 'string' && isInstant(fact) ? fact : undefined;
}

/** What the letter says of the consent; undefined where it does not say all of CON-2. */
function givenIn({ facts }: ReceivedLetter, { unit }: Pick<Context, 'unit'>): Given | undefined {
  const form = oneOf(['written', 'oral'] as const, facts['form']);
  const receivedBy = staffIn(facts['receivedBy']);
  const givenAt = instantIn(facts['givenAt']);
  const until = instantIn(facts['until']);
  const endsSomehow = facts['until'] !== undefined && until === undefined;
  // It is this unit that is to give: what is for another one's ledger is none here.
  const isForUs = facts['givingUnit'] === undefined || facts['givingUnit'] === unit;
  if (!isForUs || form === undefined || receivedBy === undefined || givenAt === undefined || endsSomehow)
    return undefined;
  return {
    purpose: textIn(facts['purpose']) ?? '',
    recipients: listIn(facts['recipients']),
    categories: listIn(facts['categories']),
    ...{ form, receivedBy, givenAt },
    ...(until === undefined ? {} : { until }),
  };
}

const incomplete = (): Obstacle =>
  obstacle(
    'CON-2',
    'The letter does not say the form of the consent, who received it and when, or it names another giving unit.',
    'Brevet säger inte samtyckets form, vem som tog emot det och när, eller anger en annan enhet som lämnar ut.',
  );

/** A partner took a consent on this unit's request: it enters the own ledger, as one that was given here (CON-2). */
export const consentGiven: LetterRule<CaseState> = {
  accepts: (state, header, context) =>
    mustBeAtWork(state) === undefined && wasAsked(state, header, context)
      ? undefined
      : obstacle(
          'CON-2',
          'No file at work here has asked that party for a consent.',
          'Ingen öppen akt här har bett den parten om ett samtycke.',
        ),
  decide: (_state, { letter }, context) => {
    const given = letter === undefined ? undefined : givenIn(letter, context);
    if (letter === undefined || given === undefined) return refuses(incomplete());
    return unless<ConsentGiven>(consentObstacles(given, context), () => [
      {
        ...consentGivenBy(given, context),
        takenBy: letter.from,
        notices: [
          { noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'letterArrived', rule: 'CON-2' },
        ],
      },
    ]);
  },
};

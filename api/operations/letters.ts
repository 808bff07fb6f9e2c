import type { Json, Text } from '../../domain/kernel/text';
import { mayOpenFile } from '../../domain/case/opening-letters';
import { comesBack } from '../../domain/letters/common-address';
import type { LetterKind } from '../../domain/letters/letter';
import type { LetterStanding, WireLetter } from '../../domain/letters/wire';
import { isCaseRef } from '../../security/references';
import type { AccessLine } from '../../store/access-log';
import { InboxFull } from '../../store/errors';
import type { Arrival } from '../../store/inbox';
import { UNADDRESSED } from '../../store/inbox';
import type { Deps } from '../deps';
import { storeLine } from '../log';
import { Problem } from '../problem';
import { StandingAnswer, TakenAnswer } from '../schemas/answers';
import { AssessmentBody, LetterBody, SeriousCrimeAnswerBody } from '../schemas/letters';
import type { Answer, Operation } from './operation';
import type { SignedCall } from './signed';
import { forParty, refuseUnsigned } from './signed';

const LETTERS = '/v1/letters';
const POLICE = '/v1/police/letters';

/** What a message can be called; nothing else is looked for. */
const MESSAGE_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** What the sender is told of its letter: nothing that depends on why (PIN-3, PIN-4). */
const meanings: Readonly<Record<LetterStanding, Text>> = {
  received: { en: 'It is kept and waits for its turn.', sv: 'Det är bevarat och väntar på sin tur.' },
  recorded: { en: 'It is recorded.', sv: 'Det är infört.' },
  late: { en: 'It is recorded, and it came late.', sv: 'Det är infört, och det kom sent.' },
  replaced: { en: 'A later letter of yours replaces it.', sv: 'Ett senare brev från er ersätter det.' },
  refused: {
    en: 'It was not recorded and its content is destroyed.',
    sv: 'Det är inte infört och innehållet är förstört.',
  },
};

/** What another system did, in the log of the unit that it concerns (AUD-1). */
type PartyLine = Pick<AccessLine, 'unit' | 'who' | 'action' | 'outcome'> & Partial<AccessLine>;

function logParty(deps: Deps, line: PartyLine): Promise<void> {
  return storeLine(deps, { at: deps.now(), roles: ['party'], rules: [], ...line });
}

/** Stores the letter before it is acknowledged (PIN-2), and answers all alike (PIN-4). */
async function take(deps: Deps, arrival: Omit<Arrival, 'receivedAt'>, at: string): Promise<Answer> {
  const { unit, letter, caseRef } = arrival;
  const { letterId, from: who, kind: action } = letter;
  const line = { unit, who, action, requestId: letterId, ...(caseRef === undefined ? {} : { caseRef }) };
  try {
    await deps.store.inbox.receive({ ...arrival, receivedAt: deps.now() });
  } catch (error) {
    if (!(error instanceof InboxFull)) throw error;
    await logParty(deps, { ...line, outcome: 'refused' });
    throw new Problem('tooMany', { cause: error });
  }
  await logParty(deps, { ...line, outcome: 'accepted' });
  deps.metrics.letterReceived();
  return {
    status: 202,
    body: { letter: letterId, taken: true, links: { standing: `${at}/${encodeURIComponent(letterId)}` } },
  };
}

/** Which unit has the letter is not told, so the line stands where no unit is named. */
async function standing(deps: Deps, call: SignedCall<unknown>, action: string): Promise<Answer> {
  const { party, language } = call;
  const id = String(call.params['id']);
  const isId = MESSAGE_ID.test(id);
  const found = isId ? await deps.store.inbox.standing([...deps.units, UNADDRESSED], party, id) : undefined;
  const outcome = found === undefined ? 'foreign' : 'answered';
  await logParty(deps, {
    unit: UNADDRESSED,
    who: party,
    action,
    outcome,
    ...(isId ? { requestId: id } : {}),
  });
  if (found === undefined) throw new Problem('notFound');
  return { status: 200, body: { letter: id, standing: found, meaning: meanings[found][language] } };
}

const postLetter = forParty({
  id: 'postLetter',
  method: 'post',
  path: LETTERS,
  tag: 'Letters',
  summary: 'A letter from another unit or city',
  description:
    'Well-signed letters get the same answer whatever becomes of them. The message id of the signature must be the ' +
    'letter’s id, and the key must be that of the sender.',
  of: 'units',
  body: LetterBody,
  answers: { 202: { description: 'It is kept.', schema: TakenAnswer } },
  handle: async (deps, { party, messageId, body }) => {
    if (body.from !== party || body.letterId !== messageId) return refuseUnsigned(deps, 'postLetter', party);
    if (!deps.units.includes(body.to) && body.to !== deps.profile.commonAddress?.id)
      throw new Problem('misdirected');
    return take(deps, await addressed(deps, body), LETTERS);
  },
});

const postAssessment = forParty({
  id: 'postAssessment',
  method: 'post',
  path: '/v1/police/assessments',
  tag: 'Police',
  summary: 'A threat assessment from LAS or BOPS (THR-4)',
  description:
    'The reference is the one of the request. Every well-signed message gets the same answer; what became of it is ' +
    'asked for at /v1/police/letters/{id}, where id is the message id (PIN-3).',
  of: 'police',
  body: AssessmentBody,
  answers: { 202: { description: 'It is kept.', schema: TakenAnswer } },
  handle: async (deps, call) => take(deps, fromPolice(deps, call, 'policeAssessment'), POLICE),
});

const postSeriousCrimeAnswer = forParty({
  id: 'postSeriousCrimeAnswer',
  method: 'post',
  path: '/v1/police/serious-crime-answers',
  tag: 'Police',
  summary: 'Whether the exit goes on although serious crime is suspected (THR-8)',
  description:
    'The reference is the one of the question. Every well-signed message gets the same answer; what became of it is ' +
    'asked for at /v1/police/letters/{id}, where id is the message id (PIN-3).',
  of: 'police',
  body: SeriousCrimeAnswerBody,
  answers: { 202: { description: 'It is kept.', schema: TakenAnswer } },
  handle: async (deps, call) => take(deps, fromPolice(deps, call, 'policeSeriousCrimeAnswer'), POLICE),
});

const letterStanding = forParty({
  id: 'readLetterStanding',
  method: 'get',
  path: `${LETTERS}/{id}`,
  tag: 'Letters',
  summary: 'What became of a letter of one’s own',
  of: 'units',
  answers: { 200: { description: 'Where it stands.', schema: StandingAnswer } },
  handle: async (deps, call) => standing(deps, call, 'readLetterStanding'),
});

const policeStanding = forParty({
  id: 'readAssessmentStanding',
  method: 'get',
  path: `${POLICE}/{id}`,
  tag: 'Police',
  summary: 'What became of a message of one’s own (PIN-3)',
  of: 'police',
  answers: { 200: { description: 'Where it stands.', schema: StandingAnswer } },
  handle: async (deps, call) => standing(deps, call, 'readAssessmentStanding'),
});

/**
 * The recipient's case: named, or that of the letter that opened it, or derived from the one that opens it (ADR 0027). What names
 * something that is no reference belongs to no case, and must not open one: it is kept and answered like all others (PIN-4).
 */
async function addressed(deps: Deps, letter: WireLetter): Promise<Omit<Arrival, 'receivedAt'>> {
  const { from, to, toCase, opener, letterId } = letter;
  if (!deps.units.includes(to)) return returned(deps, letter);
  if (toCase !== undefined)
    return isCaseRef(toCase) ? { unit: to, letter, caseRef: toCase } : { unit: UNADDRESSED, letter };
  const first = opener ?? letterId;
  const known = await deps.store.inbox.caseOf(to, from, first);
  if (known !== undefined) return { unit: to, letter, caseRef: known };
  const caseRef = await deps.references.forLetter(to, from, first);
  return { unit: to, letter, caseRef, opens: mayOpenFile(letter) };
}

/**
 * A letter to the common address is led to the case that it hid; whoever sends it cannot tell which that is, or whether there is
 * one (INT-6, PIN-4).
 */
async function returned(deps: Deps, letter: WireLetter): Promise<Omit<Arrival, 'receivedAt'>> {
  const found = comesBack(letter.kind) ? await deps.findReturn(letter.toCase ?? '') : undefined;
  if (found === undefined || !deps.units.includes(found.unit)) return { unit: UNADDRESSED, letter };
  const { unit, caseRef } = found;
  return { unit, caseRef, letter: { ...letter, to: unit, toCase: caseRef } };
}

/** What the police say in answer to one of our letters. */
interface PoliceSays {
  readonly reference: string;
  readonly grounds: string;
  readonly [fact: string]: Json;
}

/**
 * An answer of the police as a letter. The reference of the request says which unit and case asked, `unit.case.request`
 * (PIN-6); one that says neither is kept and answered like all others (PIN-4).
 */
function fromPolice(
  deps: Deps,
  { party, messageId, body }: SignedCall<PoliceSays>,
  kind: LetterKind,
): Omit<Arrival, 'receivedAt'> {
  const { reference, grounds, ...facts } = body;
  const [unit = '', caseRef = ''] = reference.split('.');
  const known = deps.units.includes(unit) && isCaseRef(caseRef);
  const to = known ? unit : UNADDRESSED;
  const letter: WireLetter = {
    letterId: messageId,
    kind,
    from: party,
    to,
    // The police name no file of their own: the request is what the exchange is about.
    fromCase: reference,
    reference,
    sentAt: deps.now(),
    facts,
    texts: [{ field: 'grounds', text: grounds }],
    enclosures: [],
    ...(known ? { toCase: caseRef } : {}),
  };
  return { unit: to, letter, ...(known ? { caseRef } : {}) };
}

/** What comes from other systems. */
export const letterOperations: readonly Operation[] = [
  postLetter,
  letterStanding,
  postAssessment,
  postSeriousCrimeAnswer,
  policeStanding,
];

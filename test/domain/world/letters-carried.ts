import type { Step } from '../../../domain/kernel/step';
import type { Enclosure, Letter, LetterKind } from '../../../domain/letters/letter';
import { groundCarries } from './grounds';
import { stood } from './memory';
import type { Memory } from './memory';
import { consentOf } from './post';
import type { OutboxRow } from './post';
import { violation } from './violation';
import { memoryOf } from './world';
import type { World } from './world';

/** Who sends, and what the test remembers of that file. */
interface Sender {
  readonly unit: string;
  readonly memory: Memory;
}

/** Answers go back under the consent that came with the question, to the unit that gave it (CON-7, RSP-13). */
const answering: readonly string[] = ['adviceAnswer', 'classificationAnswer'];
const disclosing: readonly string[] = [
  ...['transferPackage', 'disclosure', 'concernReport', 'threatAssessmentRequest', 'seriousCrimeQuestion'],
  ...['adviceQuestion', 'classificationRequest', 'homeDistrictQuestion', 'homeDistrictAnswer'],
  ...answering,
  ...['placementApplication', 'placementTakeover'],
];
/** What a control letter may say: references, dates and codes from closed lists (CON-1, CON-11). */
const controlFacts: readonly string[] = [
  ...[
    'matter',
    'homeDistrict',
    'offeredAt',
    'receiptDue',
    'recalledAt',
    'confirmedBy',
    'confirmedAt',
    'reason',
  ],
  ...[
    'declinedAt',
    'answer',
    'answeredAt',
    'toldAt',
    'recordedAt',
    'dueAt',
    'stoppedAt',
    'occasion',
    'purpose',
  ],
  ...['meetingAt', 'proposedAt', 'outcome', 'heldAt', 'participants'],
];

/** CON-1, CON-2, CON-4: what is written into a letter is carried by a consent that names it, or is no content at all. */
export function checkLetter(sender: Sender, letter: Letter, { at, seq }: Step): void {
  const where = `${letter.kind} to ${letter.to} in step ${seq.toString()}`;
  const told = Object.keys(letter.facts).filter((name) => !controlFacts.includes(name));
  if (told.length > 0) violation('CON-1', `${where} tells ${told.join(', ')}`);
  if (letter.enclosures.length > 0 && !disclosing.includes(letter.kind))
    violation('CON-1', `${where} encloses`);
  letter.enclosures.forEach((enclosure) => {
    checkCarried(sender, letter, enclosure, at);
  });
  if (letter.kind === 'transferPackage' && !letter.enclosures.some(({ category }) => category === 'core'))
    violation('TRF-1', `${where} has no core`);
}

/** What a consent must have been given for to carry a letter of the kind, written down by hand (CON-2). */
const purposes: Readonly<Partial<Record<LetterKind, readonly string[]>>> = {
  transferPackage: ['exitProcess', 'transfer'],
  placementApplication: ['exitProcess', 'placement'],
  placementTakeover: ['exitProcess', 'placement', 'transfer'],
  threatAssessmentRequest: ['exitProcess', 'threatAssessment'],
  adviceQuestion: ['exitProcess', 'advice'],
  adviceAnswer: ['exitProcess', 'advice'],
  classificationRequest: ['exitProcess', 'classification'],
  classificationAnswer: ['exitProcess', 'classification'],
  homeDistrictQuestion: ['homeDistrict'],
  seriousCrimeQuestion: ['exitProcess', 'seriousCrime'],
};

function purposesOf({ kind, facts }: Letter): readonly unknown[] {
  return kind === 'disclosure' ? [facts['purpose']] : (purposes[kind] ?? []);
}

function checkCarried({ unit, memory }: Sender, letter: Letter, enclosure: Enclosure, now: string): void {
  if (enclosure.carrier.kind === 'ground') {
    checkGround(unit, letter, enclosure, now);
    return;
  }
  const consent = memory.consents.get(consentOf(enclosure));
  const where = `${enclosure.category} in ${letter.kind} to ${letter.to}`;
  if (consent === undefined) return violation('CON-1', `${where} under no consent of the ledger`);
  if (consent.own === answering.includes(letter.kind))
    violation('DEF-10', `${where} under a consent of the ${consent.own ? 'own' : 'other'} ledger`);
  if (!stood(consent, now)) violation('CON-3', `${where} under a consent that has ended`);
  if (!purposesOf(letter).includes(consent.purpose))
    violation('CON-2', `${where}: given for ${consent.purpose}`);
  if (!(consent.own ? consent.recipients : [consent.givingUnit]).includes(letter.to))
    violation('CON-2', `${where}: the consent does not name it`);
  if (!consent.categories.includes(enclosure.category)) violation('TRF-2', `${where}: not in the consent`);
}

/** CON-5: without consent only a named ground carries, only where it leads and only what it covers. */
function checkGround(unit: string, { kind, to }: Letter, enclosure: Enclosure, now: string): void {
  const id = consentOf(enclosure);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(new Date(now));
  if (!groundCarries(id, { from: unit, to }, enclosure.category, day))
    violation('CON-5', `${enclosure.category} in ${kind} from ${unit} to ${to} on the ground ${id}`);
}

/** CON-4, CON-11: what is claimed leaves at this moment, so it is at this moment that it must be carried. */
export function checkClaim(world: World, { file, letter }: OutboxRow, claimed: readonly number[]): void {
  if (file === undefined) return;
  const sender = { unit: file.unit, memory: memoryOf(world, file) };
  claimed.forEach((nth) => {
    const enclosure = letter.enclosures[nth];
    if (enclosure !== undefined) checkCarried(sender, letter, enclosure, world.now);
  });
  if (letter.kind !== 'transferPackage') return;
  const receiver = [...world.files.values()].find(
    ({ state }) => state.transfer.incoming?.id === letter.reference,
  );
  const confirmed = receiver !== undefined && memoryOf(world, receiver).confirmed.has(letter.reference);
  if (!confirmed || receiver.unit !== letter.to)
    violation('CON-11', `${letter.letterId} left before the receipt`);
}

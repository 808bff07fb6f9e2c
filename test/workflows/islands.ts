import type { Letter, ReceivedLetter } from '../../domain/letters/letter';
import { isPolice } from '../../domain/profile/lookup';
import { arrives } from '../domain/support/letters';
import { sendLetter, until } from './harness';
import type { Bench } from './harness';

/** What several units on one server sent one another. */
export interface Islands {
  /** The case of that unit which the letter opened. */
  readonly openedBy: (letter: Letter) => string;
  /** A letter from outside reaches a case, and the case has had its turn with it. */
  readonly arrive: (unit: string, caseRef: string, letter: ReceivedLetter) => Promise<void>;
  /** The letters of that kind that a case has written, the oldest first. */
  readonly written: (caseRef: string, kind: Letter['kind']) => readonly Letter[];
}

/** Connects the units on a bench: what one posts arrives at the other's case; what goes to the police is sent and stays there. */
export function connect(bench: Bench): Islands {
  const arrived = new Map<string, ReceivedLetter>();
  const lettersOf = (caseRef: string): readonly Letter[] =>
    bench.journal.stepsOf(caseRef).flatMap(({ events }) => events.flatMap(({ letters }) => letters ?? []));
  // No reference of the product's own making is needed here, only one for each letter that opens a case.
  const openedBy = ({ to, opener, letterId }: Letter): string => `c-${to}-${opener ?? letterId}`;

  bench.post.open = (_unit, _caseRef, { letterId }) => {
    const letter = arrived.get(letterId);
    return letter === undefined
      ? Promise.reject(new Error(`${letterId} has not arrived`))
      : Promise.resolve(letter);
  };
  bench.post.deliver = async (unit, caseRef, letterId) => {
    const letter = lettersOf(caseRef).find((written) => written.letterId === letterId);
    if (letter === undefined) throw new Error(`${caseRef} has written no ${letterId}`);
    if (!isPolice(bench.profile, letter.to)) await deliver(unit, letter);
    return { outcome: 'sent', categories: letter.enclosures.map(({ category }) => category) };
  };
  const deliver = async (unit: string, letter: Letter): Promise<void> => {
    const now = new Date(await bench.env.currentTimeMs()).toISOString();
    const { letterId, kind, reference } = letter;
    arrived.set(letterId, arrives(letter, unit, now));
    await sendLetter(
      bench,
      letter.toCase ?? openedBy(letter),
      { letterId, from: unit, kind, reference },
      letter.to,
    );
  };
  const arrive = async (unit: string, caseRef: string, letter: ReceivedLetter): Promise<void> => {
    const { letterId, from, kind, reference } = letter;
    arrived.set(letterId, letter);
    await sendLetter(bench, caseRef, { letterId, from, kind, reference }, unit);
    const commandId = `letter:${from}:${letterId}`;
    await until(() => bench.journal.stepsOf(caseRef).some((step) => step.commandId === commandId));
  };
  return {
    arrive,
    openedBy,
    written: (caseRef, kind) => lettersOf(caseRef).filter((letter) => letter.kind === kind),
  };
}

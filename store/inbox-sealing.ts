import type { PartyId } from '../domain/kernel/actor';
import type { LetterHeader } from '../domain/letters/letter';
import type { WireLetter } from '../domain/letters/wire';
import { KeyMissing, letterKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import type { DataKey } from '../security/sealed';
import { openJson, sealJson } from './sealing';
import type { SealedPlace } from './sealing';

/** Which letter of which unit's inbox. */
export interface LetterName {
  readonly unit: PartyId;
  readonly from: PartyId;
  readonly letterId: string;
}

/** A letter in the inbox as it is kept: the header apart, so that a letter is judged on it unread (CON-8). */
export interface SealedLetter {
  readonly sealed: Buffer;
  /** Null in a letter from before headers were sealed: its content has them. */
  readonly sealed_header: Buffer | null;
}

type Header = Pick<LetterHeader, 'kind' | 'reference'>;

const placeOf = ({ unit, from, letterId }: LetterName): SealedPlace => ({
  ...{ table: 'inbox', unit, owner: from, id: letterId },
});

/** No letter's id has a space, so that this is nobody's content. */
const headerPlaceOf = ({ unit, from, letterId }: LetterName): SealedPlace => ({
  ...{ table: 'inbox', unit, owner: from, id: `${letterId} header` },
});

/** Seals a letter and its header with the letter's key. */
export function sealLetter(key: DataKey, unit: PartyId, letter: WireLetter): SealedLetter {
  const { from, letterId, kind, reference } = letter;
  const name = { unit, from, letterId };
  const header: Header = { kind, reference };
  return {
    sealed: sealJson(key, letter, placeOf(name)),
    sealed_header: sealJson(key, header, headerPlaceOf(name)),
  };
}

/** The letter as it came; undefined when its key is destroyed. */
export async function openLetter(
  ring: KeyRing,
  name: LetterName,
  { sealed }: Pick<SealedLetter, 'sealed'>,
): Promise<WireLetter | undefined> {
  const key = await keyOf(ring, name);
  return key === undefined ? undefined : openJson<WireLetter>(key, sealed, placeOf(name));
}

/** What the letter is judged on; undefined when its key is destroyed. */
export async function openHeader(
  ring: KeyRing,
  name: LetterName,
  { sealed, sealed_header: header }: SealedLetter,
): Promise<LetterHeader | undefined> {
  const key = await keyOf(ring, name);
  if (key === undefined) return undefined;
  const { kind, reference } =
    header === null
      ? openJson<Header>(key, sealed, placeOf(name))
      : openJson<Header>(key, header, headerPlaceOf(name));
  return { from: name.from, letterId: name.letterId, kind, reference };
}

async function keyOf(ring: KeyRing, { unit, from, letterId }: LetterName): Promise<DataKey | undefined> {
  try {
    return await ring.get(unit, letterKeyId(from, letterId));
  } catch (error) {
    if (error instanceof KeyMissing) return undefined;
    throw error;
  }
}

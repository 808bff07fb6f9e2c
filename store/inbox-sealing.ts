import { mayOpenFile } from '../domain/case/opening-letters';
import type { PartyId } from '../domain/kernel/actor';
import type { LetterHeader } from '../domain/letters/letter';
import type { WireLetter } from '../domain/letters/wire';
import { KeyMissing, letterKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { SealedError } from '../security/sealed';
import type { DataKey } from '../security/sealed';
import { openJson, sealJson } from './sealing';
import type { SealedPlace } from './sealing';

/** Which letter of which unit's inbox. */
export interface LetterName {
  readonly unit: PartyId;
  readonly from: PartyId;
  readonly letterId: string;
}

/** What a waiting letter is judged on, its content unread (CON-8), and whether it opens its case where there is none (ADR 0027). */
export interface WaitingHeader extends LetterHeader {
  readonly opens: boolean;
}

/** A letter in the inbox as it is kept: the header apart, so that a letter is judged on it unread (CON-8). */
export interface SealedLetter {
  readonly sealed: Buffer;
  /** Null in a letter from before headers were sealed: its content has them. */
  readonly sealed_header: Buffer | null;
}

type Header = Pick<WaitingHeader, 'kind' | 'reference' | 'opens'>;

const placeOf = ({ unit, from, letterId }: LetterName): SealedPlace => ({
  ...{ table: 'inbox', unit, owner: from, id: letterId },
});

/** No letter's id has a space, so that this is nobody's content. */
const headerPlaceOf = ({ unit, from, letterId }: LetterName): SealedPlace => ({
  ...{ table: 'inbox', unit, owner: from, id: `${letterId} envelope` },
});

/** Where headers were that do not say whether the letter opens its case; a relay that looks there cannot refuse one of the others. */
const earlierPlaceOf = (name: LetterName): SealedPlace => ({
  ...headerPlaceOf(name),
  id: `${name.letterId} header`,
});

/**
 * Seals a letter and its header with the letter's key.
 *
 * @param opens whether it opens its case where there is none
 */
export function sealLetter(key: DataKey, unit: PartyId, letter: WireLetter, opens: boolean): SealedLetter {
  const { from, letterId, kind, reference } = letter;
  const name = { unit, from, letterId };
  const header: Header = { kind, reference, opens };
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
  sealed: SealedLetter,
): Promise<WaitingHeader | undefined> {
  const key = await keyOf(ring, name);
  if (key === undefined) return undefined;
  const { kind, reference, opens } = headerOf(key, name, sealed);
  return { from: name.from, letterId: name.letterId, kind, reference, opens };
}

function headerOf(key: DataKey, name: LetterName, { sealed, sealed_header: header }: SealedLetter): Header {
  try {
    if (header !== null) return openJson<Header>(key, header, headerPlaceOf(name));
  } catch (error) {
    if (!(error instanceof SealedError)) throw error;
    openJson(key, header ?? sealed, earlierPlaceOf(name));
  }
  // It waits from before ADR 0027: whether it opens its case stands in its content alone.
  const letter = openJson<WireLetter>(key, sealed, placeOf(name));
  return { kind: letter.kind, reference: letter.reference, opens: mayOpenFile(letter) };
}

async function keyOf(ring: KeyRing, { unit, from, letterId }: LetterName): Promise<DataKey | undefined> {
  try {
    return await ring.get(unit, letterKeyId(from, letterId));
  } catch (error) {
    if (error instanceof KeyMissing) return undefined;
    throw error;
  }
}

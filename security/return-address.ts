import type { PartyId } from '../domain/kernel/actor';
import { KeyMissing, unitKeyId } from './key-ring';
import type { KeyRing } from './key-ring';
import { SealedError, open, seal } from './sealed';

/** The case to which an answer is led, and its unit. */
export interface ReturnAddress {
  readonly unit: PartyId;
  readonly caseRef: string;
}

/** Hides who asks behind a token that only the common address can open (INT-6). */
export interface ReturnAddresses {
  /** A token for the case, another one each time: two of them cannot be told to be of one case or of two. */
  readonly hide: (address: ReturnAddress) => Promise<string>;
  /** The case behind a token; undefined for anything that is none of ours. */
  readonly find: (token: string) => Promise<ReturnAddress | undefined>;
}

const PURPOSE = 'return-address';

/** All tokens are of one length, so that none shows how long a unit's name is. */
const PLAIN_BYTES = 64;

/** References begin with a letter or digit. */
const TOKEN = /^r[A-Za-z0-9_-]{124}$/;

const PLAIN = /^([a-z][a-z0-9-]*) (\S+) *$/;

/**
 * Return addresses under the key of the common address.
 *
 * @param common the id of the common address, which has keys like a unit
 */
export function createReturnAddresses(
  common: PartyId,
  ring: Pick<KeyRing, 'ensure' | 'get'>,
): ReturnAddresses {
  return {
    async hide({ unit, caseRef }) {
      const plain = Buffer.from(`${unit} ${caseRef}`.padEnd(PLAIN_BYTES), 'utf8');
      if (plain.length !== PLAIN_BYTES) throw new RangeError('The case reference is too long to be hidden');
      const key = await ring.ensure(common, unitKeyId(common));
      return `r${seal(key, plain, PURPOSE).toString('base64url')}`;
    },
    async find(token) {
      if (!TOKEN.test(token)) return undefined;
      const plain = await opened(ring, common, Buffer.from(token.slice(1), 'base64url'));
      const [, unit, caseRef] = PLAIN.exec(plain ?? '') ?? [];
      return unit === undefined || caseRef === undefined ? undefined : { unit, caseRef };
    },
  };
}

async function opened(
  ring: Pick<KeyRing, 'get'>,
  common: PartyId,
  sealed: Buffer,
): Promise<string | undefined> {
  try {
    return open(await ring.get(common, unitKeyId(common)), sealed, PURPOSE).toString('utf8');
  } catch (error) {
    if (error instanceof SealedError || error instanceof KeyMissing) return undefined;
    throw error;
  }
}

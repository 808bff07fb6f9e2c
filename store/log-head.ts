import { canonicalJson } from '../security/canonical-json';
import { unitKeyId } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { headMac, logKeys, sameMac } from '../security/log-mac';
import type { DataKey } from '../security/sealed';
import type { Instant } from '../domain/time/instant';
import type { LogEnd } from './log-walk';

/** The last line of a unit's log at some time, to be kept where nobody can reach who can write in the database (AUD-3). Tells nothing of any case. */
export interface ExportedHead {
  readonly unit: string;
  readonly number: number;
  /** The line's code, in base64url. */
  readonly mac: string;
  readonly at: Instant;
  /** Made with the unit's key over all of this, in base64url. */
  readonly seal: string;
}

/** An exported head that its unit's key did not seal: altered, or of another installation. */
export class HeadNotGenuine extends Error {
  override readonly name = 'HeadNotGenuine';

  constructor(unit: string) {
    super(
      `The head of ${unit} in the file is altered or of another installation. Take the file as it was exported.`,
    );
  }
}

/** Exports the end of a log that was found sound. */
export async function exportHead(
  ring: KeyRing,
  unit: string,
  end: LogEnd,
  at: Instant,
): Promise<ExportedHead> {
  const head = { unit, number: end.number, mac: end.mac.toString('base64url'), at };
  const key = await ring.ensure(unit, unitKeyId(unit));
  return { ...head, seal: sealOf(key, head).toString('base64url') };
}

/**
 * The line that an exported head names. Where the unit's key is gone none is made: that would hide that it is.
 *
 * @throws HeadNotGenuine when the unit's key did not seal it, KeyMissing when the unit has none
 */
export async function importHead(
  ring: Pick<KeyRing, 'get'>,
  { seal, ...head }: ExportedHead,
): Promise<LogEnd> {
  const key = await ring.get(head.unit, unitKeyId(head.unit));
  const isGenuine = sameMac(Buffer.from(seal, 'base64url'), sealOf(key, head));
  if (!isGenuine) throw new HeadNotGenuine(head.unit);
  return { number: head.number, mac: Buffer.from(head.mac, 'base64url') };
}

function sealOf(unitKey: DataKey, head: Omit<ExportedHead, 'seal'>): Buffer {
  return headMac(logKeys(unitKey), canonicalJson(head));
}

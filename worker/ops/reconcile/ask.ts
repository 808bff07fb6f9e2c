import { readFile } from 'node:fs/promises';
import { readAddressBook } from '../../../activities/address-book';
import type { AddressBook } from '../../../activities/address-book';
import { askForLetter } from '../../../activities/recipient';
import { isAnonymous } from '../../../domain/letters/common-address';
import { letterParties } from '../../../domain/profile/lookup';
import type { Instant } from '../../../domain/time/instant';
import { readProfile } from '../../../profiles/read-profile';
import { readSigningKey } from '../../../security/party-keys';
import { sentLetters } from '../../../store/late-rows';
import { HOW_TO_NAME } from '../config';
import type { Env } from '../embedded-run';
import { eachOf } from '../each';
import { logOperator } from '../parts';
import type { OpsParts } from '../parts';
import { leaveAltered } from './recipients';
import type { OpenReport } from './report';

/** Nobody stops a question of an operator, and nobody waits to hear that it goes on. */
const around = { cancellationSignal: new AbortController().signal, heartbeat: (): void => undefined };

/**
 * Asks the recipients of all that a unit sent since the instant whether they have it: after one of them was restored, or this
 * database. Only letter ids travel, signed; nothing is sent.
 */
export async function askRecipients(
  parts: OpsParts,
  env: Env,
  report: OpenReport,
  { since, say }: { readonly since: Instant; readonly say: (line: string) => void },
): Promise<void> {
  const { unit, leave, fail } = report;
  const book = await addressBookIn(env);
  const key = await readSigningKey(env['SLUSS_SIGNING_KEYS_DIR'] ?? '', unit);
  await logOperator(parts, { unit, action: 'askRecipients', outcome: 'answered' });
  const sent = await sentLetters(parts.database, parts.ring, unit, since);
  await leaveAltered(sent, report);
  // A letter from the common address is another's to ask for: the question would show the unit (INT-6).
  const letters = sent.letters.filter(({ kind }) => !isAnonymous(kind));
  await eachOf(letters, { say, what: `${unit}: letters asked for` }, async ({ caseRef, letterId, to }) => {
    const address = book[to];
    const answer = address === undefined ? 'away' : await askForLetter(address, letterId, key, around);
    if (answer === 'hasNot') await leave({ kind: 'letterLost', unit, caseRef, letters: [letterId] });
    if (answer === 'away') fail(caseRef, `the recipient of ${letterId} does not answer`);
  });
}

async function addressBookIn(env: Env): Promise<AddressBook> {
  const file = env['SLUSS_ADDRESS_BOOK_FILE'] ?? '';
  const profile = readProfile(env['SLUSS_PROFILE'] ?? '');
  if (file === '' || !profile.ok)
    throw new Error(
      `--ask-since needs SLUSS_PROFILE, SLUSS_ADDRESS_BOOK_FILE and SLUSS_SIGNING_KEYS_DIR.\n${HOW_TO_NAME}`,
    );
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  const plainHosts = (env['SLUSS_PLAIN_HTTP_HOSTS'] ?? '').split(',').map((host) => host.trim());
  const reading = readAddressBook(json, { parties: letterParties(profile.profile), plainHosts });
  if (reading.ok) return reading.book;
  throw new Error([`The address book ${file} cannot be used:`, ...reading.faults].join('\n  - '));
}

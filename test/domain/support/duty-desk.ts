import { CaseFile } from './case-file';
import { consentTo, registration } from './given';
import { arrives } from './letters';
import { jouren } from './people';

/** Registered at the duty desk at that time, by whom it stays with. */
export function received(at: string): CaseFile {
  const file = new CaseFile('socialjour').at(at);
  return file.does(
    jouren,
    'registerApplication',
    { ...registration, channel: 'dutyDesk', receivedAt: at },
    'wish',
  );
}

/** Received on Friday 6 March 2026 at 20:00, of a person from Hisingen. */
export function fridayEvening(): CaseFile {
  return received('2026-03-06T19:00:00.000Z').does(jouren, 'setHomeDistrict', { district: 'hisingen' });
}

/** The person consents to the hand-over. */
export function consented(
  file: CaseFile,
  categories: readonly string[],
  of: Record<string, string> = {},
): CaseFile {
  const consent = consentTo(['hisingen'], categories, { purpose: 'transfer', givenAt: file.now, ...of });
  return file.does(jouren, 'giveConsent', consent);
}

/** Hisingen's own file, opened by the offer of the duty desk. */
export function openedBy(sender: CaseFile): CaseFile {
  const file = new CaseFile('hisingen').at(sender.now);
  file.gets(arrives(sender.letter('transferOffer'), 'socialjour', sender.now));
  return file;
}

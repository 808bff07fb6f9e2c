import { readFile } from 'node:fs/promises';
import type { FailureLog } from '../activities/failures';
import { createSmtpNotifier } from '../activities/smtp-notifier';
import { readStaffAddresses } from '../activities/staff-addresses';
import type { StaffAddresses } from '../activities/staff-addresses';
import { unitOf } from '../domain/profile/lookup';
import type { Profile } from '../domain/profile/profile';
import type { MailConfig } from './config';
import type { MailerOptions, Whose } from './mailer';

/** What mails are sent with: the mail adapter, and everybody's address. */
export type MailParts = Pick<MailerOptions, 'notifier' | 'addressOf'>;

/** Reads and checks what mailing needs; throws what a person has to mend. */
export async function wireMail(config: MailConfig, profile: Profile, log: FailureLog): Promise<MailParts> {
  const { url, from, publicUrl, staffAddresses } = config;
  const json: unknown = JSON.parse(await readFile(staffAddresses, 'utf8'));
  const reading = readStaffAddresses(json);
  if (!reading.ok) {
    const faults = [`The staff addresses ${staffAddresses} cannot be used:`, ...reading.faults];
    throw new Error(faults.join('\n  - '));
  }
  const { addresses } = reading;
  return {
    notifier: createSmtpNotifier({ url, from, publicUrl, zone: profile.calendar.zone, log }),
    addressOf: (whose) => addressOf(profile, addresses, whose),
  };
}

function addressOf(
  profile: Profile,
  addresses: StaffAddresses,
  { unit, recipient, person }: Whose,
): string | undefined {
  const { supervisor, staff = {} } = addresses[unit] ?? {};
  switch (recipient) {
    case 'functionAddress':
      return unitOf(profile, unit)?.functionAddress;
    case 'supervisor':
      return supervisor;
    case 'caseworker':
      return Object.hasOwn(staff, person) ? staff[person] : undefined;
  }
}

import type { PartyId } from '../domain/kernel/actor';

/** Mail addresses of a unit's people: its supervisors' own, and each person's by staff id. */
interface UnitAddresses {
  readonly supervisor?: string;
  readonly staff?: Readonly<Record<string, string>>;
}

/** Where people are reached by mail, unit by unit; function addresses stand in the profile (NTF-2). */
export type StaffAddresses = Readonly<Record<PartyId, UnitAddresses>>;

/** The addresses, or every entry that cannot be used. */
export type StaffAddressesReading =
  | { readonly ok: true; readonly addresses: StaffAddresses }
  | { readonly ok: false; readonly faults: readonly string[] };

// Narrower than what mail allows: nothing that a header or an SMTP command could take for more than one address (NTF-1).
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/;

/** Whether the text is one plain mail address. */
export function isMailAddress(text: unknown): text is string {
  return typeof text === 'string' && ADDRESS.test(text);
}

/** Checks staff addresses that were read from JSON; a fault names the entry and never the address. */
export function readStaffAddresses(json: unknown): StaffAddressesReading {
  if (!isRecord(json)) return { ok: false, faults: ['it is not an object of unit: addresses'] };
  const faults = Object.entries(json).flatMap(([unit, of]) =>
    faultsOf(of).map((fault) => `${unit}: ${fault}`),
  );
  return faults.length === 0 ? { ok: true, addresses: json as StaffAddresses } : { ok: false, faults };
}

function faultsOf(of: unknown): readonly string[] {
  if (!isRecord(of)) return ['must be an object'];
  const { supervisor, staff = {}, ...others } = of;
  const unknown = Object.keys(others).map((name) => `there is no ${name}`);
  if (!isRecord(staff)) return [...unknown, 'staff must be an object of staff id: address'];
  const named: readonly (readonly [string, unknown])[] =
    supervisor === undefined ? [] : [['supervisor', supervisor]];
  const wrong = [...named, ...Object.entries(staff)].flatMap(([whose, address]) =>
    isMailAddress(address) ? [] : [`${whose}: must be one mail address`],
  );
  return [...unknown, ...wrong];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { PartyId } from '../domain/kernel/actor';

/**
 * Where each party takes letters, by its id in the profile: the full address that they are posted to. `<address>/<letter id>`
 * tells what became of one. Own units, other systems and the police are reached by the same mechanism (ADR 0001).
 */
export type AddressBook = Readonly<Record<PartyId, string>>;

/** An address book, or every entry of it that cannot be used. */
export type AddressBookReading =
  | { readonly ok: true; readonly book: AddressBook }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Checks an address book that was read from JSON. */
export function readAddressBook(json: unknown): AddressBookReading {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { ok: false, faults: ['it is not an object of party: address'] };
  }
  const faults = Object.entries(json).flatMap(([party, address]) =>
    typeof address === 'string' && isEndpoint(address)
      ? []
      : [`${party}: must be an http or https address without query, fragment or password`],
  );
  return faults.length === 0 ? { ok: true, book: json as AddressBook } : { ok: false, faults };
}

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && [search, hash, username, password].every((part) => part === '');
}

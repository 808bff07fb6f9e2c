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

/** What an address book may hold. */
export interface AddressRules {
  /** The parties of the profile: nobody else is written to. */
  readonly parties: readonly PartyId[];
  /** Hosts of the authority's own network that may be reached without TLS, beside this machine. */
  readonly plainHosts: readonly string[];
}

/** Checks an address book that was read from JSON: it is the one list of addresses that letters go to (CON-4). */
export function readAddressBook(json: unknown, rules: AddressRules): AddressBookReading {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { ok: false, faults: ['it is not an object of party: address'] };
  }
  const faults = Object.entries(json).flatMap(([party, address]) => {
    const fault = rules.parties.includes(party) ? faultOf(address, rules) : 'is no party of the profile';
    return fault === undefined ? [] : [`${party}: ${fault}`];
  });
  return faults.length === 0 ? { ok: true, book: json as AddressBook } : { ok: false, faults };
}

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

function faultOf(address: unknown, { plainHosts }: AddressRules): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return 'is no address';
  const { protocol, hostname, search, hash, username, password } = new URL(address);
  if ([search, hash, username, password].some((part) => part !== ''))
    return 'must be without query, fragment or password';
  if (protocol === 'https:') return undefined;
  const isPlain = protocol === 'http:' && [...LOOPBACK, ...plainHosts].includes(hostname);
  return isPlain
    ? undefined
    : 'must be https: letters hold what is secret, and only TLS proves who takes them';
}

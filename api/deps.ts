import type { Limits } from './http/limits';
import type { PartyId } from '../domain/kernel/actor';
import type { Profile } from '../domain/profile/profile';
import type { Instant } from '../domain/time/instant';
import type { PartnerKey } from '../security/party-keys';
import type { CaseReferences } from '../security/references';
import type { ReturnAddresses } from '../security/return-address';
import type { TokenConfig } from '../security/tokens';
import type { ApiMetrics } from '../telemetry/api-metrics';
import type { Log } from '../telemetry/log';
import type { Tracer } from '../telemetry/tracing';
import type { CaseGateway } from './gateway';
import type { ApiStore } from './store-port';

/** What an operation needs from outside; tests put in their own. */
export interface Deps {
  readonly now: () => Instant;
  readonly profile: Profile;
  /** The units that this process serves. */
  readonly units: readonly PartyId[];
  readonly tokens: TokenConfig;
  /** Registered keys of the parties that may send letters (PIN-1). */
  readonly partnerKeys: (keyId: string) => PartnerKey | undefined;
  /** Leads what comes back to the common address to the case that it hid (INT-6). */
  readonly findReturn: ReturnAddresses['find'];
  /** Names the cases that letters and commands open (ADR 0027). */
  readonly references: CaseReferences;
  /** Scheme, host and port as partners address the service: part of what they sign. */
  readonly publicOrigin: string;
  /** Keys command ids, body digests and entity tags, so that none can be computed from a guess. */
  readonly secret: Buffer;
  readonly store: ApiStore;
  readonly gateway: CaseGateway;
  readonly metrics: ApiMetrics;
  readonly log: Log;
  readonly tracer: Tracer;
  /** What one caller may cause, and the lock after repeated misses. */
  readonly limits: Limits;
  /** Addresses of proxies whose word about the caller's address is believed; none unless told. */
  readonly trustedProxies: readonly string[];
  /** What every request depends on, by name; each rejects when it does not answer. */
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
  /** Whether the keys of each unit can be used: without them its cases wait, and the others go on (ADR 0017). */
  readonly keyChecks: Readonly<Record<string, () => Promise<unknown>>>;
  /** Writes one line about a fault to the operator's log: a reference and a kind, nothing of a case. */
  readonly report: (reference: string, fault: unknown) => void;
}

import { isIP } from 'node:net';

import { Problem } from '../problem';
import type { ProblemKind } from '../problem-kinds';
import type { Throttle } from './throttle';
import { createThrottle } from './throttle';

/** How much the API takes from one caller. */
export interface LimitSettings {
  /** Requests of one identity in a minute; one address may send {@link ADDRESS_FACTOR} times as many. */
  readonly requestsPerMinute: number;
  /** How often an identity may ask, within ten minutes, for what is not there for it. */
  readonly misses: number;
  readonly lockSeconds: number;
}

/** What stands between a caller and the work that the caller causes (ADR 0020). */
export interface Limits {
  /** Counts a request before anything of it is believed; throws `tooMany`. */
  readonly address: (ip: string) => void;
  /** Counts a token or signature that is not believed; throws `tooMany` in place of 401 when there were many. */
  readonly unbelieved: (ip: string) => void;
  /** Counts a request of a believed identity; throws `tooMany`, or `locked` after repeated misses. */
  readonly identity: (id: string) => void;
  /** Counts a 404, foreign and unknown alike (CON-6). True when it locks the identity. */
  readonly missed: (id: string) => boolean;
  /** True once a minute for each thing that the operator is to hear of, however often callers cause it. */
  readonly isNews: (what: string) => boolean;
}

/** What a person at a screen never reaches, and a program that guesses does. */
export const standardLimits: LimitSettings = { requestsPerMinute: 1200, misses: 20, lockSeconds: 900 };

/** Several people may share an address. */
const ADDRESS_FACTOR = 5;
const UNBELIEVED_PER_MINUTE = 60;
const MISSES_WITHIN_SECONDS = 600;

/** Limits that have counted nothing yet; `now` gives milliseconds. */
export function createLimits(settings: LimitSettings, now: () => number): Limits {
  const perMinute = (max: number): Throttle => createThrottle({ max, windowSeconds: 60 }, now);
  const byAddress = perMinute(settings.requestsPerMinute * ADDRESS_FACTOR);
  // A test or a bench that may send more may also be refused more.
  const failures = perMinute(Math.max(UNBELIEVED_PER_MINUTE, settings.requestsPerMinute / 20));
  const byIdentity = perMinute(settings.requestsPerMinute);
  const news = perMinute(0);
  // The last one that is allowed closes, so that the next request finds it closed.
  const max = settings.misses - 1;
  const { lockSeconds } = settings;
  const misses = createThrottle({ max, windowSeconds: MISSES_WITHIN_SECONDS, lockSeconds }, now);
  return {
    address: (ip) => {
      count(byAddress, networkOf(ip));
    },
    unbelieved: (ip) => {
      count(failures, networkOf(ip));
    },
    identity: (id) => {
      refuseWhileClosed(misses, id, 'locked');
      count(byIdentity, id);
    },
    missed: (id) => misses.take(id),
    isNews: (what) => news.take(what),
  };
}

function count(throttle: Throttle, key: string): void {
  throttle.take(key);
  refuseWhileClosed(throttle, key, 'tooMany');
}

function refuseWhileClosed(throttle: Throttle, key: string, kind: ProblemKind): void {
  const seconds = throttle.waitFor(key);
  if (seconds > 0) throw new Problem(kind, { headers: { 'Retry-After': String(seconds) } });
}

/**
 * An IPv6 subscriber has a whole /64 to choose addresses from: that network counts as one. Some proxies write the caller's port behind the
 * address, another one for each connection.
 */
export function networkOf(address: string): string {
  const ip = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(ip) !== 6) return ip;
  const [head = '', tail] = ip.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

import { readKeyFileNow } from './key-file';

type Env = Readonly<Record<string, string | undefined>>;

const PLAIN_HOSTS = 'SLUSS_PLAIN_DATABASE_HOSTS';
const OWN_MACHINE = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/;

/**
 * What is wrong with the database's address, in words for the operator that repeat no part of it; empty when it may be used. The way
 * to another machine must be TLS with `sslmode=verify-full`, the one mode in which every version of the driver checks who answers:
 * what the others mean depends on the version, and several of them check nothing.
 *
 * @param variable where the address stands
 */
export function databaseFaults(env: Env, variable = 'SLUSS_DATABASE_URL'): readonly string[] {
  const url = env[variable] ?? '';
  if (url.startsWith('/')) return [];
  const { host, sslmode } = URL.canParse(url) ? wayTo(new URL(url)) : nowhere;
  if (host === '')
    return [`${variable} must be an address with a host, as postgres://user:password@host:5432/database`];
  if (isNear(host) || plainHosts(env).includes(host) || sslmode === 'verify-full') return [];
  return [
    `${variable} names another machine without sslmode=verify-full: all could be read on the way, and nobody would know who answers. ` +
      `Add ?sslmode=verify-full (and &sslrootcert=<file> where the certificate is not signed by one whom everybody trusts), ` +
      `or name the host in ${PLAIN_HOSTS} if nobody else is in its network`,
  ];
}

/**
 * The database's address, with the password of the file that is named beside it, in `…_PASSWORD_FILE` for `…_URL`: a password in a
 * variable would be read by whoever may look at the process. Each login has a file of its own.
 *
 * @throws Error for one with {@link databaseFaults faults}
 * @throws KeyFileError for a password file that is missing or open to others
 */
export function databaseUrlIn(env: Env, variable = 'SLUSS_DATABASE_URL'): string {
  const faults = databaseFaults(env, variable);
  if (faults.length > 0) throw new Error(faults.join('; '));
  return withPassword(env[variable] ?? '', env[variable.replace(/URL$/, 'PASSWORD_FILE')] ?? '');
}

function withPassword(url: string, file: string): string {
  if (file === '') return url;
  const address = new URL(url);
  address.password = encodeURIComponent(readKeyFileNow(file).toString('utf8').trim());
  return address.href;
}

interface Way {
  readonly host: string;
  readonly sslmode?: string | undefined;
}

const nowhere: Way = { host: '' };

/** As the driver takes it: the last of a parameter counts, and a host among them goes before the one in front of them. */
function wayTo({ protocol, hostname, pathname, searchParams }: URL): Way {
  if (protocol === 'socket:') return { host: decodeURIComponent(pathname) };
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') return nowhere;
  const named = searchParams.getAll('host').at(-1) ?? '';
  const host = named === '' ? decodeURIComponent(hostname).replace(/^\[(.+)\]$/, '$1') : named;
  return { host, sslmode: searchParams.getAll('sslmode').at(-1) };
}

/** This machine, or a socket in its file system. */
function isNear(host: string): boolean {
  return host.startsWith('/') || OWN_MACHINE.test(host);
}

function plainHosts(env: Env): readonly string[] {
  return (env[PLAIN_HOSTS] ?? '').split(',').map((host) => host.trim());
}

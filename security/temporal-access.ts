import { readFile } from 'node:fs/promises';

import { readKeyFile } from './key-file';

/** The files by which a process shows a Temporal server who it is, and knows the server. All are optional. */
export interface AccessFiles {
  readonly token?: string;
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  /** The name in the server's certificate, where it is another than the address. */
  readonly serverName?: string;
}

/** TLS towards the server, as Temporal's SDK takes it. */
export interface TemporalTls {
  readonly serverRootCACertificate?: Buffer;
  readonly serverNameOverride?: string;
  readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
}

/** A token that is read again when its file changes, since good tokens are short-lived. */
export interface TokenFile {
  readonly current: () => string;
  /** Called with each new token. */
  readonly onChange: (apply: (token: string) => void) => void;
  readonly close: () => void;
}

/** How a process reaches its Temporal server; neither TLS nor token towards the development server. */
export interface TemporalAccess {
  readonly tls: TemporalTls | false;
  readonly token?: TokenFile;
}

type Env = Readonly<Record<string, string | undefined>>;

const variables = {
  token: 'SLUSS_TEMPORAL_TOKEN_FILE',
  ca: 'SLUSS_TEMPORAL_TLS_CA_FILE',
  certificate: 'SLUSS_TEMPORAL_TLS_CERT_FILE',
  key: 'SLUSS_TEMPORAL_TLS_KEY_FILE',
  serverName: 'SLUSS_TEMPORAL_TLS_SERVER_NAME',
} as const satisfies Record<keyof AccessFiles, string>;

/** What the environment names. */
export function accessFilesIn(env: Env): AccessFiles {
  const named = Object.entries(variables).map(([part, variable]) => [part, env[variable] ?? ''] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== ''));
}

/** What is wrong with the files named, in words for the operator; empty when they fit together. */
export function faultsOf(files: AccessFiles, address: string): readonly string[] {
  const { ca, certificate, key, serverName, token } = files;
  return [
    ...((certificate === undefined) === (key === undefined)
      ? []
      : [`${variables.certificate} and ${variables.key} must be set together`]),
    ...(token === undefined || ca !== undefined || isOwnMachine(address)
      ? []
      : [`${variables.token} needs ${variables.ca}: a token is not sent in the clear to another machine`]),
    ...(serverName === undefined || ca !== undefined || certificate !== undefined
      ? []
      : [`${variables.serverName} needs ${variables.ca}: without it the connection has no TLS`]),
  ];
}

/**
 * Reads the files, and the token from now on whenever it changes. A token that cannot be read then is reported; the last one
 * goes on being used, and the server has the last word on it.
 *
 * @throws KeyFileError for a token or key that is missing or open to others
 */
export async function readAccess(
  files: AccessFiles,
  report: (what: string, fault: unknown) => void,
): Promise<TemporalAccess> {
  const tls = await readTls(files);
  if (files.token === undefined) return { tls };
  return { tls, token: await followToken(files.token, { report }) };
}

async function readTls({ ca, certificate, key, serverName }: AccessFiles): Promise<TemporalTls | false> {
  if (ca === undefined && certificate === undefined) return false;
  return {
    ...(ca === undefined ? {} : { serverRootCACertificate: await readFile(ca) }),
    ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
    ...(certificate === undefined || key === undefined
      ? {}
      : { clientCertPair: { crt: await readFile(certificate), key: await readKeyFile(key) } }),
  };
}

const EVERY_MS = 5_000;

interface Following {
  readonly report: (what: string, fault: unknown) => void;
  readonly everyMs?: number;
}

/** Reads a token and looks for a new one every few seconds: of a mounted secret no file system tells reliably that it was replaced. */
export async function followToken(
  file: string,
  { report, everyMs = EVERY_MS }: Following,
): Promise<TokenFile> {
  let token = await readToken(file);
  const listeners: ((token: string) => void)[] = [];
  const look = async (): Promise<void> => {
    const found = await readToken(file);
    if (found === token) return;
    token = found;
    for (const apply of listeners) apply(found);
  };
  const timer = setInterval(() => {
    look().catch((fault: unknown) => {
      report('temporal token', fault);
    });
  }, everyMs);
  timer.unref();
  return {
    current: () => token,
    onChange: (apply) => {
      listeners.push(apply);
    },
    close: () => {
      clearInterval(timer);
    },
  };
}

async function readToken(file: string): Promise<string> {
  const token = (await readKeyFile(file)).toString('utf8').trim();
  if (token === '') throw new Error(`The token file ${file} is empty`);
  return token;
}

function isOwnMachine(address: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]):\d+$/.test(address);
}

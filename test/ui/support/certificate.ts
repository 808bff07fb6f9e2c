import { X509Certificate, createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { localAuthority } from '../../../dev/certificates';

/** A certificate for this machine, signed by an authority that was made for it and is gone. */
export interface LocalCertificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of its public key in base64: what a browser is told to take, and nothing else. */
  readonly pin: string;
}

/** Writes the authority, the certificate for 127.0.0.1 and its key (mode 0600) into the directory. */
export async function localCertificate(dir: string): Promise<LocalCertificate> {
  const authority = await localAuthority(1);
  const leaf = await authority.issue(['127.0.0.1', 'localhost']);
  const paths = { ca: join(dir, 'ca.pem'), cert: join(dir, 'server.pem'), key: join(dir, 'server.key') };
  await writeFile(paths.ca, authority.cert);
  await writeFile(paths.cert, leaf.cert);
  await writeFile(paths.key, leaf.key, { mode: 0o600 });
  await chmod(paths.key, 0o600);
  const spki = new X509Certificate(leaf.cert).publicKey.export({ type: 'spki', format: 'der' });
  return { ...paths, pin: createHash('sha256').update(spki).digest('base64') };
}

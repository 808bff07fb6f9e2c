import { X509Certificate, createHash } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { generate } from 'selfsigned';

/** A certificate for this machine, signed by an authority that was made for it and is gone. */
export interface LocalCertificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of its public key in base64: what a browser is told to take, and nothing else. */
  readonly pin: string;
}

const HOUR_MS = 3_600_000;

/** Writes the authority, the certificate for 127.0.0.1 and its key (mode 0600) into the directory. */
export async function localCertificate(dir: string): Promise<LocalCertificate> {
  const common = {
    ...({ keyType: 'ec', algorithm: 'sha256' } as const),
    notBeforeDate: new Date(Date.now() - HOUR_MS),
    notAfterDate: new Date(Date.now() + 24 * HOUR_MS),
  };
  const authority = await generate([{ name: 'commonName', value: 'Invented local authority' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  const paths = { ca: join(dir, 'ca.pem'), cert: join(dir, 'server.pem'), key: join(dir, 'server.key') };
  await writeFile(paths.ca, authority.cert);
  await writeFile(paths.cert, leaf.cert);
  await writeFile(paths.key, leaf.private, { mode: 0o600 });
  await chmod(paths.key, 0o600);
  const spki = new X509Certificate(leaf.cert).publicKey.export({ type: 'spki', format: 'der' });
  return { ...paths, pin: createHash('sha256').update(spki).digest('base64') };
}

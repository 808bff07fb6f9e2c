import { generate } from 'selfsigned';

/** A certificate and its private key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority of this machine alone. Its private key is nowhere but in here. */
export interface LocalAuthority {
  readonly cert: string;
  /** A certificate for a server that is reached by these names; those of numbers and dots are addresses. */
  readonly issue: (names: readonly [string, ...string[]]) => Promise<Certificate>;
}

const HOUR_MS = 3_600_000;
const ADDRESS = /^[\d.]+$/;

/** Makes an authority whose certificates are good for so many days from now. */
export async function localAuthority(days: number): Promise<LocalAuthority> {
  const common = {
    ...({ keyType: 'ec', algorithm: 'sha256' } as const),
    notBeforeDate: new Date(Date.now() - HOUR_MS),
    notAfterDate: new Date(Date.now() + 24 * days * HOUR_MS),
  };
  const authority = await generate([{ name: 'commonName', value: 'Sluss, local authority' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const issue: LocalAuthority['issue'] = async (names) => {
    const leaf = await generate([{ name: 'commonName', value: names[0] }], {
      ...common,
      ca: { key: authority.private, cert: authority.cert },
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: names.map(altName) },
      ],
    });
    return { cert: leaf.cert, key: leaf.private };
  };
  return { cert: authority.cert, issue };
}

/** Numbers of RFC 5280: an address, or a name. */
function altName(name: string): { type: 7; ip: string } | { type: 2; value: string } {
  return ADDRESS.test(name) ? { type: 7, ip: name } : { type: 2, value: name };
}

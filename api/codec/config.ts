import { z } from 'zod';

import { CommonEnvironment, commonOf, readEnvironment } from '../config';
import type { CommonConfig } from '../config';

const file = z.string().min(1);

const Environment = CommonEnvironment.extend({
  SLUSS_CODEC_HOST: z.string().default('127.0.0.1'),
  SLUSS_CODEC_PORT: z.coerce.number().int().min(0).max(65_535).default(8081),
  SLUSS_CODEC_UI_ORIGIN: z.url({ protocol: /^https?$/ }),
  SLUSS_CODEC_TLS_CERT_FILE: file.optional(),
  SLUSS_CODEC_TLS_KEY_FILE: file.optional(),
});

/** What the codec server is started with. */
export interface CodecConfig extends CommonConfig {
  readonly host: string;
  readonly port: number;
  /** Where Temporal's UI is served from. */
  readonly uiOrigin: string;
  readonly namespacePrefix: string;
  /** Absent where something in front of it ends TLS: Temporal's UI hands its token to no plain address. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** What the codec server was told; throws with every fault named, and no value. */
export function readCodecConfig(env: Readonly<Record<string, string | undefined>>): CodecConfig {
  const data = readEnvironment(Environment, env, 'The codec server');
  const { SLUSS_CODEC_TLS_CERT_FILE: certificate, SLUSS_CODEC_TLS_KEY_FILE: key } = data;
  if ((certificate === undefined) !== (key === undefined)) {
    throw new Error(
      'The codec server cannot start: SLUSS_CODEC_TLS_CERT_FILE and SLUSS_CODEC_TLS_KEY_FILE must be set together',
    );
  }
  return {
    ...commonOf(data, env),
    host: data.SLUSS_CODEC_HOST,
    port: data.SLUSS_CODEC_PORT,
    uiOrigin: new URL(data.SLUSS_CODEC_UI_ORIGIN).origin,
    namespacePrefix: data.SLUSS_NAMESPACE_PREFIX,
    ...(certificate === undefined || key === undefined ? {} : { tls: { certificate, key } }),
  };
}

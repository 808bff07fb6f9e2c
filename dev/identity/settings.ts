import { z } from 'zod';

const client = z.strictObject({
  id: z.string().min(1),
  /** Left out for a client that can keep none, such as a command: it must then use PKCE. */
  secret: z.string().min(16).exactOptional(),
  redirects: z.array(z.url()).min(1),
  /** For whom its access tokens are, where that is another service. */
  audience: z.url().exactOptional(),
});

/** What the identity server is told, as JSON in a file. */
export const IdentitySettings = z.strictObject({
  /** Zero takes any free port. */
  port: z.int().min(0).max(65_535),
  /** How browsers and services reach it; part of the issuer. */
  host: z.string().default('127.0.0.1'),
  /** Where it listens. */
  listen: z.ipv4().default('127.0.0.1'),
  /** PEM files, for HTTPS. */
  tls: z.strictObject({ keyFile: z.string(), certFile: z.string() }).exactOptional(),
  /** `aud` of the access tokens: a URI, as RFC 8707 has it for a resource. */
  audience: z.url(),
  clients: z.array(client).min(1),
  /** Staff id, and the claims that an access token of theirs carries beside the standard ones. */
  staff: z.record(z.string(), z.record(z.string(), z.json())),
  algorithm: z.enum(['ES256', 'RS256']).default('ES256'),
  accessTokenSeconds: z.int().min(1).default(300),
});

/** See the schema above. */
export type IdentitySettings = z.output<typeof IdentitySettings>;

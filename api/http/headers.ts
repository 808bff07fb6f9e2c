import type { RequestHandler } from 'express';

/** What every answer carries: nothing is cached, framed, sniffed or sent on. */
export const standardHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  Vary: 'Accept-Language',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
};

/** Puts {@link standardHeaders} on every answer, also on those that are no success. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set(standardHeaders);
  next();
};

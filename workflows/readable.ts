/**
 * Whether a payload could be opened. One that can never be arrives as `{"unreadable": true}` (`security/payload-codec.ts`),
 * so that it is dropped and reported and the case goes on (ADR 0005).
 */
export function isReadable(payload: object): boolean {
  return !('unreadable' in payload);
}

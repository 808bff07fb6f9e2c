import type { RequestHandler } from 'express';

import type { Deps } from '../deps';
import { Problem } from '../problem';

const MAX_HEADERS = 100;

/** Headers of which two would leave open which one counts: a proxy might read the other one. */
const onlyOnce = ['authorization', 'content-encoding', 'content-length', 'content-type', 'host'];

/** What every request passes before an operation is looked for: how many come, in which form. */
export function gate({ limits }: Pick<Deps, 'limits'>): RequestHandler {
  return (request, _response, next) => {
    limits.address(request.ip ?? '');
    const names = request.rawHeaders.filter((_text, nth) => nth % 2 === 0).map((name) => name.toLowerCase());
    if (names.length > MAX_HEADERS) throw new Problem('headersTooLarge');
    const isDoubled = onlyOnce.some((name) => names.indexOf(name) !== names.lastIndexOf(name));
    // A target with scheme and host names another server; here there is one origin, and it is configured.
    if (isDoubled || !request.url.startsWith('/')) throw new Problem('badRequest');
    next();
  };
}

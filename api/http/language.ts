import type { Request } from 'express';

import type { Language } from '../../domain/kernel/text';

/** The language that the reader asked for (ADR 0010); English when neither is wanted. */
export function languageOf(request: Pick<Request, 'acceptsLanguages'>): Language {
  return request.acceptsLanguages('en', 'sv') === 'sv' ? 'sv' : 'en';
}

import type { Request } from 'express';
import type { z } from 'zod';

import type { Role } from '../../domain/kernel/actor';
import type { Language } from '../../domain/kernel/text';
import type { Deps } from '../deps';

/** What an operation answers when it succeeds; everything else is a `Problem`. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** For what is no JSON. */
  readonly text?: { readonly type: string; readonly content: string };
}

/**
 * Who may call: anyone, staff with one of the roles, or a party whose key signed the message. `parts` are those in the case of
 * which one is needed besides, where not every part will do.
 */
export type Who =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'staff'; readonly roles: readonly Role[]; readonly parts?: readonly Role[] }
  | { readonly kind: 'party'; readonly of: 'units' | 'police' };

/** One successful answer, as the document describes it. */
export interface AnswerShape {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly type?: string;
  readonly etag?: boolean;
}

/** What the router and the document have in common: one line of the API. */
export interface OperationFacts {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** With parameters in braces, as the document writes them. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly who: Who;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A change by staff: needs Idempotency-Key and takes If-Match. */
  readonly change?: boolean;
  readonly answers: Readonly<Record<number, AnswerShape>>;
}

/** A request on its way to an operation. */
export interface Incoming {
  readonly request: Request;
  readonly language: Language;
}

/** An operation as the router runs it. */
export interface Operation extends OperationFacts {
  readonly run: (deps: Deps, incoming: Incoming) => Promise<Answer>;
}

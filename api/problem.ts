import type { Refusal } from '../domain/kernel/refusal';
import type { RuleId } from '../domain/kernel/rule';
import type { Language, Text } from '../domain/kernel/text';
import type { ProblemKind } from './problem-kinds';
import { problemKinds } from './problem-kinds';

/** One place in the request that is wrong; the value itself is never repeated. */
export interface FieldError {
  readonly path: string;
  readonly message: Text;
}

/** What an answer that is no success says (RFC 9457). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly rules: readonly { readonly rule: RuleId; readonly why: string }[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly reference?: string;
}

interface ProblemDetails {
  readonly refusal?: Refusal;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Names the incident in the service's own log. */
  readonly reference?: string;
  readonly cause?: unknown;
}

/** Ends a request with a problem; whatever else is thrown becomes `internal`. */
export class Problem extends Error {
  public readonly kind: ProblemKind;
  public readonly details: ProblemDetails;

  public constructor(kind: ProblemKind, details: ProblemDetails = {}) {
    super(kind, { cause: details.cause });
    this.name = 'Problem';
    this.kind = kind;
    this.details = details;
  }

  public get status(): number {
    return problemKinds[this.kind].status;
  }

  /** Headers that the kind of problem asks for, and those of this one. */
  public get headers(): Readonly<Record<string, string>> {
    return { ...problemKinds[this.kind].headers, ...this.details.headers };
  }

  /** The rules that stood in the way, in the order in which they were found. */
  public get rules(): readonly RuleId[] {
    return this.details.refusal?.obstacles.map(({ rule }) => rule) ?? [];
  }

  /** The problem in the reader's language. */
  public body(language: Language): ProblemBody {
    const { status, title, detail } = problemKinds[this.kind];
    const { refusal, errors = [], reference } = this.details;
    return {
      type: `urn:sluss:problem:${this.kind}`,
      title: title[language],
      status,
      detail: detail[language],
      rules: refusal?.obstacles.map(({ rule, why }) => ({ rule, why: why[language] })) ?? [],
      errors: errors.map(({ path, message }) => ({ path, message: message[language] })),
      ...(reference === undefined ? {} : { reference }),
    };
  }
}

/** The problem that a refusal of the domain becomes; a foreign case says nothing but that (CON-6). */
export function refusalProblem(refusal: Refusal): Problem {
  return refusal.kind === 'foreign' ? new Problem('foreign') : new Problem(refusal.kind, { refusal });
}

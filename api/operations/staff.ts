import { z } from 'zod';

import type { Reader, Role } from '../../domain/kernel/actor';
import { obstacle } from '../../domain/kernel/refusal';
import type { Language } from '../../domain/kernel/text';
import { isCaseRef } from '../../security/references';
import { TokenRefused } from '../../security/token-refused';
import type { TokenReason } from '../../security/token-refused';
import { verifyToken } from '../../security/tokens';
import { UNADDRESSED } from '../../store/inbox';
import { note } from '../../telemetry/scope';
import type { Deps } from '../deps';
import { readBody } from '../http/body';
import { readJson } from '../http/json';
import { noQuery, parse, readQuery } from '../http/parse';
import { storeLine, writeLine } from '../log';
import { Problem } from '../problem';
import { admit } from './admission';
import type { Answer, Incoming, Operation, OperationFacts } from './operation';

const MAX_BODY = 256 * 1024;

const noParams = z.object({});

/** A parsed request by a member of staff. */
export interface StaffCall<P, Q, B> {
  readonly reader: Reader;
  readonly language: Language;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** A request header, lower-case name. */
  readonly header: (name: string) => string | undefined;
}

/** What is asked for, as the log tells it. */
interface Attempt {
  readonly action: string;
  readonly caseRef?: string | undefined;
}

interface StaffSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> extends Omit<
  OperationFacts,
  'who' | 'params' | 'query' | 'body'
> {
  readonly roles: readonly Role[];
  /** Told in the document; the case itself decides (ACC-4). */
  readonly parts?: readonly Role[];
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly handle: (deps: Deps, call: StaffCall<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Answer>;
}

/** An operation for staff: token, role, parse, then what it does. The unit comes from the token (ACC-5). */
export function forStaff<
  P extends z.ZodObject = typeof noParams,
  Q extends z.ZodObject = typeof noQuery,
  B extends z.ZodType = z.ZodUndefined,
>(spec: StaffSpec<P, Q, B>): Operation {
  const { roles, parts, handle, params = noParams, query = noQuery, body, ...facts } = spec;
  return {
    ...facts,
    who: { kind: 'staff', roles, ...(parts === undefined ? {} : { parts }) },
    params,
    query,
    ...(body === undefined ? {} : { body }),
    run: async (deps, { request, language }) => {
      const attempt = { action: facts.id, caseRef: caseNamed(request.params) };
      const reader = await signedIn(deps, request, attempt);
      return admit(deps, reader, async () => {
        await checkRole(deps, reader, attempt, roles);
        const raw = body === undefined ? undefined : readJson(await readBody(request, MAX_BODY));
        return handle(deps, {
          reader,
          language,
          params: parseParams(params, request.params) as z.output<P>,
          query: parse(query, readQuery(searchOf(request.originalUrl))) as z.output<Q>,
          body: (body === undefined ? undefined : parse(body, raw)) as z.output<B>,
          header: (name) => request.get(name),
        });
      });
    },
  };
}

/** The query part of a request target. */
export function searchOf(target: string): URLSearchParams {
  return new URL(target, 'http://localhost').searchParams;
}

/** A parameter in the path that names nothing is an address that does not exist. */
function parseParams(schema: z.ZodObject, params: Incoming['request']['params']): unknown {
  const result = schema.safeParse(params);
  if (!result.success) throw new Problem('notFound');
  return result.data;
}

/** What of a request says who calls. */
type Caller = Pick<Incoming['request'], 'headers' | 'ip'>;

/**
 * Who calls, by the bearer token in the header (ACC-5). Throws `unauthenticated`, `signInAway`, or `tooMany`.
 *
 * @param refused hears of every token that is not believed, also of those beyond the limit, which leave no line
 */
async function authenticate(
  deps: Pick<Deps, 'now' | 'tokens' | 'limits'>,
  { headers, ip }: Caller,
  refused: (reason: TokenReason) => void,
): Promise<Reader> {
  const [, token] = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(headers.authorization ?? '') ?? [];
  try {
    if (token === undefined) throw new TokenRefused('malformed');
    return await verifyToken(token, deps.tokens, new Date(deps.now()));
  } catch (cause) {
    // Without the keys of the sign-in nobody can know who asks, and that is not the caller's fault.
    if (!(cause instanceof TokenRefused)) throw new Problem('signInAway', { cause });
    refused(cause.reason);
    deps.limits.unbelieved(ip ?? '');
    throw new Problem('unauthenticated', { cause });
  }
}

/** What letting a caller in needs. */
type SignInDeps = Pick<Deps, 'now' | 'tokens' | 'limits' | 'metrics' | 'report'> &
  Parameters<typeof storeLine>[0];

/** Lets a believed caller in; whoever is not stands in the log (AUD-1), and the counters say why. */
export async function signedIn(deps: SignInDeps, request: Caller, attempt: Attempt): Promise<Reader> {
  try {
    const reader = await authenticate(deps, request, deps.metrics.tokenRefused);
    note({ unit: reader.unit, ...named(attempt.caseRef) });
    return reader;
  } catch (problem) {
    const cause = problem instanceof Problem ? problem.cause : undefined;
    // Anybody can cause it with any token, as often as they like.
    const isAway = problem instanceof Problem && problem.kind === 'signInAway';
    if (isAway && deps.limits.isNews('sign-in')) deps.report('sign-in', cause);
    if (cause instanceof TokenRefused) await writeRefusal(deps, attempt);
    throw problem;
  }
}

/** The token is not believed, so neither is the unit or the person that it names, whatever is wrong with it (ADR 0016). */
async function writeRefusal(deps: SignInDeps, { action, caseRef }: Attempt): Promise<void> {
  const line = { at: deps.now(), unit: UNADDRESSED, who: '-', roles: [], action, rules: ['ACC-5'] } as const;
  await storeLine(deps, { ...line, ...named(caseRef), outcome: 'unsigned' });
}

/** The case that the path names; the refusal stands in its log too (AUD-1). */
function caseNamed(params: Incoming['request']['params']): string | undefined {
  const named = params['case'];
  return typeof named === 'string' && isCaseRef(named) ? named : undefined;
}

function named(caseRef: string | undefined): { readonly caseRef?: string } {
  return caseRef === undefined ? {} : { caseRef };
}

/** Refuses who has none of the roles, with a line in the log (ACC-2, AUD-1). */
export async function checkRole(
  deps: Parameters<typeof writeLine>[0],
  reader: Reader,
  { action, caseRef }: Attempt,
  roles: readonly Role[],
): Promise<void> {
  if (reader.roles.some((role) => roles.includes(role))) return;
  await writeLine(deps, { reader, action, ...named(caseRef), outcome: 'refused', rules: ['ACC-2'] });
  throw new Problem('notPermitted', {
    refusal: {
      kind: 'notPermitted',
      obstacles: [
        obstacle(
          'ACC-2',
          'Your functions in the unit do not include this.',
          'Dina funktioner i enheten omfattar inte detta.',
        ),
      ],
    },
  });
}

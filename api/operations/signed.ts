import type { Request } from 'express';
import type { z } from 'zod';

import type { PartyId } from '../../domain/kernel/actor';
import { isPolice } from '../../domain/profile/lookup';
import { verifyRequest } from '../../security/letter-signature';
import { UNADDRESSED } from '../../store/inbox';
import type { Deps } from '../deps';
import { readBody } from '../http/body';
import { readJson } from '../http/json';
import { parse } from '../http/parse';
import { storeLine } from '../log';
import { Problem } from '../problem';
import type { Answer, Incoming, Operation, OperationFacts } from './operation';

/** Letters carry narratives of a whole file, so they may be larger than what a caseworker sends. */
const MAX_LETTER = 1024 * 1024;

/** A parsed message whose signature holds. */
export interface SignedCall<B> {
  readonly party: PartyId;
  /** The same when the message is sent again (PIN-2). */
  readonly messageId: string;
  readonly language: Incoming['language'];
  readonly params: Request['params'];
  readonly body: B;
}

interface SignedSpec<B extends z.ZodType> extends Omit<OperationFacts, 'who' | 'body'> {
  readonly of: 'units' | 'police';
  readonly body?: B;
  readonly handle: (deps: Deps, call: SignedCall<z.output<B>>) => Promise<Answer>;
}

/** An operation for another system: the signature is checked before a byte of the message is understood (PIN-1). */
export function forParty<B extends z.ZodType = z.ZodUndefined>(spec: SignedSpec<B>): Operation {
  const { of, handle, body, ...facts } = spec;
  return {
    ...facts,
    who: { kind: 'party', of },
    ...(body === undefined ? {} : { body }),
    run: async (deps, { request, language }) => {
      const bytes = body === undefined ? Buffer.alloc(0) : await readBody(request, MAX_LETTER);
      const signer = verifyRequest({
        method: request.method,
        url: `${deps.publicOrigin}${request.originalUrl}`,
        headers: request.headers,
        body: bytes,
        now: new Date(deps.now()),
        keys: deps.partnerKeys,
      });
      if (!signer.ok) {
        deps.metrics.signatureRefused();
        // Before the line is written, so that nobody fills the log with what is not signed.
        deps.limits.unbelieved(request.ip ?? '');
        return refuseUnsigned(deps, facts.id, '-');
      }
      deps.limits.identity(signer.party);
      // Only a police function may use what is for the police, whoever else has a registered key.
      if (of === 'police' && !isPolice(deps.profile, signer.party)) {
        return refuseUnsigned(deps, facts.id, signer.party);
      }
      return handle(deps, {
        party: signer.party,
        messageId: signer.messageId,
        language,
        params: request.params,
        body: (body === undefined ? undefined : parse(body, readJson(bytes))) as z.output<B>,
      });
    },
  };
}

/** Refused and logged; nothing of the message is stored (PIN-1). */
export async function refuseUnsigned(deps: Deps, action: string, who: string): Promise<never> {
  // The message is not believed, so neither is the unit that it names.
  const line = { at: deps.now(), unit: UNADDRESSED, who, roles: [], action, rules: ['PIN-1'] } as const;
  await storeLine(deps, { ...line, outcome: 'unsigned' });
  throw new Problem('unsigned');
}

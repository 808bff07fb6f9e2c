import type { z } from 'zod';

import { isRestricted, partsOf } from '../../domain/case/access';
import { doneBy, namesStaff, onlyOpens } from '../../domain/case/actions';
import type { CaseState } from '../../domain/case/state';
import type { Reader } from '../../domain/kernel/actor';
import type { Json } from '../../domain/kernel/text';
import { canonicalJson } from '../../security/canonical-json';
import { bodyDigest, commandId } from '../../security/references';
import { fold, openCase, openWithPart, stepsOf } from '../case-file';
import { caseLink, changeAnswer } from '../commands/answer';
import { idempotencyKey } from '../commands/headers';
import { openingParts } from '../commands/opening';
import { splitRequest } from '../commands/request';
import { inOneTransaction } from '../commands/one-transaction';
import { carryOut, freshId, takeIn } from '../commands/run-command';
import type { Change, TakenIn } from '../commands/run-command';
import type { Deps } from '../deps';
import { writeLine } from '../log';
import { Problem } from '../problem';
import { actionBodies, toKebab } from '../schemas/actions';
import { ChangeAnswer } from '../schemas/answers';
import { narrativeFields } from '../schemas/fields';
import { OpeningBody, openings } from '../schemas/opening';
import { caseParams, caseRoles } from './cases';
import type { Operation } from './operation';
import type { StaffCall } from './staff';
import { forStaff } from './staff';

type Body = Readonly<Record<string, Json>>;

function keyOf(call: StaffCall<unknown, unknown, unknown>): string {
  return idempotencyKey(call.header('idempotency-key'));
}

/** The command that a call is: the same for the same person and key, bound to what was asked. */
function commandOf(deps: Deps, call: StaffCall<unknown, unknown, unknown>, key: string, target: string) {
  return {
    commandId: commandId(deps.secret, call.reader.unit, call.reader.person, key),
    bodyMac: bodyDigest(deps.secret, canonicalJson([target, call.body])),
  };
}

const registerCase = forStaff({
  id: 'openCase',
  method: 'post',
  path: '/v1/cases',
  tag: 'Cases',
  summary: 'Open a case of the own unit with the action that begins it',
  description: [
    'Other units’ cases play no part: nothing tells whether the person is known elsewhere (CON-10).',
    ...Object.keys(openings).map((name) => `- ${name}: ${doneBy(name).join(', ')}`),
  ].join('\n'),
  roles: caseRoles,
  body: OpeningBody,
  change: true,
  answers: { 201: { description: 'The case is open.', schema: ChangeAnswer, etag: true } },
  handle: async (deps, call) => {
    const { reader, language } = call;
    const command = commandOf(deps, call, keyOf(call), 'open');
    const derived = await deps.references.forCommand(reader.unit, command.commandId);
    const { caseRef, taken } = await inOneTransaction(deps, reader.unit, async (within) => {
      const own = await ownOpening(within, reader, command, derived);
      const parts = openingParts(call.body, { profile: deps.profile, now: deps.now() });
      const request = splitRequest({ ...parts, caseRef: own.caseRef, commandId: command.commandId });
      const restricted = isRestricted(fold(own.steps));
      const change = { reader, ...own, ...command, restricted, request, ifMatch: undefined };
      return { caseRef: own.caseRef, taken: await takeIn(within, change) };
    });
    const done = await carryOut(deps, taken);
    const { headers, body } = changeAnswer(deps, caseRef, done, language);
    return { status: 201, headers: { ...headers, Location: caseLink(caseRef) }, body };
  },
});

function hasPart(state: CaseState, reader: Reader): boolean {
  return partsOf(state, reader.unit, reader).length > 0;
}

/**
 * Which case the command opens, and what it opened before; that is told again only to one who may still look (ADR 0010).
 *
 * @param derived the reference of a case that it has not opened yet
 */
async function ownOpening(
  deps: Deps,
  reader: Reader,
  { commandId: id, bodyMac }: ReturnType<typeof commandOf>,
  derived: string,
): Promise<Pick<Change, 'caseRef' | 'steps'>> {
  const known = await deps.store.commands.find(reader.unit, id);
  // A key that came with another request is refused as one (ADR 0010).
  const before = known?.bodyMac === bodyMac ? known : undefined;
  const caseRef = before?.caseRef ?? derived;
  const steps = await stepsOf(deps, reader, caseRef, 'openCase');
  if (steps !== undefined && hasPart(fold(steps), reader)) return { caseRef, steps };
  if (before?.finished !== true) return { caseRef, steps: [] };
  await writeLine(deps, { reader, caseRef, action: 'openCase', outcome: 'foreign', rules: ['CON-6'] });
  throw new Problem('foreign');
}

function actionOperation(name: string, schema: z.ZodObject): Operation {
  const narratives = narrativeFields(schema);
  const open = namesStaff(name) ? openCase : openWithPart;
  return forStaff({
    id: name,
    method: 'post',
    path: `/v1/cases/{case}/actions/${toKebab(name)}`,
    tag: 'Actions',
    summary: name,
    roles: caseRoles,
    parts: doneBy(name),
    params: caseParams,
    body: schema,
    change: true,
    answers: { 200: { description: 'It was done.', schema: ChangeAnswer, etag: true } },
    handle: async (deps, call) => {
      const { reader, language } = call;
      // Before the case: what is not understood leaves no line, so it must not tell that there is one (AUD-1).
      const key = keyOf(call);
      const taken = await inOneTransaction(deps, reader.unit, async (within): Promise<TakenIn> => {
        const { caseRef, steps, restricted } = await open(within, reader, call.params.case, name);
        const { bodyMac, ...named } = commandOf(deps, call, key, `${caseRef}/${name}`);
        const id = freshId(steps, named.commandId);
        const parts = { name, body: call.body as Body, narratives };
        return takeIn(within, {
          reader,
          caseRef,
          ...{ commandId: id, bodyMac },
          steps,
          restricted,
          request: splitRequest({ ...parts, caseRef, commandId: id }),
          ifMatch: call.header('if-match'),
        });
      });
      return { status: 200, ...changeAnswer(deps, call.params.case, await carryOut(deps, taken), language) };
    },
  });
}

/** Everything that changes a case: opening one, and one operation for each action of staff. */
export const changeOperations: readonly Operation[] = [
  registerCase,
  ...[...actionBodies]
    .filter(([name]) => !onlyOpens(name))
    .map(([name, schema]) => actionOperation(name, schema)),
];

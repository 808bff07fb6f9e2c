import { z } from 'zod';

import { offers } from '../../domain/case/offers';
import { timeline } from '../../domain/case/timeline';
import type { Role } from '../../domain/kernel/actor';
import { caseExtras } from '../case-extras';
import { etagOf, isFull, logReading, openCase, openFile } from '../case-file';
import { caseLink, inWords } from '../commands/answer';
import { actionBodies, toKebab } from '../schemas/actions';
import { CaseAnswer, OffersAnswer, TimelineAnswer } from '../schemas/answers';
import type { Operation } from './operation';
import { forStaff } from './staff';

/** The functions that work with cases; whether this case is theirs is asked of the store (ACC-2). */
export const caseRoles: readonly Role[] = ['caseworker', 'supervisor', 'reception', 'dutyDesk'];

/** The case in the path. */
export const caseParams = z.object({ case: z.string() });

const readCase = forStaff({
  id: 'readCase',
  method: 'get',
  path: '/v1/cases/{case}',
  tag: 'Cases',
  summary: 'Read a case, or the stub of one that waits to be received',
  roles: caseRoles,
  params: caseParams,
  query: z.strictObject({ identity: z.literal('shown').exactOptional() }),
  description:
    'Of a protected identity only that it is one is told; `identity=shown` asks for the rest, and stands in the log as `readIdentity`. ' +
    'Unknown counts as protected.',
  answers: { 200: { description: 'The case as its reader may see it.', schema: CaseAnswer, etag: true } },
  handle: async (deps, { reader, params, query }) => {
    const asksIdentity = query.identity === 'shown';
    const action = asksIdentity ? 'readIdentity' : 'readCase';
    const opened = await openCase(deps, reader, params.case, action);
    const { caseRef, steps, seen } = opened;
    const extras = isFull(seen) ? await caseExtras(deps, reader, opened, asksIdentity) : { notes: {} };
    await logReading(deps, reader, opened, action);
    const link = caseLink(caseRef);
    return {
      status: 200,
      headers: { ETag: etagOf(deps, caseRef, steps) },
      body: {
        case: caseRef,
        view: seen,
        ...extras,
        links: { actions: `${link}/actions`, timeline: `${link}/timeline` },
      },
    };
  },
});

const readOffers = forStaff({
  id: 'readOffers',
  method: 'get',
  path: '/v1/cases/{case}/actions',
  tag: 'Cases',
  summary: 'What can be done now, by whom, and which rules stand in the way of the rest (WRK-2)',
  roles: caseRoles,
  params: caseParams,
  answers: { 200: { description: 'Every action of the case.', schema: OffersAnswer, etag: true } },
  handle: async (deps, { reader, params, language }) => {
    const opened = await openCase(deps, reader, params.case, 'readOffers');
    const { caseRef, steps, state, context } = opened;
    await logReading(deps, reader, opened, 'readOffers');
    const actions = offers(state, reader, context)
      .filter(({ action }) => actionBodies.has(action))
      .map(({ action, possible, by, obstacles }) => ({
        action,
        href: `${caseLink(caseRef)}/actions/${toKebab(action)}`,
        possible,
        by,
        rules: obstacles.map(({ rule, why }) => ({ rule, why: why[language] })),
      }));
    return { status: 200, headers: { ETag: etagOf(deps, caseRef, steps) }, body: { actions } };
  },
});

const readTimeline = forStaff({
  id: 'readTimeline',
  method: 'get',
  path: '/v1/cases/{case}/timeline',
  tag: 'Cases',
  summary: 'What happened, by whom, under which rule, and which consent or ground carried it (WRK-3)',
  roles: caseRoles,
  params: caseParams,
  answers: { 200: { description: 'The timeline, oldest first.', schema: TimelineAnswer } },
  handle: async (deps, { reader, params, language }) => {
    const opened = await openFile(deps, reader, params.case, 'readTimeline');
    await logReading(deps, reader, opened, 'readTimeline');
    return { status: 200, body: { items: inWords(timeline(opened.steps, deps.profile), language) } };
  },
});

/** Reading one case. */
export const caseOperations: readonly Operation[] = [readCase, readOffers, readTimeline];

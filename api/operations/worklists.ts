import { z } from 'zod';

import { noticeWords } from '../../domain/kernel/notice-words';
import type { WorklistName } from '../../store/worklists';
import { caseLink } from '../commands/answer';
import { writeLine } from '../log';
import { Problem } from '../problem';
import { NoticesAnswer, SettledAnswer, WorklistAnswer } from '../schemas/answers';
import { instant, reference } from '../schemas/fields';
import { pageQuery } from '../schemas/page';
import { nextInWords } from '../words';
import { caseRoles } from './cases';
import type { Operation } from './operation';
import { forStaff } from './staff';

const names = {
  mine: 'mine',
  unassigned: 'unassigned',
  'our-receipt': 'ourReceipt',
  waiting: 'waiting',
  'due-soon': 'dueSoon',
  overdue: 'overdue',
} as const satisfies Readonly<Record<string, WorklistName>>;

const worklistQuery = pageQuery.extend({
  status: z.enum(['offered', 'open', 'closed']).exactOptional(),
  awaits: z
    .enum(['assignment', 'us', 'ourReceipt', 'police', 'receiver', 'sender', 'nobody'])
    .exactOptional(),
  dueBefore: instant().exactOptional(),
});

const readWorklist = forStaff({
  id: 'readWorklist',
  method: 'get',
  path: '/v1/worklists/{name}',
  tag: 'Worklists',
  summary: 'One of the unit’s lists: each row says what is next and by when (WRK-1)',
  roles: caseRoles,
  params: z.object({ name: z.enum(Object.keys(names) as [keyof typeof names]) }),
  query: worklistQuery,
  answers: { 200: { description: 'One page, what is due first on top.', schema: WorklistAnswer } },
  handle: async (deps, { reader, params, query, language }) => {
    const { cursor, limit, ...filter } = query;
    const request = {
      name: names[params.name],
      filter,
      limit,
      now: deps.now(),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const { items, next } = await deps.store.cases.worklist(reader, request);
    await writeLine(deps, { reader, action: `worklist/${params.name}`, outcome: 'answered', rules: [] });
    return {
      status: 200,
      body: {
        items: items.map(({ caseRef, next: code, ...row }) => ({
          case: caseRef,
          ...row,
          next: nextInWords(code, language),
          links: { case: caseLink(caseRef) },
        })),
        ...(next === undefined ? {} : { next }),
      },
    };
  },
});

const readNotices = forStaff({
  id: 'readNotices',
  method: 'get',
  path: '/v1/notices',
  tag: 'Notices',
  summary:
    'What asks for the reader’s attention: a reference, what, and by when, nothing of the person (NTF-1)',
  roles: caseRoles,
  query: pageQuery,
  answers: { 200: { description: 'One page of notices that are not settled.', schema: NoticesAnswer } },
  handle: async (deps, { reader, query, language }) => {
    const { items, next } = await deps.store.notices.read(reader, query);
    await writeLine(deps, { reader, action: 'readNotices', outcome: 'answered' });
    return {
      status: 200,
      body: {
        items: items.map(({ noticeId, caseRef, matter, raisedAt, dueAt }) => ({
          notice: noticeId,
          case: caseRef,
          asks: noticeWords(matter, language),
          raisedAt,
          dueAt,
          links: { case: caseLink(caseRef) },
        })),
        ...(next === undefined ? {} : { next }),
      },
    };
  },
});

const settleNotice = forStaff({
  id: 'settleNotice',
  method: 'post',
  path: '/v1/notices/{notice}/settle',
  tag: 'Notices',
  summary: 'Take a notice off the list, for all who see it',
  roles: caseRoles,
  params: z.object({ notice: reference() }),
  body: z.strictObject({}),
  description: 'One that is settled already is answered like one that does not exist.',
  answers: { 200: { description: 'It is settled.', schema: SettledAnswer } },
  handle: async (deps, { reader, params }) => {
    const settled = await deps.store.notices.settle(reader, params.notice, deps.now());
    await writeLine(deps, { reader, action: 'settleNotice', outcome: settled ? 'answered' : 'foreign' });
    if (!settled) throw new Problem('notFound');
    return { status: 200, body: { notice: params.notice, settled: true } };
  },
});

/** What a unit's staff have before them. */
export const worklistOperations: readonly Operation[] = [readWorklist, readNotices, settleNotice];

import { z } from 'zod';

import { transferPreview } from '../../domain/case/preview';
import { disclosedOutside } from '../../domain/consent/questions';
import type { GroundDisclosure } from '../../domain/consent/state';
import type { Language } from '../../domain/kernel/text';
import { toldFinancialAssistance } from '../../domain/plan/questions';
import type { DisclosureRow } from '../../store/disclosures';
import { logReading, openFile, openWithPart } from '../case-file';
import { logItem } from '../log-words';
import { AccessLogAnswer, DisclosuresAnswer, PreviewAnswer } from '../schemas/answers';
import { reference } from '../schemas/fields';
import { pageQuery } from '../schemas/page';
import { caseParams, caseRoles } from './cases';
import type { Operation } from './operation';
import { forStaff } from './staff';

/** What left by other ways than a letter, as a row of the same list (CON-4). */
function outside({ id, to, categories, ground, decidedBy, at }: GroundDisclosure): DisclosureRow {
  const under = { carriedBy: ground.id, ground: { ...ground, decidedBy } };
  return { letterId: id, kind: 'disclosure', to, categories, ...under, state: 'sent', at };
}

function shown({ ground, ...row }: DisclosureRow, language: Language): object {
  return ground === undefined ? row : { ...row, ground: { ...ground, text: ground.text[language] } };
}

/** What financial assistance was told by its caseworker or on its duty line, likewise (FIN-1). */
function told(contact: ReturnType<typeof toldFinancialAssistance>[number]): DisclosureRow {
  const { id, authority: to, categories, consentId, at } = contact;
  return { letterId: id, kind: 'disclosure', to, categories, carriedBy: consentId, state: 'sent', at };
}

function byTime(one: DisclosureRow, other: DisclosureRow): number {
  return one.at === other.at ? 0 : one.at < other.at ? -1 : 1;
}

const readDisclosures = forStaff({
  id: 'readDisclosures',
  method: 'get',
  path: '/v1/cases/{case}/disclosures',
  tag: 'Cases',
  summary: 'What was disclosed: categories, to whom, when, under which consent or ground (CON-4)',
  roles: caseRoles,
  params: caseParams,
  answers: { 200: { description: 'Every disclosure of the case.', schema: DisclosuresAnswer } },
  handle: async (deps, { reader, params, language }) => {
    const opened = await openFile(deps, reader, params.case, 'readDisclosures');
    const byLetter = await deps.store.outbox.disclosures(reader.unit, opened.caseRef);
    const items = [
      ...byLetter,
      ...disclosedOutside(opened.state).map(outside),
      ...toldFinancialAssistance(opened.state).map(told),
    ].sort(byTime);
    await logReading(deps, reader, opened, 'readDisclosures');
    return { status: 200, body: { items: items.map((item) => shown(item, language)) } };
  },
});

const readAccessLog = forStaff({
  id: 'readAccessLog',
  method: 'get',
  path: '/v1/cases/{case}/access-log',
  tag: 'Cases',
  summary: 'Who looked at the case or was refused; for the supervisor of its unit (AUD-4)',
  description:
    'A line that was altered in the database is shown as altered, and its `doubts` say so (AUD-3). No doubt here is not yet a sound log: `npm run log:verify` checks all of it.',
  roles: ['supervisor'],
  params: caseParams,
  query: pageQuery,
  answers: { 200: { description: 'One page, newest first.', schema: AccessLogAnswer } },
  handle: async (deps, { reader, params, query, language }) => {
    const opened = await openWithPart(deps, reader, params.case, 'readAccessLog');
    // Before the log is read: this reading stands in it too (AUD-1).
    await logReading(deps, reader, opened, 'readAccessLog');
    const { items, next } = await deps.store.accessLog.ofCase(reader.unit, opened.caseRef, query);
    return {
      status: 200,
      body: {
        items: items.map((line) => logItem(line, language)),
        ...(next === undefined ? {} : { next }),
      },
    };
  },
});

const readPreview = forStaff({
  id: 'readTransferPreview',
  method: 'get',
  path: '/v1/cases/{case}/transfer-preview',
  tag: 'Cases',
  summary: 'What a transfer would take along now and what would stay; changes nothing (TRF-2)',
  roles: caseRoles,
  params: caseParams,
  query: z.strictObject({ to: reference() }),
  answers: {
    200: { description: 'Each category, with what carries it or why it stays.', schema: PreviewAnswer },
  },
  handle: async (deps, { reader, params, query, language }) => {
    const opened = await openFile(deps, reader, params.case, 'readTransferPreview');
    await logReading(deps, reader, opened, 'readTransferPreview');
    const { goes, kept } = transferPreview(opened.state, query.to, opened.context);
    return {
      status: 200,
      body: {
        to: query.to,
        goes,
        kept: kept.map(({ category, why }) => ({ category, why: why[language] })),
      },
    };
  },
});

/** What left a case, who looked at it, and what would leave it. */
export const reviewOperations: readonly Operation[] = [readDisclosures, readAccessLog, readPreview];

import { randomUUID } from 'node:crypto';

import { telephone } from '../../dev/demo/common';
import { applicants } from '../../dev/demo/people';
import type { Answered } from '../support/conformance';
import type { Cases } from './cases';
import { UNKNOWN } from './cases';
import { compare } from './sameness';
import type { Counts } from './tally';
import { countsOf } from './tally';
import type { Shot, Target } from './target';
import { asStaff } from './target';

const WHO = 'sav.caseworker';

interface Attack {
  readonly what: string;
  readonly foreign: Shot;
  readonly unknown: Shot;
}

const get = (path: string, headers: Shot['headers'] = {}): Shot => ({ method: 'get', path, headers });
const post = (path: string, body: object, headers: Shot['headers'] = {}): Shot => ({
  ...{ method: 'post', path, headers },
  body: JSON.stringify(body),
});

/** Ways to write a reference in the path, each of a foreign and of an unknown case. */
function inThePath(foreign: string): readonly Attack[] {
  const ways: readonly ((ref: string) => string)[] = [
    (ref) => ref.toUpperCase(),
    (ref) => `${ref}/`,
    (ref) => `/${ref}`,
    (ref) => `./${ref}`,
    (ref) => `x%2f..%2f${ref}`,
    (ref) => `${ref}%00`,
    (ref) => `${ref};x`,
    (ref) => `${ref}%20`,
    (ref) => ref.replace('-', '%2d'),
    (ref) => `${ref}?unit=hisingen`,
    (ref) => `${ref}?unit=hisingen&unit=sav`,
    (ref) => `${ref}/timeline?case=${foreign}`,
    (ref) => `${ref}#${foreign}`,
    (ref) => `${ref},${foreign}`,
  ];
  return ways.map((way) => ({
    what: `in the path as ${way('CASE')}`,
    foreign: get(`/v1/cases/${way(foreign)}`),
    unknown: get(`/v1/cases/${way(UNKNOWN)}`),
  }));
}

/** Foreign ids where a body names something: each looks like one that does not exist. */
function inTheBody(
  own: string,
  ids: { readonly consent: string; readonly application: string },
): readonly Attack[] {
  const at = new Date().toISOString();
  const action = (name: string) => `/v1/cases/${own}/actions/${name}`;
  const pair = (
    name: string,
    body: (id: string) => object,
    [id, none]: readonly [string, string],
  ): Attack => ({
    what: `an id in the body of ${name}`,
    foreign: post(action(name), body(id)),
    unknown: post(action(name), body(none)),
  });
  const noConsent = ids.consent.replace(/.{6}$/, '000000');
  const open = (earlierApplication: string): Shot =>
    post('/v1/cases', {
      ...{ ...telephone(applicants.special, 'Attack (invented).'), receivedAt: '2026-03-02T08:30:00.000Z' },
      earlierApplication,
    });
  const noApplication = `a-${'0'.repeat(24)}`;
  const consents = [ids.consent, noConsent] as const;
  const disclosed = { recipient: 'hisingen', categories: ['core'], purpose: 'transfer' };
  return [
    pair('withdraw-consent', (consent) => ({ consent, at }), consents),
    pair('disclose-with-consent', (consent) => ({ consent, ...disclosed }), consents),
    pair('record-appeal', (decision) => ({ decision, receivedAt: at }), consents),
    pair('assign-caseworker', (person) => ({ person, standIns: [] }), [
      'hisingen.caseworker',
      'nobody.at.all',
    ]),
    {
      what: 'an application in registerApplication',
      foreign: open(ids.application),
      unknown: open(noApplication),
    },
  ];
}

/** Foreign entity tags, keys and cursors. */
function elsewhere(
  own: string,
  found: { readonly etag: string; readonly key: string; readonly cursor: string },
): readonly Attack[] {
  const body = { criterion: 'need', value: 'unknown', reason: 'Invented.' };
  const criterion = (headers: Shot['headers']): Shot =>
    post(`/v1/cases/${own}/actions/record-criterion`, body, headers);
  const list = (cursor: string): Shot => get(`/v1/worklists/mine?limit=1&cursor=${cursor}`);
  const noTag = `"${'A'.repeat(22)}"`;
  const [due, ref] = JSON.parse(Buffer.from(found.cursor, 'base64url').toString('utf8')) as readonly string[];
  // One letter away from the foreign one, so that it stands at the same place among the own ones.
  const none = ref?.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  const noCursor = Buffer.from(JSON.stringify([due, none])).toString('base64url');
  return [
    {
      what: 'an entity tag in If-Match',
      foreign: criterion({ 'if-match': found.etag }),
      unknown: criterion({ 'if-match': noTag }),
    },
    {
      what: 'an Idempotency-Key of somebody of another unit',
      foreign: post(
        `/v1/cases/${own}/actions/request-threat-assessment`,
        { occasion: 'first' },
        { 'idempotency-key': found.key },
      ),
      unknown: post(`/v1/cases/${own}/actions/request-threat-assessment`, { occasion: 'first' }),
    },
    { what: 'a cursor', foreign: list(found.cursor), unknown: list(noCursor) },
    {
      what: 'a case in a header',
      foreign: get(`/v1/cases/${UNKNOWN}`, { 'x-original-url': `/v1/cases/${found.key}` }),
      unknown: get(`/v1/cases/${UNKNOWN}`),
    },
  ];
}

interface Seen {
  readonly view: {
    readonly consents: readonly { readonly id: string }[];
    readonly application?: { readonly id?: string };
  };
}

/** What an attacker may have come by of Hisingen's: from a paper, a mistake, an old session. */
async function stolen(target: Target, counts: Counts, { other }: Cases) {
  const theirs = (shot: Shot): Promise<Answered> =>
    target.shoot(counts, asStaff(target, 'hisingen.caseworker', shot));
  const seen = await theirs(get(`/v1/cases/${other}`));
  const list = await theirs(get('/v1/worklists/mine?limit=1'));
  const key = `attack-${randomUUID()}`;
  await theirs(post(`/v1/cases/${other}/actions/open-investigation`, {}, { 'idempotency-key': key }));
  const notices = await theirs(get('/v1/notices'));
  const [application = `a-${'1'.repeat(24)}`] = /a-[0-9a-hjkmnp-tv-z]{24}/.exec(seen.text) ?? [];
  const [notice = { notice: 'n-none' }] = (notices.body as { items: readonly { notice: string }[] }).items;
  return {
    consent: (seen.body as Seen).view.consents[0]?.id ?? '',
    application,
    etag: seen.headers['etag'] ?? '',
    cursor:
      (list.body as { next?: string }).next ??
      Buffer.from(JSON.stringify([null, other])).toString('base64url'),
    notice: notice.notice,
    key,
  };
}

/** Other units' references in path, body, header, cursor and idempotency key. */
export async function attackIdentifiers(target: Target, cases: Cases): Promise<Counts> {
  const counts = countsOf('identifiers');
  const theirs = await stolen(target, counts, cases);
  const settle = (id: string): Shot => post(`/v1/notices/${id}/settle`, {});
  const attacks: readonly Attack[] = [
    ...inThePath(cases.other),
    ...inTheBody(cases.own, theirs),
    ...elsewhere(cases.own, theirs),
    {
      what: 'a notice',
      foreign: settle(theirs.notice),
      unknown: settle(theirs.notice.replace(/.{4}$/, '0000')),
    },
  ];
  for (const { what, foreign, unknown } of attacks) {
    const [one, other] = [
      await target.shoot(counts, asStaff(target, WHO, foreign)),
      await target.shoot(counts, asStaff(target, WHO, unknown)),
    ];
    compare(counts, what, one, other);
  }
  return counts;
}

import { randomUUID } from 'node:crypto';

import { UNKNOWN } from './cases';
import { compare } from './sameness';
import type { Counts } from './tally';
import { countsOf, found } from './tally';
import type { Shot, Signing, Target } from './target';
import { asParty } from './target';

const ASSESSMENTS = '/v1/police/assessments';

function assessment(reference: string): Shot & { readonly body: string } {
  const assessedAt = new Date().toISOString();
  const facts = { level: 'low', nature: 'latent', stage: 'initial', final: true };
  const body = JSON.stringify({ reference, ...facts, assessedAt, grounds: 'Invented.' });
  return { method: 'post', path: ASSESSMENTS, body };
}

const minutes = (count: number): Signing => ({ now: new Date(Date.now() + count * 60_000) });

type Headers = Record<string, string>;

/** A signed assessment, spoilt: each way must be 401, and all of them the same 401. */
function spoilt(target: Target): Readonly<Record<string, Shot>> {
  const plain = assessment('sav.c-0000000000000000.r');
  const signed = (how: Signing = {}): Shot => asParty(target, 'las', plain, how);
  const changed = (change: (headers: Headers) => void): Shot => {
    const headers: Headers = { ...signed().headers };
    change(headers);
    return { ...plain, headers };
  };
  const input = (from: string | RegExp, to: string): Shot =>
    changed((headers) => {
      headers['signature-input'] = (headers['signature-input'] ?? '').replace(from, to);
    });
  const without = (name: string): Shot =>
    changed((headers) => {
      headers[name] = '';
    });
  return {
    'not signed': { ...plain, headers: { 'content-type': 'application/json' } },
    'altered body': { ...signed(), body: plain.body.replace('low', 'high') },
    'another path': { ...signed(), path: '/v1/police/serious-crime-answers' },
    'a query behind the path': { ...signed(), path: `${ASSESSMENTS}?x=1` },
    'signed for another server': signed({ signedFor: '@elsewhere.example/v1/police/assessments' }),
    'by a unit, at the address of the police': asParty(target, 'hisingen', plain),
    'by another key than it names': changed((headers) => {
      const other = asParty(target, 'bops', plain).headers ?? {};
      headers['signature'] = other['signature'] ?? '';
    }),
    'made an hour ago': signed(minutes(-60)),
    'made a year ago': signed(minutes(-525_600)),
    'made in an hour': signed(minutes(60)),
    'life made longer': input(/expires=\d+/, 'expires=9999999999'),
    'no digest': without('content-digest'),
    'digest of another body': changed((headers) => {
      headers['content-digest'] =
        asParty(target, 'las', { ...plain, body: '{}' }).headers?.['content-digest'] ?? '';
    }),
    'another message id': changed((headers) => {
      headers['sluss-message-id'] = 'x-other';
    }),
    'no message id': without('sluss-message-id'),
    'the method not covered': input('"@method" ', ''),
    'the address not covered': input('"@target-uri" ', ''),
    'the digest not covered': input('"content-digest" ', ''),
    'nothing covered': input(/\([^)]*\)/, '()'),
    'components in another order': input('"@method" "@target-uri"', '"@target-uri" "@method"'),
    'a key that nobody registered': input(/keyid="[^"]*"/, 'keyid="../../las"'),
    'another algorithm': input('alg="ed25519"', 'alg="hmac-sha256"'),
    'another purpose': input('tag="sluss-letter"', 'tag="other"'),
    'no signature': without('signature'),
    'a signature that is no bytes': changed((headers) => {
      headers['signature'] = 'sluss=("a")';
    }),
    'a signature of nought': changed((headers) => {
      headers['signature'] = `sluss=:${Buffer.alloc(64).toString('base64')}:`;
    }),
  };
}

async function tamper(target: Target, counts: Counts): Promise<void> {
  let usual: string | undefined;
  for (const [what, shot] of Object.entries(spoilt(target))) {
    const { status, text } = await target.shoot(counts, shot);
    usual ??= text;
    if (status !== 401 || text !== usual) found(counts, 'wrong', `${what}: ${status.toString()} ${text}`);
  }
}

/** The same message again: the same answer, and one letter. */
async function replay(target: Target, counts: Counts): Promise<void> {
  const messageId = `x-${randomUUID()}`;
  const shot = asParty(target, 'las', assessment('sav.c-0000000000000000.r'), { messageId });
  const first = await target.shoot(counts, shot);
  for (let nth = 0; nth < 5; nth += 1)
    compare(counts, 'a message sent again', await target.shoot(counts, shot), first);
  if (first.status !== 202) found(counts, 'wrong', `a sound message: ${first.status.toString()}`);
}

/** Foreign, unknown and own references in a sound message, and other parties’ letters: nothing may tell which is which (PIN-4). */
async function probe(target: Target, counts: Counts, foreignCase: string): Promise<void> {
  const send = (reference: string) =>
    target.shoot(counts, asParty(target, 'las', assessment(reference), { messageId: `x-${randomUUID()}` }));
  const shapeless = (text: string): string => text.replaceAll(/x-[0-9a-f-]{36}/g, 'x-…');
  const [foreign, unknown, nowhere] = [
    await send(`hisingen.${foreignCase}.r`),
    await send(`hisingen.${UNKNOWN}.r`),
    await send('nobody.knows.this'),
  ].map((answer) => ({ ...answer, text: shapeless(answer.text), headers: {} }));
  if (foreign === undefined || unknown === undefined || nowhere === undefined) return;
  compare(counts, 'a police message to a case that is there', foreign, unknown);
  compare(counts, 'a police message to a unit that is none', nowhere, unknown);

  const messageId = `x-${randomUUID()}`;
  await target.shoot(counts, asParty(target, 'las', assessment(`hisingen.${foreignCase}.r`), { messageId }));
  const standing = (party: string, id: string) =>
    target.shoot(counts, asParty(target, party, { method: 'get', path: `/v1/police/letters/${id}` }));
  compare(
    counts,
    'a letter of another sender',
    await standing('bops', messageId),
    await standing('bops', 'x-none'),
  );
}

/** Tampering with letters: replay, altered body, other path, other sender, clock skew, digest, missing component. */
export async function attackLetters(target: Target, foreignCase: string): Promise<Counts> {
  const counts = countsOf('letters');
  await tamper(target, counts);
  await replay(target, counts);
  await probe(target, counts, foreignCase);
  return counts;
}

import { randomUUID } from 'node:crypto';

import type { LetterKind } from '../../../domain/letters/letter';
import { partyOf, staff } from './asking';
import { assessment, consentTo } from './bodies';
import type { CaseOf } from './domain-gateway';
import type { PostOffice } from './post-office';
import { openPostOffice } from './post-office';
import type { Service } from './service';
import { act, newCase } from './stories';

/** What SAV still has of a case that it handed over, and Hisingen's own file of it. */
export interface HandedOver {
  readonly former: string;
  readonly present: string;
}

/** SAV hands a case over to Hisingen, whose receipt is recorded: every letter goes out, comes in and is taken. */
export async function handOver(service: Service): Promise<HandedOver> {
  const post = await openPostOffice(service);
  const send = async (of: CaseOf, kind: LetterKind, to: string): Promise<CaseOf> => {
    const { letterId } = await post.written(of, kind);
    await post.deliver(of, letterId);
    const caseRef = await service.store.inbox.caseOf(to, of.unit, letterId);
    if (caseRef === undefined) throw new Error(`the ${kind} reached no case of ${to}`);
    await post.take({ unit: to, caseRef }, of.unit, letterId);
    return { unit: to, caseRef };
  };
  const worker = staff(service, 'sav', 'caseworker');
  const sav = { unit: 'sav', caseRef: await newCase(worker) };
  const at = service.clock.now;
  await act(worker, sav.caseRef, 'set-home-district', { district: 'hisingen', basis: 'Invented.' });
  await act(worker, sav.caseRef, 'open-investigation', {});
  await assessed(service, post, sav, at);
  const consent = { ...consentTo('transfer', ['hisingen'], ['core', 'criteria']), givenAt: at };
  await act(worker, sav.caseRef, 'give-consent', consent);
  const offer = { to: 'hisingen', categories: ['criteria'], reason: 'Home district (invented).' };
  await act(worker, sav.caseRef, 'offer-transfer', offer);
  const hisingen = await send(sav, 'transferOffer', 'hisingen');
  await act(staff(service, 'hisingen', 'reception'), hisingen.caseRef, 'confirm-receipt', {});
  await send(hisingen, 'transferReceipt', 'sav');
  await act(worker, sav.caseRef, 'close-case', { reason: 'handlingMovedToOtherBoard' });
  await post.close();
  return { former: sav.caseRef, present: hisingen.caseRef };
}

/** The police answer, and the person is no special defector: the home district is to handle the case. */
async function assessed(service: Service, post: PostOffice, sav: CaseOf, at: string): Promise<void> {
  const worker = staff(service, 'sav', 'caseworker');
  const { caseRef } = sav;
  const police = { ...consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria']), givenAt: at };
  await act(worker, caseRef, 'give-consent', police);
  await act(worker, caseRef, 'record-motivation', {
    insight: 'strong',
    motivation: 'partial',
    text: 'Invented.',
  });
  for (const criterion of ['milieu', 'wish'])
    await act(worker, caseRef, 'record-criterion', { criterion, value: 'met', reason: 'Invented.' });
  await act(worker, caseRef, 'request-threat-assessment', { occasion: 'first' });
  const { body } = await worker.get(`/v1/cases/${caseRef}`);
  const { view } = body as { view: { threat: { requests: readonly { reference: string }[] } } };
  const messageId = randomUUID();
  const answer = { ...assessment(view.threat.requests[0]?.reference ?? ''), assessedAt: at };
  await partyOf(service, 'las').post('/v1/police/assessments', answer, { messageId });
  await post.take(sav, 'las', messageId);
  await act(worker, caseRef, 'classify-defector', { classification: 'notSpecial' });
  await act(worker, caseRef, 'decide-handling', {});
}

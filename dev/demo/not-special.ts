import {
  awaitedReference,
  consentTo,
  findNothing,
  offeredCase,
  policeAnswers,
  telephone,
  waitingCases,
} from './common';
import { applicants } from './people';
import type { Stage } from './stage';

const worker = 'sav.caseworker';
const others = ['centrum.supervisor', 'nordost.caseworker', 'socialjour.caseworker'];

/** Story A: not special. From SAV's telephone to the home district's completed exit. */
export async function notSpecial(stage: Stage): Promise<void> {
  stage.title('A. Not special: from SAV’s telephone to the home district');
  const ref = await stage.open(
    worker,
    telephone(applicants.notSpecial, 'Wants to leave (invented).'),
    'registers an application by telephone',
  );
  await findNothing(stage, ref, [...others, 'hisingen.reception']);
  await stage.act(
    worker,
    ref,
    'set-home-district',
    { district: 'hisingen', basis: 'Registered there (invented).' },
    'records the home district',
  );
  await stage.refused(worker, ref, 'request-threat-assessment', { occasion: 'first' }, ['INT-4', 'INT-5']);
  await stage.act(worker, ref, 'open-investigation', {}, 'opens the investigation');
  await stage.refused(worker, ref, 'request-threat-assessment', { occasion: 'first' }, ['INT-5']);
  await stage.refused(
    worker,
    ref,
    'give-consent',
    consentTo('everything', ['everyone'], ['everything'], worker),
    ['CON-2'],
  );
  await assess(stage, ref);
  await findNothing(stage, ref, [...others, 'hisingen.reception']);
  await moveToDistrict(stage, ref);
}

async function assess(stage: Stage, ref: string): Promise<void> {
  const consent = consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria'], worker);
  await stage.act(worker, ref, 'give-consent', consent, 'records a consent towards the police');
  await stage.act(
    worker,
    ref,
    'record-motivation',
    { insight: 'strong', motivation: 'partial', text: 'Invented.' },
    'assesses insight and motivation',
  );
  await stage.act(
    worker,
    ref,
    'record-criterion',
    { criterion: 'milieu', value: 'met', reason: 'Invented.' },
    'settles a criterion',
  );
  await stage.act(
    worker,
    ref,
    'record-criterion',
    { criterion: 'wish', value: 'met', reason: 'Invented.' },
    'settles a criterion',
  );
  await stage.act(
    worker,
    ref,
    'request-threat-assessment',
    { occasion: 'first' },
    'asks LAS for a threat assessment',
  );
  const reference = awaitedReference(stage, await stage.view(worker, ref));
  await stage.refused(worker, ref, 'classify-defector', { classification: 'notSpecial' }, ['DEF-6']);
  await policeAnswers(stage, 'las', { reference, level: 'low', stage: 'initial', final: true });
  stage.tell('police (LAS)', 'answers low, signed  [PIN-1 THR-4]');
  await stage.until(worker, ref, 'sees the assessment in the case', (view) =>
    view.threat.requests.some(({ standing }) => standing === 'answered'),
  );
  await stage.act(worker, ref, 'classify-defector', { classification: 'notSpecial' }, 'classifies');
  await stage.act(worker, ref, 'decide-handling', {}, 'decides who handles');
}

async function moveToDistrict(stage: Stage, ref: string): Promise<void> {
  const reception = 'hisingen.reception';
  const consent = consentTo('transfer', ['hisingen'], ['core', 'criteria', 'threatAssessment'], worker);
  await stage.refused(
    worker,
    ref,
    'offer-transfer',
    { to: 'hisingen', categories: ['criteria'], reason: 'Invented.' },
    ['TRF-1'],
  );
  await stage.act(worker, ref, 'give-consent', consent, 'records a consent to the transfer');
  await preview(stage, ref);
  const before = await waitingCases(stage, reception);
  const wanted = ['criteria', 'threatAssessment', 'motivation', 'classification'];
  await stage.act(
    worker,
    ref,
    'offer-transfer',
    { to: 'hisingen', categories: wanted, reason: 'Home district (invented).' },
    'offers the transfer to Hisingen',
  );
  const own = await offeredCase(stage, reception, before);
  const stub = await stage.view(reception, own);
  if (stub.kind !== 'stub') stage.fail('Reception sees more than a stub');
  stage.tell(
    reception,
    `sees a stub, in a case of its own (${own}): ${String(stub['matter'])} from ${String(stub['from'])}  [CON-11]`,
  );
  await stage.refused(worker, ref, 'close-case', { reason: 'handlingMovedToOtherBoard' }, ['TRF-6']);
  await stage.act(reception, own, 'confirm-receipt', {}, 'confirms the receipt by name');
  await stage.until(
    worker,
    ref,
    'sees the receipt recorded; the application has moved',
    (view) => !view.holdsApplication,
  );
  await stage.act(worker, ref, 'close-case', { reason: 'handlingMovedToOtherBoard' }, 'closes SAV’s file');
  await atDistrict(stage, own);
  await findNothing(stage, own, [...others, worker]);
}

async function preview(stage: Stage, ref: string): Promise<void> {
  const { body } = await stage.person(worker).get(`/v1/cases/${ref}/transfer-preview?to=hisingen`);
  const list = (part: unknown): string =>
    (part as readonly { readonly category: string }[]).map(({ category }) => category).join(', ');
  stage.tell(worker, 'previews the transfer', [
    `would go:   ${list(body['goes'])}`,
    `would stay: ${list(body['kept'])}  [TRF-2]`,
  ]);
}

async function atDistrict(stage: Stage, own: string): Promise<void> {
  const chief = 'hisingen.supervisor';
  const local = 'hisingen.caseworker';
  await stage.until(
    chief,
    own,
    'sees that the package has arrived',
    (view) => view.kind === 'full' && view.holdsApplication,
  );
  await stage.act(
    chief,
    own,
    'assign-caseworker',
    { person: 'hisingen.caseworker', standIns: [] },
    'assigns a caseworker',
  );
  await stage.act(local, own, 'open-investigation', {}, 'opens an investigation of its own');
  const grant = {
    kind: 'regular',
    intervention: 'Support contact (invented).',
    from: new Date().toISOString().slice(0, 10),
  };
  await stage.refused(local, own, 'grant-intervention', grant, ['FUP-9']);
  await stage.act(
    local,
    own,
    'record-criterion',
    { criterion: 'need', value: 'met', reason: 'Invented.' },
    'settles the criterion that did not come along',
  );
  await stage.act(local, own, 'grant-intervention', grant, 'grants an intervention');
  await stage.act(local, own, 'complete-exit', { outcome: 'leftMilieu' }, 'completes the exit');
  await stage.act(local, own, 'close-case', { reason: 'exitCompleted' }, 'closes the file');
}

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
import type { AtCase } from './at-case';
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
  const sav = stage.at(worker, ref);
  await findNothing(stage, ref, [...others, 'hisingen.reception']);
  await sav.act(
    'set-home-district',
    { district: 'hisingen', basis: 'Registered there (invented).' },
    'records the home district',
  );
  await sav.refused('request-threat-assessment', { occasion: 'first' }, ['INT-4', 'INT-5']);
  await sav.act('open-investigation', {}, 'opens the investigation');
  await sav.refused('request-threat-assessment', { occasion: 'first' }, ['INT-5']);
  await sav.refused('give-consent', consentTo('everything', ['everyone'], ['everything'], worker), ['CON-2']);
  await assess(stage, sav);
  await findNothing(stage, ref, [...others, 'hisingen.reception']);
  await moveToDistrict(stage, sav);
}

async function assess(stage: Stage, sav: AtCase): Promise<void> {
  const consent = consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria'], worker);
  await sav.act('give-consent', consent, 'records a consent towards the police');
  await sav.act(
    'record-motivation',
    { insight: 'strong', motivation: 'partial', text: 'Invented.' },
    'assesses insight and motivation',
  );
  await sav.act(
    'record-criterion',
    { criterion: 'milieu', value: 'met', reason: 'Invented.' },
    'settles a criterion',
  );
  await sav.act(
    'record-criterion',
    { criterion: 'wish', value: 'met', reason: 'Invented.' },
    'settles a criterion',
  );
  await sav.act('request-threat-assessment', { occasion: 'first' }, 'asks LAS for a threat assessment');
  const reference = awaitedReference(stage, await sav.view());
  await sav.refused('classify-defector', { classification: 'notSpecial' }, ['DEF-6']);
  await policeAnswers(stage, 'las', { reference, level: 'low', stage: 'initial', final: true });
  stage.tell('police (LAS)', 'answers low, signed  [PIN-1 THR-4]');
  await sav.until('sees the assessment in the case', (view) =>
    view.threat.requests.some(({ standing }) => standing === 'answered'),
  );
  await sav.act('classify-defector', { classification: 'notSpecial' }, 'classifies');
  await sav.act('decide-handling', {}, 'decides who handles');
}

async function moveToDistrict(stage: Stage, sav: AtCase): Promise<void> {
  const reception = 'hisingen.reception';
  const consent = consentTo('transfer', ['hisingen'], ['core', 'criteria', 'threatAssessment'], worker);
  await sav.refused('offer-transfer', { to: 'hisingen', categories: ['criteria'], reason: 'Invented.' }, [
    'TRF-1',
  ]);
  await sav.act('give-consent', consent, 'records a consent to the transfer');
  await preview(stage, sav.caseRef);
  const before = await waitingCases(stage, reception);
  const wanted = ['criteria', 'threatAssessment', 'motivation', 'classification'];
  await sav.act(
    'offer-transfer',
    { to: 'hisingen', categories: wanted, reason: 'Home district (invented).' },
    'offers the transfer to Hisingen',
  );
  const own = await offeredCase(stage, reception, before);
  const hisingen = stage.at(reception, own);
  const stub = await hisingen.view();
  if (stub.kind !== 'stub') stage.fail('Reception sees more than a stub');
  stage.tell(
    reception,
    `sees a stub, in a case of its own (${own}): ${String(stub['matter'])} from ${String(stub['from'])}  [CON-11]`,
  );
  await sav.refused('close-case', { reason: 'handlingMovedToOtherBoard' }, ['TRF-6']);
  await hisingen.act('confirm-receipt', {}, 'confirms the receipt by name');
  await sav.until('sees the receipt recorded; the application has moved', (view) => !view.holdsApplication);
  await sav.act('close-case', { reason: 'handlingMovedToOtherBoard' }, 'closes SAV’s file');
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
  const chief = stage.at('hisingen.supervisor', own);
  const local = stage.at('hisingen.caseworker', own);
  await chief.until(
    'sees that the package has arrived',
    (view) => view.kind === 'full' && view.holdsApplication,
  );
  await chief.act(
    'assign-caseworker',
    { person: 'hisingen.caseworker', standIns: [] },
    'assigns a caseworker',
  );
  await local.act('open-investigation', {}, 'opens an investigation of its own');
  const grant = {
    kind: 'regular',
    intervention: 'Support contact (invented).',
    from: new Date().toISOString().slice(0, 10),
  };
  await local.refused('grant-intervention', grant, ['FUP-9']);
  await local.act(
    'record-criterion',
    { criterion: 'need', value: 'met', reason: 'Invented.' },
    'settles the criterion that did not come along',
  );
  await local.act('grant-intervention', grant, 'grants an intervention');
  await local.act('complete-exit', { outcome: 'leftMilieu' }, 'completes the exit');
  await local.act('close-case', { reason: 'exitCompleted' }, 'closes the file');
}

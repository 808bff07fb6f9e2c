import {
  awaitedReference,
  consentTo,
  findNothing,
  policeAnswers,
  standingConsent,
  telephone,
  standingOf,
} from './common';
import { applicants } from './people';
import type { Stage } from './stage';

const worker = 'sav.caseworker';
const now = (): string => new Date().toISOString();

/** Story B: special. A consent withdrawn and given anew, and SAV handles. */
export async function special(stage: Stage): Promise<void> {
  stage.title('B. Special: a consent withdrawn and given anew, and SAV handles');
  await stage.control(`${stage.service.district}/control/down`, { down: true });
  const ref = await stage.open(
    worker,
    telephone(applicants.special, 'Wants out (invented).'),
    'registers an application by telephone',
  );
  await stage.act(worker, ref, 'open-investigation', {}, 'opens the investigation');
  await criteria(stage, ref);
  await ask(stage, ref, 'records a consent towards the police');
  const reference = awaitedReference(stage, await stage.view(worker, ref));
  await discloseToPartner(stage, ref);
  await policeAnswers(stage, 'las', { reference, level: 'high', stage: 'initial', final: false });
  stage.tell('police (LAS)', 'answers high and hands on to BOPS; not final  [THR-1 THR-2]');
  await stage.until(worker, ref, 'sees that the assessment is still awaited', (view) =>
    view.threat.requests.some(({ results }) => results.length > 0),
  );
  await withdraw(stage, ref, reference);
  await anew(stage, ref);
  await handle(stage, ref);
  await findNothing(stage, ref, ['centrum.supervisor', 'hisingen.caseworker', 'nordost.supervisor']);
  await stage.control(`${stage.service.district}/control/down`, { down: false });
}

async function criteria(stage: Stage, ref: string): Promise<void> {
  await stage.act(
    worker,
    ref,
    'record-motivation',
    { insight: 'strong', motivation: 'strong', text: 'Invented.' },
    'assesses insight and motivation',
  );
  for (const criterion of ['milieu', 'wish', 'need']) {
    await stage.act(
      worker,
      ref,
      'record-criterion',
      { criterion, value: 'met', reason: 'Invented.' },
      `settles the criterion ${criterion}`,
    );
  }
}

async function ask(stage: Stage, ref: string, told: string): Promise<void> {
  const consent = consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria', 'motivation'], worker);
  await stage.act(worker, ref, 'give-consent', consent, told);
  await stage.act(
    worker,
    ref,
    'request-threat-assessment',
    { occasion: 'first' },
    'asks LAS for a threat assessment',
  );
}

async function discloseToPartner(stage: Stage, ref: string): Promise<void> {
  await stage.act(
    worker,
    ref,
    'give-consent',
    consentTo('exitProcess', ['sydvast'], ['criteria'], worker),
    'records a consent towards the partner district',
  );
  const consent = standingConsent(stage, await stage.view(worker, ref), 'exitProcess');
  const body = { consent, recipient: 'sydvast', categories: ['criteria'], purpose: 'exitProcess' };
  await stage.act(
    worker,
    ref,
    'disclose-with-consent',
    body,
    'discloses to Sydväst, whose system is down: the letter waits',
  );
}

async function withdraw(stage: Stage, ref: string, reference: string): Promise<void> {
  const seen = await stage.view(worker, ref);
  for (const purpose of ['exitProcess', 'threatAssessment']) {
    const consent = standingConsent(stage, seen, purpose);
    await stage.act(
      worker,
      ref,
      'withdraw-consent',
      { consent, at: now() },
      `withdraws the consent (${purpose}) at the person’s word`,
    );
  }
  await stage.until(worker, ref, 'sees that the waiting disclosure was stopped  [CON-3]', (view) =>
    view.letters.some(({ kind, standing }) => kind === 'disclosure' && standing === 'stopped'),
  );
  await stage.until(worker, ref, 'sees that the police were told that it stopped  [CON-8]', (view) =>
    view.letters.some(({ kind, standing }) => kind === 'assessmentStopped' && standing === 'sent'),
  );
  const late = await policeAnswers(stage, 'bops', {
    reference,
    level: 'high',
    nature: 'concrete',
    stage: 'inDepth',
    final: true,
  });
  const became = await standingOf(stage, 'bops', late);
  if (became !== 'refused') stage.fail(`The late answer was ${became}`);
  stage.tell(
    'police (BOPS)',
    'answers after all: taken like any letter, and refused unread  [CON-8 PIN-3 PIN-4]',
  );
  const after = await stage.until(
    worker,
    ref,
    'sees a potential defector again  [DEF-10]',
    (view) => view.criteria['standing'] === 'potential',
  );
  if (after.threat.requests.some(({ results }) => results.length > 1))
    stage.fail('The late answer was stored');
}

async function anew(stage: Stage, ref: string): Promise<void> {
  await ask(stage, ref, 'records a consent given anew  [CON-9]');
  const reference = awaitedReference(stage, await stage.view(worker, ref));
  await policeAnswers(stage, 'bops', {
    reference,
    level: 'high',
    nature: 'concrete',
    stage: 'inDepth',
    final: true,
  });
  stage.tell('police (BOPS)', 'answers high, final  [THR-4]');
  await stage.until(
    worker,
    ref,
    'sees a need of protection  [THR-6]',
    (view) =>
      view.threat.needsProtection && view.threat.requests.some(({ standing }) => standing === 'answered'),
  );
}

async function handle(stage: Stage, ref: string): Promise<void> {
  await stage.refused(worker, ref, 'record-move-need', { need: 'within', why: 'Invented.' }, ['THR-6']);
  await stage.act(worker, ref, 'classify-defector', { classification: 'special' }, 'classifies');
  await stage.act(
    worker,
    ref,
    'assess-ability',
    { ability: 'able' },
    'assesses the ability to use the programme',
  );
  await stage.act(worker, ref, 'decide-handling', {}, 'decides who handles');
  const from = now().slice(0, 10);
  await stage.act(
    worker,
    ref,
    'grant-intervention',
    { kind: 'regular', intervention: 'Relocation support (invented).', from },
    'grants an intervention',
  );
  await stage.act(worker, ref, 'complete-exit', { outcome: 'leftMilieu' }, 'completes the exit');
  await stage.act(worker, ref, 'close-case', { reason: 'exitCompleted' }, 'closes the file');
}

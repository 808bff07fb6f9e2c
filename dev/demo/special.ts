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
import type { AtCase } from './at-case';
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
  const sav = stage.at(worker, ref);
  await sav.act('open-investigation', {}, 'opens the investigation');
  await criteria(sav);
  await ask(sav, 'records a consent towards the police');
  const reference = awaitedReference(stage, await sav.view());
  await discloseToPartner(stage, sav);
  await policeAnswers(stage, 'las', { reference, level: 'high', stage: 'initial', final: false });
  stage.tell('police (LAS)', 'answers high and hands on to BOPS; not final  [THR-1 THR-2]');
  await sav.until('sees that the assessment is still awaited', (view) =>
    view.threat.requests.some(({ results }) => results.length > 0),
  );
  await withdraw(stage, sav, reference);
  await anew(stage, sav);
  await handle(stage, sav);
  await findNothing(stage, ref, ['centrum.supervisor', 'hisingen.caseworker', 'nordost.supervisor']);
}

async function criteria(sav: AtCase): Promise<void> {
  await sav.act(
    'record-motivation',
    { insight: 'strong', motivation: 'strong', text: 'Invented.' },
    'assesses insight and motivation',
  );
  for (const criterion of ['milieu', 'wish', 'need']) {
    await sav.act(
      'record-criterion',
      { criterion, value: 'met', reason: 'Invented.' },
      `settles the criterion ${criterion}`,
    );
  }
}

async function ask(sav: AtCase, told: string): Promise<void> {
  const consent = consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria', 'motivation'], worker);
  await sav.act('give-consent', consent, told);
  await sav.act('request-threat-assessment', { occasion: 'first' }, 'asks LAS for a threat assessment');
}

async function discloseToPartner(stage: Stage, sav: AtCase): Promise<void> {
  await sav.act(
    'give-consent',
    consentTo('exitProcess', ['sydvast'], ['criteria'], worker),
    'records a consent towards the partner district',
  );
  const consent = standingConsent(stage, await sav.view(), 'exitProcess');
  const body = { consent, recipient: 'sydvast', categories: ['criteria'], purpose: 'exitProcess' };
  await sav.act(
    'disclose-with-consent',
    body,
    'discloses to Sydväst, whose system is down: the letter waits',
  );
}

async function withdraw(stage: Stage, sav: AtCase, reference: string): Promise<void> {
  const seen = await sav.view();
  for (const purpose of ['exitProcess', 'threatAssessment']) {
    const consent = standingConsent(stage, seen, purpose);
    await sav.act(
      'withdraw-consent',
      { consent, at: now() },
      `withdraws the consent (${purpose}) at the person’s word`,
    );
  }
  await stage.control(`${stage.service.district}/control/down`, { down: false });
  stage.tell('Sydväst', 'its system is up again, and there is nothing left to take');
  await sav.until('sees that the waiting disclosure was stopped  [CON-3]', (view) =>
    view.letters.some(({ kind, standing }) => kind === 'disclosure' && standing === 'stopped'),
  );
  await sav.until('sees that the police were told that it stopped  [CON-8]', (view) =>
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
  const after = await sav.until(
    'sees a potential defector again  [DEF-10]',
    (view) => view.criteria['standing'] === 'potential',
  );
  if (after.threat.requests.some(({ results }) => results.length > 1))
    stage.fail('The late answer was stored');
}

async function anew(stage: Stage, sav: AtCase): Promise<void> {
  await ask(sav, 'records a consent given anew  [CON-9]');
  const reference = awaitedReference(stage, await sav.view());
  await policeAnswers(stage, 'bops', {
    reference,
    level: 'high',
    nature: 'concrete',
    stage: 'inDepth',
    final: true,
  });
  stage.tell('police (BOPS)', 'answers high, final  [THR-4]');
  await sav.until(
    'sees a need of protection  [THR-6]',
    (view) =>
      view.threat.needsProtection && view.threat.requests.some(({ standing }) => standing === 'answered'),
  );
}

/** The supervisor was let in until the case became that of a special defector. */
async function findStub(stage: Stage, ref: string): Promise<void> {
  const chief = 'sav.supervisor';
  const seen = await stage.at(chief, ref).view();
  if (seen.kind !== 'stub') stage.fail(`${chief}, who is not named in the case, sees more than its stub`);
  stage.tell(chief, 'is not named in it, and sees no more than that there is a case  [ACC-3]');
}

async function handle(stage: Stage, sav: AtCase): Promise<void> {
  await sav.refused('record-move-need', { need: 'within', why: 'Invented.' }, ['THR-6']);
  await sav.act('classify-defector', { classification: 'special' }, 'classifies');
  await findStub(stage, sav.caseRef);
  await sav.act('assess-ability', { ability: 'able' }, 'assesses the ability to use the programme');
  await sav.act('decide-handling', {}, 'decides who handles');
  const from = now().slice(0, 10);
  await sav.act(
    'grant-intervention',
    { kind: 'regular', intervention: 'Relocation support (invented).', from },
    'grants an intervention',
  );
  await sav.act('complete-exit', { outcome: 'leftMilieu' }, 'completes the exit');
  await sav.act('close-case', { reason: 'exitCompleted' }, 'closes the file');
}

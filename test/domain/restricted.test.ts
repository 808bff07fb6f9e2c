import { timeline } from '../../domain/case/timeline';
import { caseRow } from '../../domain/case/row';
import { apply } from '../../domain/case/evolve';
import type { Reader } from '../../domain/kernel/actor';
import { CaseFile, refused } from './support/case-file';
import { asked, assessed, consents, criteriaMet, handledBySav, moving, registration } from './support/given';
import { arrives } from './support/letters';
import { anna, axel, cilla, hedda, hugo, rut, sara, siv, sune } from './support/people';
import { goteborg } from './support/profile';

const foreign = { kind: 'foreign', rules: [] };
const toAxel = { person: 'axel', standIns: [] };

/** A high threat, all criteria met: the case may be classified either way, and is not yet. */
function classifiable(): CaseFile {
  return assessed({ level: 'high' }, criteriaMet(asked()));
}

/** Classified by Siv, who is thereby named. */
function byHerSupervisor(): CaseFile {
  return classifiable().does(siv, 'classifyDefector', { classification: 'special' });
}

function kindSeen(file: CaseFile, by: Reader): unknown {
  return file.view(by)?.['kind'];
}

describe('ACC-3: a case of a special defector is open to named staff only', () => {
  test('ACC-3 ACC-4: from its classification on the unnamed supervisor sees the stub alone', () => {
    const file = classifiable();
    expect(kindSeen(file, siv)).toBe('full');
    file.does(anna, 'classifyDefector', { classification: 'special' });
    expect(kindSeen(file, anna)).toBe('full');
    expect(file.view(siv)).toEqual({
      ...{ kind: 'stub', case: 'c-sav', status: 'open', awaits: 'us', restricted: true },
      assignment: { person: 'anna', standIns: [] },
      ...{ supervisors: [], contactPerson: 'sav.supervisor' },
      next: {
        code: 'nameStaff',
        en: 'Open to named staff only. Ask them, or name who is to have it.',
        sv: 'Öppet bara för namngiven personal. Vänd dig till dem, eller ange vem som ska ha det.',
      },
    });
  });

  test('ACC-3: what is not special is open to every supervisor of the unit', () => {
    expect(kindSeen(moving(), siv)).toBe('full');
    expect(moving().view(siv)).toMatchObject({ restricted: false });
  });

  test('ACC-3: the unnamed supervisor is offered naming, may do that, and nothing else', () => {
    const file = handledBySav();
    expect(file.offers(siv)).toEqual([
      { action: 'assignCaseworker', by: ['supervisor', 'reception'], possible: true, obstacles: [] },
    ]);
    const names = file.offers(anna).map(({ action }) => action);
    for (const name of [...names.filter((action) => action !== 'assignCaseworker'), 'registerApplication']) {
      expect([name, file.tries(siv, name, registration)]).toEqual([name, foreign]);
    }
    expect(file.tries(siv, 'assignCaseworker', { ...toAxel, supervisors: ['siv'] })).toBeUndefined();
    expect(file.last().rules).toEqual(['ACC-2', 'ACC-4', 'FUP-6', 'ACC-3']);
  });

  test('ACC-3: naming lets in those who are named, shuts out the others, and stands on the timeline', () => {
    const file = handledBySav().does(siv, 'assignCaseworker', { ...toAxel, supervisors: ['siv'] });
    expect([anna, axel, siv, sune].map((by) => kindSeen(file, by))).toEqual([
      undefined,
      'full',
      'full',
      'stub',
    ]);
    expect(timeline([file.last()], goteborg)).toMatchObject([
      { what: { en: 'The case was assigned to axel. Named supervisors: siv.' } },
    ]);
    file.does(siv, 'assignCaseworker', { person: 'anna', standIns: ['axel'] });
    expect([anna, axel, siv].map((by) => kindSeen(file, by))).toEqual(['full', 'full', 'full']);
    file.does(siv, 'assignCaseworker', { person: 'anna', standIns: [], supervisors: ['sune'] });
    expect([anna, axel, siv, sune].map((by) => kindSeen(file, by))).toEqual([
      'full',
      undefined,
      'stub',
      'full',
    ]);
  });

  test('ACC-3: the supervisor who classifies is named by that, once, and told on the timeline', () => {
    const file = byHerSupervisor();
    expect([siv, sune, anna].map((by) => kindSeen(file, by))).toEqual(['full', 'stub', 'full']);
    expect(timeline([file.last()], goteborg).map(({ what }) => what.sv)).toContain(
      'Enhetschefen siv är namngiven i ärendet.',
    );
    file.does(siv, 'classifyDefector', { classification: 'special' });
    expect(file.view(siv)).toMatchObject({ supervisors: ['siv'] });
  });

  test('ACC-3: named beforehand, a supervisor stays in; a name alone makes no supervisor of anybody', () => {
    const file = classifiable().does(siv, 'assignCaseworker', {
      ...{ person: 'anna', standIns: [] },
      supervisors: ['sune', 'sara', 'cilla', 'axel'],
    });
    file.does(anna, 'classifyDefector', { classification: 'special' });
    expect([siv, sune, sara, cilla, axel].map((by) => kindSeen(file, by))).toEqual([
      'stub',
      'full',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('ACC-3: it is restricted until it is classified as not special, also when it is closed', () => {
    const closed = handledBySav()
      .does(anna, 'grantIntervention', { kind: 'regular', from: '2026-03-02' })
      .does(anna, 'completeExit', { outcome: 'leftMilieu' })
      .does(anna, 'closeCase', { reason: 'exitCompleted' });
    expect(kindSeen(closed, siv)).toBe('stub');
    expect(closed.tries(siv, 'assignCaseworker', toAxel)).toBeUndefined();
    const again = assessed({ level: 'low' }, criteriaMet(asked()))
      .does(anna, 'classifyDefector', { classification: 'special' }, 'otherCircumstances')
      .does(anna, 'classifyDefector', { classification: 'notSpecial' });
    expect(kindSeen(again, siv)).toBe('full');
  });

  test('ACC-3: nobody can be shut out of a case that nobody has: it is assigned before it is classified', () => {
    const file = classifiable();
    const unassigned = new CaseFile('sav');
    unassigned.state = { ...file.state, intake: withoutAssignment(file) };
    expect(unassigned.tries(siv, 'classifyDefector', { classification: 'special' })).toEqual(
      refused('ACC-3'),
    );
    expect(unassigned.tries(siv, 'classifyDefector', { classification: 'notSpecial' })).toEqual(
      refused('DEF-4'),
    );
  });

  test('ACC-3 ACC-2: reception never sees one, whatever it waits for', () => {
    const file = handledBySav();
    expect(file.view(sara)).toBeUndefined();
    const unassigned = new CaseFile('sav');
    unassigned.state = { ...file.state, intake: withoutAssignment(file) };
    expect(unassigned.view(sara)).toBeUndefined();
    expect(unassigned.tries(sara, 'assignCaseworker', toAxel)).toEqual(foreign);
    expect(kindSeen(unassigned, siv)).toBe('stub');
  });

  test('ACC-3 ACC-1: supervisors of other units are let in by no naming', () => {
    const file = handledBySav();
    expect(file.view(cilla)).toBeUndefined();
    expect(file.tries(cilla, 'assignCaseworker', toAxel)).toEqual(foreign);
    expect(file.offers(cilla)).toEqual([]);
  });

  test('ACC-3: a case classified before supervisors were named in it is closed to them all', () => {
    const { steps } = byHerSupervisor();
    const older = steps.map((step) => ({
      ...step,
      events: step.events.filter(({ type }) => type !== 'SupervisorNamed'),
    }));
    const file = new CaseFile('sav');
    file.state = older.reduce(apply, file.state);
    expect([siv, anna].map((by) => kindSeen(file, by))).toEqual(['stub', 'full']);
  });

  test('ACC-3: the row tells the store to which supervisors the case is open', () => {
    expect(caseRow(classifiable().state).supervisors).toBeNull();
    expect(caseRow(handledBySav().state).supervisors).toEqual([]);
    expect(caseRow(byHerSupervisor().state).supervisors).toEqual(['siv']);
  });

  test.each(['19900101-9811', '9001019811', '900101+9811'])('ACC-3: %s is nobody’s staff id', (id) => {
    expect(classifiable().tries(siv, 'assignCaseworker', { ...toAxel, supervisors: [id] })).toEqual(
      refused('ACC-3'),
    );
  });
});

function withoutAssignment(file: CaseFile): CaseFile['state']['intake'] {
  const { assignment, ...intake } = file.state.intake;
  expect(assignment).toBeDefined();
  return intake;
}

test('ACC-3 DEF-5: a file to which it comes that the person is special is open to named staff only', () => {
  const file = handledBySav();
  const categories = ['core', 'classification'];
  const consent = consents(file, ['hisingen'], categories, { purpose: 'disclosure' });
  const told = { consent, recipient: 'hisingen', categories, purpose: 'disclosure' };
  file.does(anna, 'discloseWithConsent', told);
  const there = new CaseFile('hisingen').at(file.now);
  there.gets(arrives(file.letter('disclosure'), 'sav', file.now));
  expect(there.view(rut)).toBeUndefined();
  expect(there.view(hedda)).toMatchObject({ kind: 'stub', restricted: true });
  expect(caseRow(there.state)).toMatchObject({ waitsAtReception: false, supervisors: [] });
  there.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
  expect(there.view(hugo)).toMatchObject({ kind: 'full', handling: { told: 'special' } });
});

describe('FUP-6: only those are assigned whom the unit has marked competent', () => {
  test.each([
    { person: 'hugo', standIns: [], rules: undefined },
    { person: 'hugo', standIns: ['hilda', 'hisingen.caseworker'], rules: undefined },
    { person: 'hedda', standIns: [], rules: ['FUP-6'] },
    { person: 'anna', standIns: [], rules: ['FUP-6'] },
    { person: 'hugo', standIns: ['hilda', 'axel'], rules: ['FUP-6'] },
    { person: 'rut', standIns: ['rut'], rules: ['FUP-6', 'FUP-6'] },
    { person: '19900101-9811', standIns: [], rules: ['FUP-6'] },
  ])('FUP-6: $person with $standIns at Hisingen: $rules', ({ rules, ...body }) => {
    const file = new CaseFile('hisingen').does(rut, 'registerApplication', {
      ...registration,
      channel: 'reception',
    });
    expect(file.tries(rut, 'assignCaseworker', body)?.rules).toEqual(rules);
  });

  test('FUP-6 INT-2: who registers and is not competent has registered, and the case waits for assignment', () => {
    const agda: Reader = { person: 'agda', unit: 'sav', roles: ['caseworker'] };
    const file = new CaseFile('sav').does(agda, 'registerApplication', registration);
    expect(file.view(agda)).toBeUndefined();
    expect(file.view(sara)).toMatchObject({ kind: 'stub', awaits: 'assignment' });
    file.does(sara, 'assignCaseworker', { person: 'anna', standIns: [] });
    expect(kindSeen(file, anna)).toBe('full');
  });

  test('FUP-6 ACC-4: who is no longer marked keeps the case, and is not assigned anew', () => {
    const file = handledBySav();
    file.profile = {
      ...goteborg,
      units: goteborg.units.map((unit) => ({ ...unit, competent: ['axel'] })),
    };
    expect(kindSeen(file, anna)).toBe('full');
    expect(file.tries(siv, 'assignCaseworker', { person: 'anna', standIns: [] })).toEqual(refused('FUP-6'));
  });

  test('FUP-6: the view names the contact person of the own unit', () => {
    expect(handledBySav().view(anna)).toMatchObject({ contactPerson: 'sav.supervisor' });
  });
});

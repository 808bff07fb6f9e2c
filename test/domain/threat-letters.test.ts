import { CaseFile, refused, told } from './support/case-file';
import {
  asked,
  consents,
  criteriaMet,
  handledBySav,
  investigating,
  moved,
  referenceOf,
  registered,
} from './support/given';
import type { Answer } from './support/letters';
import { assessment, byHand } from './support/letters';
import { anna } from './support/people';

function answered(...answers: readonly Answer[]): CaseFile {
  const file = asked();
  for (const of of answers) file.gets(assessment(referenceOf(file), of));
  return file;
}

const threat = (file: CaseFile): unknown => file.view(anna)?.['threat'];

describe('what the police answer', () => {
  test('THR-4: level, nature, grounds, who, when and stage stand in the case, and the caseworker is told', () => {
    const file = answered({ from: 'bops', level: 'high' });
    expect(threat(file)).toMatchObject({
      assessment: {
        ...{ level: 'high', nature: 'concrete', stage: 'inDepth', from: 'bops', final: true, late: false },
        ...{ assessedAt: '2026-03-03T09:00:00.000Z', receivedAt: '2026-03-03T10:00:00.000Z' },
        notes: [{ noteId: 'o-bops-m1', field: 'grounds' }],
      },
    });
    expect(told(file.last())).toEqual(['caseworker:assessmentArrived']);
  });

  test.each([
    { level: 'high' as const, need: true, within: ['THR-6'] },
    { level: 'low' as const, need: false, within: undefined },
  ])('THR-6: at a $level threat the need of protection is $need', ({ level, need, within }) => {
    const file = answered({ level });
    expect(threat(file)).toMatchObject({ needsProtection: need });
    expect(file.tries(anna, 'recordMoveNeed', { need: 'within' }, 'why')?.rules).toEqual(within);
    expect(file.tries(anna, 'recordMoveNeed', { need: 'away' }, 'why')).toBeUndefined();
    expect(threat(file)).toMatchObject({ moveNeed: 'away' });
  });

  test('THR-6: the case carries the need from the step in which it came, and loses it by a correction', () => {
    const file = answered({ level: 'high' });
    expect(file.last().events.map(({ type }) => type)).toEqual([
      'AssessmentRecorded',
      'ProtectionNeedFollowed',
    ]);
    file.gets(assessment(referenceOf(file), { letterId: 'm2', level: 'low', replaces: 'm1' }));
    expect(file.event('ProtectionNeedFollowed')).toMatchObject({ need: false, rules: ['THR-6'] });
    expect(asked().tries(anna, 'recordMoveNeed', { need: 'away' })).toEqual(refused('THR-6'));
  });

  test('DEF-6: an assessment disclosed to SAV in its case counts as well as one that SAV asked for', () => {
    const file = criteriaMet(investigating());
    consents(file, ['hisingen'], ['core'], { purpose: 'exitProcess' });
    const facts = { level: 'high', nature: 'latent', stage: 'inDepth', assessedAt: 'then', final: true };
    const consent = { consentId: 's-9', givingUnit: 'hisingen', ledgerCase: 'c-9', purpose: 'exitProcess' };
    const scope = { recipients: ['sav'], categories: ['threatAssessment'], givenAt: file.now };
    file.gets(
      byHand('disclosure', {
        ...{ from: 'hisingen', reference: 'l-9' },
        enclosures: [
          {
            category: 'threatAssessment',
            carrier: { kind: 'consent', consent: { ...consent, ...scope } },
            facts,
            notes: [],
          },
        ],
      }),
    );
    expect(file.tries(anna, 'classifyDefector', { classification: 'special' })).toBeUndefined();
  });

  test.each([[['nordost']], [[]]])(
    'CON-6 DEF-6: a disclosure from a unit that no consent names (%j) enters no file that is there',
    (recipients) => {
      const file = criteriaMet(investigating());
      if (recipients.length > 0) consents(file, recipients, ['core'], { purpose: 'exitProcess' });
      const before = file.state;
      expect(file.gets(byHand('disclosure', { from: 'hisingen', reference: 'l-9' }))).toEqual(
        refused('CON-6'),
      );
      expect(file.state).toEqual(before);
    },
  );
});

describe('THR-5: whatever comes, in whatever order', () => {
  const initial: Answer = { letterId: 'm1', level: 'low', final: false };
  const corrected: Answer = { letterId: 'm2', level: 'high', final: false, replaces: 'm1' };
  const inDepth: Answer = { from: 'bops', letterId: 'm3', level: 'high' };

  test('THR-5: the same message twice counts once, also when the second comes late', () => {
    const file = answered({ level: 'high' });
    const before = file.state;
    file.gets(assessment(referenceOf(file), { level: 'high', receivedAt: '2027-01-01T00:00:00.000Z' }));
    expect(file.state).toEqual(before);
    expect(file.last().events).toEqual([]);
  });

  test.each([
    { order: 'after', answers: [initial, corrected] },
    { order: 'before', answers: [corrected, initial] },
  ])('THR-5: a correction $order its original', ({ answers }) => {
    expect(threat(answered(...answers))).toMatchObject({ assessment: { letterId: 'm2', level: 'high' } });
  });

  test.each([
    { order: 'after', answers: [initial, inDepth] },
    { order: 'before', answers: [inDepth, initial] },
  ])('THR-5: in-depth $order initial: the in-depth one holds', ({ answers }) => {
    expect(threat(answered(...answers))).toMatchObject({
      assessment: { letterId: 'm3', stage: 'inDepth' },
      requests: [{ standing: 'answered' }],
    });
  });

  test('THR-5: a final result that is corrected to one that is not is awaited again', () => {
    const file = answered({ letterId: 'm1' }, { letterId: 'm2', replaces: 'm1', final: false });
    expect(threat(file)).toMatchObject({ requests: [{ standing: 'awaited' }] });
    expect(file.due().map(({ kind }) => kind)).toContain('assessmentDue');
  });

  test.each([
    { receivedAt: '2026-03-16T22:59:59.000Z', late: false },
    { receivedAt: '2026-03-16T22:59:59.001Z', late: true },
    { receivedAt: '2027-03-16T12:00:00.000Z', late: true },
  ])('THR-5: received $receivedAt it is accepted, and late is $late', ({ receivedAt, late }) => {
    const file = answered({ receivedAt });
    expect(file.event('AssessmentRecorded')).toMatchObject({ late, assessment: { late } });
    expect(threat(file)).toMatchObject({ requests: [{ standing: 'answered' }] });
  });

  test.each<{
    given: string;
    file: () => CaseFile;
    reference?: string;
    of?: Answer;
    rules: readonly string[];
  }>([
    { given: 'no request', file: investigating, reference: 'sav.c-sav.r-1', rules: ['THR-5'] },
    { given: 'an unknown reference', file: asked, reference: 'sav.c-sav.r-1', rules: ['THR-5'] },
    { given: 'a reference called constructor', file: asked, reference: 'constructor', rules: ['THR-5'] },
    { given: 'a closed case', file: closed, rules: ['THR-5'] },
    { given: 'a district as sender', file: asked, of: { from: 'hisingen' }, rules: ['THR-5'] },
    { given: 'a stage that is not LAS’s', file: asked, of: { stage: 'inDepth' }, rules: ['THR-1'] },
    {
      given: 'a stage that is not BOPS’s',
      file: asked,
      of: { from: 'bops', stage: 'initial' },
      rules: ['THR-1'],
    },
  ])('THR-5 THR-1: $given: refused by $rules, nothing is stored', ({ file, reference, of, rules }) => {
    const given = file();
    expect(given.gets(assessment(reference ?? referenceOf(given), of))).toEqual(refused(...rules));
  });

  test('THR-5 PIN-4: a case that does not exist is foreign', () => {
    expect(new CaseFile('sav').gets(assessment('sav.c-sav.r-1'))).toEqual({ kind: 'foreign', rules: [] });
  });

  function closed(): CaseFile {
    return moved().sender.does(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' });
  }
});

test('THR-1: the request goes to LAS, which brings in BOPS; the answer of BOPS is taken under it', () => {
  const file = asked();
  expect(file.letters('threatAssessmentRequest').map(({ to }) => to)).toEqual(['las']);
  expect(file.gets(assessment(referenceOf(file), { from: 'bops' }))).toBeUndefined();
  expect(registered().letters()).toEqual([]);
  expect(handledBySav().state.threat.requests).toMatchObject({ [referenceOf(file)]: { stopped: false } });
});

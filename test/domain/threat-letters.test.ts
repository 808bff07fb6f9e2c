import fc from 'fast-check';
import { CaseFile, refused, told } from './support/case-file';
import {
  asked,
  assessed,
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

describe('CON-8: the consent is withdrawn while an answer is awaited', () => {
  function stopped(): CaseFile {
    const file = assessed({ level: 'high', final: false });
    const [consent = ''] = Object.keys(file.state.consent.consents);
    return file.does(anna, 'withdrawConsent', { consent, at: file.now });
  }

  test('CON-8 CON-3: the assessment stops in the same step, its clocks end, the police are told', () => {
    const file = stopped();
    expect(file.last().events.map(({ type }) => type)).toEqual([
      'ConsentEnded',
      'ConsentCriterionFollowed',
      'AssessmentStopped',
    ]);
    expect(file.due()).toEqual([]);
    expect(file.letter('assessmentStopped')).toMatchObject({
      ...{ to: 'las', reference: referenceOf(file), enclosures: [], facts: { stoppedAt: file.now } },
      opener: file.letter('threatAssessmentRequest').letterId,
    });
    expect(threat(file)).toMatchObject({ requests: [{ standing: 'stopped' }] });
  });

  test('CON-8: the police are not told by the letter that other parties get', () => {
    const file = asked();
    file.delivered(file.letter('threatAssessmentRequest').letterId, 'sent', ['core']);
    const [consent = ''] = Object.keys(file.state.consent.consents);
    file.does(anna, 'withdrawConsent', { consent, at: file.now });
    expect(file.letters('consentWithdrawn')).toEqual([]);
  });

  test.each(['las', 'bops'])('CON-8: what %s still answers is refused by its header', (from) => {
    const file = stopped();
    const before = file.state;
    expect(file.gets(assessment(referenceOf(file), { from, letterId: 'm9' }))).toEqual(refused('CON-8'));
    expect(file.state).toBe(before);
  });

  test('CON-8 CON-2: the same when the time of the consent runs out', () => {
    const file = investigating();
    consents(file, ['las'], ['core'], { until: '2026-03-05T12:00:00.000Z' });
    file.does(anna, 'requestThreatAssessment', { occasion: 'first' });
    file.until('2026-03-05T12:00:00.000Z');
    expect(file.event('AssessmentStopped')).toMatchObject({ rules: ['CON-8'], to: 'las' });
    expect(file.due()).toEqual([]);
  });

  test('CON-9 CON-8: after a consent anew the police are asked anew, under a new reference and a new clock', () => {
    const file = stopped();
    const first = referenceOf(file);
    file.at('2026-03-10T09:00:00.000Z');
    asked(file);
    expect(referenceOf(file)).not.toBe(first);
    expect(file.gets(assessment(first, { letterId: 'm8' }))).toEqual(refused('CON-8'));
    expect(file.gets(assessment(referenceOf(file), { letterId: 'm9', level: 'low' }))).toBeUndefined();
    expect(file.event('ThreatAssessmentRequested')).toMatchObject({ dueAt: '2026-03-24T22:59:59.000Z' });
  });

  test('THR-9: a file with an open request is not closed, one whose request was stopped is', () => {
    const file = asked().does(anna, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
    const reason = { reason: 'applicationWithdrawn' };
    expect(file.tries(anna, 'closeCase', reason)).toEqual(refused('THR-9'));
    const [consent = ''] = Object.keys(file.state.consent.consents);
    file.does(anna, 'withdrawConsent', { consent, at: file.now });
    expect(file.tries(anna, 'closeCase', reason)).toBeUndefined();
  });
});

describe('PIN-5', () => {
  const arrivalTimes = (file: CaseFile): unknown =>
    JSON.parse(
      JSON.stringify(file.state.threat, (key: string, value: unknown) => (key === 'receivedAt' ? '' : value)),
    );

  const letter = fc.record({
    from: fc.constantFrom('las', 'bops'),
    letterId: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
    level: fc.constantFrom('low' as const, 'high' as const),
    final: fc.boolean(),
    assessedAt: fc.constantFrom('2026-03-03T09:00:00.000Z', '2026-03-04T09:00:00.000Z'),
    replaces: fc.option(fc.constantFrom('m1', 'm2', 'm3'), { nil: undefined }),
  });
  const letters = fc.uniqueArray(letter, {
    minLength: 2,
    maxLength: 5,
    selector: (l) => `${l.from}/${l.letterId}`,
  });
  const orders = letters.chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray(all, { minLength: all.length }),
      again: fc.subarray(all),
    }),
  );

  test('PIN-5 THR-5: any order and repetition of the same letters ends in the same state, arrival times apart', () => {
    const base = criteriaMet(asked());
    const reference = referenceOf(base);
    const played = (
      answers: readonly (typeof orders extends fc.Arbitrary<infer T> ? T : never)['all'][number][],
    ): CaseFile => {
      const file = new CaseFile('sav');
      file.state = base.state;
      answers.forEach(({ replaces, ...rest }, index) => {
        const receivedAt = `2026-03-05T10:00:${String(index).padStart(2, '0')}.000Z`;
        const of: Answer = { ...rest, receivedAt, ...(replaces === undefined ? {} : { replaces }) };
        expect(file.gets(assessment(reference, of))).toBeUndefined();
      });
      return file;
    };
    fc.assert(
      fc.property(orders, ({ all, order, again }) => {
        const [one, other] = [played(all), played([...order, ...again, ...order])];
        expect(arrivalTimes(other)).toEqual(arrivalTimes(one));
        expect({ ...other.state, threat: {} }).toEqual({ ...one.state, threat: {} });
        const seen = (file: CaseFile): unknown =>
          (threat(file) as { needsProtection: boolean }).needsProtection;
        expect(seen(other)).toBe(seen(one));
        expect(other.offers(anna)).toEqual(one.offers(anna));
        expect(other.due()).toEqual(one.due());
      }),
      { numRuns: 300 },
    );
  });

  test('PIN-5: LAS and BOPS may use the same message id', () => {
    const file = answered({ letterId: 'm1', final: false }, { from: 'bops', letterId: 'm1', level: 'high' });
    expect(threat(file)).toMatchObject({ requests: [{ results: [{ from: 'las' }, { from: 'bops' }] }] });
  });

  test('PIN-5: a correction names a message of its own sender', () => {
    const file = answered(
      { from: 'bops', letterId: 'm1', level: 'high' },
      { letterId: 'm2', replaces: 'm1' },
    );
    expect(threat(file)).toMatchObject({ assessment: { from: 'bops', level: 'high' } });
  });
});

test('THR-1: the request goes to LAS, which brings in BOPS; the answer of BOPS is taken under it', () => {
  const file = asked();
  expect(file.letters('threatAssessmentRequest').map(({ to }) => to)).toEqual(['las']);
  expect(file.gets(assessment(referenceOf(file), { from: 'bops' }))).toBeUndefined();
  expect(registered().letters()).toEqual([]);
  expect(handledBySav().state.threat.requests).toMatchObject({ [referenceOf(file)]: { stopped: false } });
});

import type { CaseFile } from './support/case-file';
import { refused } from './support/case-file';
import { asked, assessed, consents, investigating, referenceOf } from './support/given';
import { assessment } from './support/letters';
import { anna } from './support/people';

const threat = (file: CaseFile): unknown => file.view(anna)?.['threat'];

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
    // LAS was asked and has handed on: both functions are told.
    expect(file.letters('assessmentStopped')).toMatchObject(
      ['las', 'bops'].map((to) => ({
        ...{ to, reference: referenceOf(file), enclosures: [], facts: { stoppedAt: file.now } },
        opener: file.letter('threatAssessmentRequest').letterId,
      })),
    );
    expect(threat(file)).toMatchObject({ requests: [{ standing: 'stopped' }] });
  });

  test('CON-8: the police are not told by the letter that other parties get', () => {
    const file = asked();
    file.delivered(file.letter('threatAssessmentRequest').letterId, 'sent', ['core']);
    const [consent = ''] = Object.keys(file.state.consent.consents);
    file.does(anna, 'withdrawConsent', { consent, at: file.now });
    expect(file.letters('consentWithdrawn')).toEqual([]);
    // Nothing was handed on: BOPS was not asked and learns of nothing.
    expect(file.letters('assessmentStopped').map(({ to }) => to)).toEqual(['las']);
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

  test('THR-9 NTF-3: nobody is told of a request that a correction reopens, of which the police then never got the letter', () => {
    const file = assessed({ letterId: 'm1', final: true });
    file.delivered(file.letter('threatAssessmentRequest').letterId, 'rejected');
    file.gets(assessment(referenceOf(file), { letterId: 'm2', replaces: 'm1', final: false }));

    expect(file.due()).toEqual([]);
    expect(threat(file)).toMatchObject({ requests: [{ standing: 'stopped' }] });
    expect(file.until('2026-04-01T00:00:00.000Z')).toEqual([]);
  });

  test('THR-9 CON-8: a file with an open request is not closed; a withdrawn application stops the request', () => {
    const file = asked();
    const reason = { reason: 'applicationWithdrawn' };
    expect(file.tries(anna, 'closeCase', reason)).toEqual(refused('TRF-6', 'THR-9'));
    file.does(anna, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
    expect(file.last().events.map(({ type }) => type)).toEqual(['ApplicationWithdrawn', 'AssessmentStopped']);
    expect(file.letter('assessmentStopped')).toMatchObject({ to: 'las', reference: referenceOf(file) });
    expect(file.due()).toEqual([]);
    expect(file.tries(anna, 'closeCase', reason)).toBeUndefined();
  });
});

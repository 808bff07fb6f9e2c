import type { Body } from './support/case-file';
import { CaseFile, refused, told } from './support/case-file';
import { consents, registered } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hugo, siv } from './support/people';
import { advised, askedAtSav, atDistrict } from './support/questions';

const until = '2026-03-20T09:00:00.000Z';

/** Hisingen's case with one consent, and the body of a question under it. */
function asking(of: Body = {}, categories: readonly string[] = ['question', 'core']): [CaseFile, Body] {
  const file = atDistrict();
  const recipients = (of['recipients'] ?? ['sav']) as readonly string[];
  const consent = consents(file, recipients, categories, { purpose: 'advice', ...of });
  return [file, { consent, categories: ['core'] }];
}

describe('CON-7: advice about a person only with consent', () => {
  test.each<{
    given: string;
    of?: Body;
    categories?: readonly string[];
    rules: readonly string[] | undefined;
  }>([
    { given: 'advice', rules: undefined },
    { given: 'the exit process', of: { purpose: 'exitProcess' }, rules: undefined },
    { given: 'another purpose', of: { purpose: 'transfer' }, rules: ['CON-2'] },
    { given: 'another unit', of: { recipients: ['centrum'] }, rules: ['CON-2'] },
    { given: 'no question', categories: ['core'], rules: ['CON-4'] },
    { given: 'no core, which is wanted', categories: ['question'], rules: ['CON-4'] },
  ])('CON-7 CON-2 CON-4: a consent for $given: refused by $rules', ({ of, categories, rules }) => {
    const [file, body] = asking(of, categories);
    expect(file.tries(hugo, 'askAdvice', body, 'question')?.rules).toEqual(rules);
  });

  test('CON-7: without a consent the refusal says how advice is asked then', () => {
    const file = atDistrict();
    expect(file.tries(hugo, 'askAdvice', { consent: '', categories: [] })).toEqual(refused('CON-7'));
    const why = file.offers(hugo).find(({ action }) => action === 'askAdvice')?.obstacles[0]?.why;
    expect(why?.en).toMatch(/general terms, outside the case/);
  });

  test('CON-7 CON-3: under a consent that has ended or run out nothing is asked', () => {
    const [file, body] = asking({ until });
    expect(file.at('2026-03-20T09:00:00.001Z').tries(hugo, 'askAdvice', body)).toEqual(refused('CON-3'));
    const [other, again] = asking();
    other.does(hugo, 'withdrawConsent', { consent: again['consent'] ?? '', at: other.now });
    expect(other.tries(hugo, 'askAdvice', again)).toEqual(refused('CON-3'));
  });

  test('CON-7: SAV asks nobody for advice, and a closed file nobody either', () => {
    const sav = registered();
    const consent = consents(sav, ['hisingen'], ['question'], { purpose: 'advice' });
    expect(sav.tries(anna, 'askAdvice', { consent, categories: [] })).toEqual(refused('CON-7', 'CON-2'));
    const [file, body] = asking();
    file.does(hugo, 'withdrawApplication', { at: file.now });
    file.does(hugo, 'closeCase', { reason: 'applicationWithdrawn' });
    expect(file.tries(hugo, 'askAdvice', body)).toEqual(refused('INT-2'));
  });

  test('CON-7 CON-4: exactly the question and what is named go, each under that consent', () => {
    const { file, consent } = advised(['core', 'core']);
    const { to, enclosures, facts } = file.letter('adviceQuestion');
    expect([to, facts]).toEqual(['sav', {}]);
    expect(enclosures).toMatchObject([
      { category: 'question', notes: [{ noteId: 'o-question', field: 'question' }] },
      { category: 'core', person: 'v-1' },
    ]);
    for (const { carrier } of enclosures) expect(carrier).toMatchObject({ consent: { consentId: consent } });
    expect(file.view(hugo)).toMatchObject({ enquiries: [{ to: 'sav', standing: 'awaited' }] });
  });
});

describe('CON-7: SAV answers, under the consent that carried the question', () => {
  test('CON-7 CON-6: the question opens a file of its own with what was disclosed, and tells the unit', () => {
    const { file } = advised();
    const sav = new CaseFile('sav');
    sav.gets(arrives(file.letter('adviceQuestion'), 'hisingen', sav.now));
    expect(told(sav.last())).toContain('unit:letterArrived');
    expect(sav.state.intake).toMatchObject({ matter: 'advice', person: 'in-v-1' });
    sav.does(siv, 'assignCaseworker', { person: 'anna', standIns: [] });
    expect(sav.view(anna)).toMatchObject({
      next: { code: 'answerQuestion' },
      question: { kind: 'adviceQuestion', from: 'hisingen', answeredAt: null },
      holdsApplication: false,
    });
    expect(JSON.stringify(sav.view(anna))).not.toMatch(/strong|partial/);
    const again = arrives(file.letter('adviceQuestion'), 'hisingen', sav.now);
    expect(sav.gets({ ...again, letterId: 'l-again' })).toEqual(refused('TRF-6'));
  });

  test('CON-7 CON-4: the answer goes back as the question came, and the file closes as answered', () => {
    const { file, consent } = advised();
    const sav = askedAtSav(file.letter('adviceQuestion'));
    expect(sav.tries(anna, 'closeCase', { reason: 'answered' })).toEqual(refused('CON-7', 'CON-7'));
    sav.does(anna, 'answerAdvice', {}, 'answer');
    const letter = sav.letter('adviceAnswer');
    expect(letter).toMatchObject({ to: 'hisingen', toCase: 'c-hisingen', facts: {} });
    expect(letter.enclosures).toMatchObject([
      {
        ...{ category: 'question', notes: [{ field: 'answer' }] },
        carrier: { consent: { consentId: consent, givingUnit: 'hisingen', recipients: ['hisingen'] } },
      },
    ]);
    expect(sav.tries(anna, 'answerAdvice', {}, 'answer')).toEqual(refused('CON-7'));
    expect(sav.view(anna)).toMatchObject({ next: { code: 'close' } });
    expect(sav.tries(anna, 'closeCase', { reason: 'noFurtherAction' })).toEqual(refused('CON-7'));
    expect(sav.tries(anna, 'closeCase', { reason: 'answered' })).toBeUndefined();

    expect(file.gets(arrives(letter, 'sav', file.now))).toBeUndefined();
    expect(told(file.last())).toEqual(['caseworker:letterArrived']);
    expect(file.view(hugo)).toMatchObject({ enquiries: [{ standing: 'answered' }] });
    expect(file.gets({ ...arrives(letter, 'sav', file.now), letterId: 'l-again' })).toEqual(refused('CON-7'));
  });

  test.each([
    { what: 'of another unit', of: { from: 'centrum' }, rule: 'CON-7' },
    { what: 'to a question never asked', of: { reference: 'q-none' }, rule: 'CON-7' },
    { what: 'of another kind', of: { kind: 'classificationAnswer' as const }, rule: 'RSP-13' },
  ])('CON-7: an answer $what is let in nowhere: $rule', ({ of, rule }) => {
    const { file } = advised();
    const { reference } = file.letter('adviceQuestion');
    const letter = { ...byHand('adviceAnswer', { from: 'sav', reference }), ...of };
    expect(file.gets(letter)).toEqual(refused(rule));
  });

  test.each([
    { what: 'from the duty desk', from: 'socialjour', unit: 'sav', rules: ['CON-7'] },
    { what: 'from SAV itself', from: 'sav', unit: 'sav', rules: ['CON-7'] },
    { what: 'to a district', from: 'centrum', unit: 'hisingen', rules: ['CON-7'] },
  ])('CON-7: a question $what opens nothing', ({ from, unit, rules }) => {
    const letter = byHand('adviceQuestion', { from, reference: 'q-1' });
    expect(new CaseFile(unit).gets(letter)).toEqual(refused(...rules));
  });
});

describe('CON-3: the consent is withdrawn between question and answer', () => {
  test('CON-3 CON-7: SAV is told, answers no more, and closes without an answer', () => {
    const { file, consent } = advised();
    const question = file.letter('adviceQuestion');
    const sav = askedAtSav(question);
    file.delivered(question.letterId, 'sent', ['question', 'core']);
    file.does(hugo, 'withdrawConsent', { consent, at: file.now });
    const withdrawal = file.letter('consentWithdrawn');
    expect(withdrawal).toMatchObject({ to: 'sav', opener: question.letterId, reference: consent });
    sav.gets(arrives(withdrawal, 'hisingen', sav.now));
    expect(sav.tries(anna, 'answerAdvice', {}, 'answer')).toEqual(refused('CON-3'));
    expect(sav.view(anna)).toMatchObject({ next: { code: 'close' } });
    expect(sav.tries(anna, 'closeCase', { reason: 'answered' })).toEqual(refused('CON-7'));
    expect(sav.tries(anna, 'closeCase', { reason: 'noFurtherAction' })).toBeUndefined();
  });

  test('CON-3: an answer that waits to be sent is stopped, and nobody is told of it who knows', () => {
    const { file, consent } = advised();
    const sav = askedAtSav(file.letter('adviceQuestion')).does(anna, 'answerAdvice', {}, 'answer');
    const letter = sav.letter('adviceAnswer');
    expect(sav.last().effects).toMatchObject([{ type: 'letter', consents: [consent] }]);
    sav.gets(byHand('consentWithdrawn', { from: 'hisingen', reference: consent }));
    sav.delivered(letter.letterId, 'sent', ['question']);
    expect(sav.letters('consentWithdrawn')).toEqual([]);
  });

  test('CON-3: an answer that was on its way then is not let in, and the question is stopped', () => {
    const { file, consent } = advised();
    const letter = askedAtSav(file.letter('adviceQuestion'))
      .does(anna, 'answerAdvice', {}, 'answer')
      .letter('adviceAnswer');
    file.does(hugo, 'withdrawConsent', { consent, at: file.now });
    expect(file.gets(arrives(letter, 'sav', file.now))).toEqual(refused('CON-3'));
    expect(file.view(hugo)).toMatchObject({ enquiries: [{ standing: 'stopped' }] });
  });

  test('CON-3 CON-7: a question whose text stayed behind is answered by nobody', () => {
    const { file } = advised();
    const letter = arrives(file.letter('adviceQuestion'), 'hisingen', file.now);
    const sav = new CaseFile('sav');
    sav.gets({ ...letter, enclosures: letter.enclosures.slice(1) });
    sav.does(siv, 'assignCaseworker', { person: 'anna', standIns: [] });
    expect(sav.tries(anna, 'answerAdvice', {}, 'answer')).toEqual(refused('CON-3'));
    expect(sav.tries(anna, 'closeCase', { reason: 'noFurtherAction' })).toBeUndefined();
  });

  test('CON-7: a question that SAV’s system would not take is awaited no more and can be asked anew', () => {
    const { file, consent } = advised();
    file.delivered(file.letter('adviceQuestion').letterId, 'rejected');
    expect(file.view(hugo)).toMatchObject({ enquiries: [{ standing: 'stopped' }] });
    expect(file.tries(hugo, 'askAdvice', { consent, categories: [] }, 'question')).toBeUndefined();
  });
});

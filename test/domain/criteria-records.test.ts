import type { CaseFile } from './support/case-file';
import { refused } from './support/case-file';
import { consents, investigating, moved, moving, stubAt, takenOver } from './support/given';
import { arrives } from './support/letters';
import { anna, hedda, hugo, rut } from './support/people';

const method = { method: 'asi', by: 'anna', at: '2026-03-02T09:00:00.000Z' };

describe('DEF-7: the milieu is recorded with its kinds', () => {
  test.each([
    { kinds: ['unnamed'], rules: undefined },
    { kinds: ['right', 'honourContext', 'selfDefined'], rules: undefined },
    { kinds: [], rules: ['DEF-7'] },
    { kinds: ['unnamed', 'choir'], rules: ['DEF-7'] },
    { kinds: ['constructor'], rules: ['DEF-7'] },
  ])('DEF-7: $kinds: $rules', ({ kinds, rules }) => {
    const file = investigating();
    expect(file.tries(anna, 'recordMilieu', { kinds }, 'text')?.rules).toEqual(rules);
    expect(file.view(anna)).toMatchObject({ milieu: rules === undefined ? { kinds } : null });
  });

  test('DEF-7: what is recorded anew takes the place of the earlier, each kind once', () => {
    const file = investigating().does(anna, 'recordMilieu', { kinds: ['unnamed'] }, 'text');
    file.does(anna, 'recordMilieu', { kinds: ['left', 'left'] });
    expect(file.state.criteria.milieu).toEqual({ kinds: ['left'], notes: [] });
  });
});

describe('DEF-11: how the person was assessed', () => {
  test.each([
    { body: method, fields: ['ownCriminality'], rules: undefined },
    { body: { ...method, method: 'none' }, fields: ['ownCriminality', 'whyNone'], rules: undefined },
    { body: { ...method, method: 'none' }, fields: ['ownCriminality'], rules: ['DEF-11'] },
    { body: { ...method, method: 'tarot' }, fields: ['ownCriminality', 'whyNone'], rules: ['DEF-11'] },
    { body: { ...method, at: '2026-03-02T09:00:00.001Z' }, fields: [], rules: ['DEF-11'] },
    {
      body: { ...method, method: 'tarot', at: '2027-01-01T00:00:00.000Z' },
      fields: [],
      rules: ['DEF-11', 'DEF-11'],
    },
  ])('DEF-11: $body, with $fields: $rules', ({ body, fields, rules }) => {
    const file = investigating();
    expect(file.tries(anna, 'recordAssessmentMethod', body, ...fields)?.rules).toEqual(rules);
    expect(file.view(anna)).toMatchObject({
      assessmentMethod: rules === undefined ? { method: body.method, by: 'anna' } : null,
    });
  });

  test.each<[string, object]>([
    ['recordMilieu', { kinds: ['left'] }],
    ['recordAssessmentMethod', method],
  ])('DEF-9 INT-2: %s is done where the application is held, in an open file', (name, body) => {
    const { sender } = moved();
    expect(sender.tries(anna, name, body as never)).toEqual(refused('DEF-9'));
    sender.does(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' });
    expect(sender.tries(anna, name, body as never)).toEqual(refused('INT-2', 'DEF-9'));
  });
});

describe('TRF-2: what goes along with a transfer', () => {
  /** All is recorded, the consent covers these, and Hisingen has taken over. */
  function carried(...covered: readonly string[]): CaseFile {
    const sender = moving();
    sender.does(anna, 'recordMilieu', { kinds: ['left', 'unnamed'] }, 'text');
    sender.does(anna, 'recordAssessmentMethod', { ...method, method: 'none' }, 'ownCriminality', 'whyNone');
    for (const criterion of ['milieu', 'wish', 'need']) {
      sender.does(anna, 'recordCriterion', { criterion, value: 'met' }, `why-${criterion}`);
    }
    consents(sender, ['hisingen'], ['core', ...covered], { purpose: 'transfer' });
    sender.does(anna, 'offerTransfer', { to: 'hisingen', categories: ['milieu', 'criteria'] });
    const receiver = stubAt(sender).does(rut, 'confirmReceipt');
    sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', sender.now));
    receiver.gets(arrives(sender.letter('transferPackage'), 'sav', sender.now));
    return receiver.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
  }

  test('DEF-7 TRF-2: the milieu goes with its own category, and not with the criteria', () => {
    expect(carried('milieu').view(hugo)).toMatchObject({
      milieu: { kinds: ['left', 'unnamed'], notes: [{ noteId: 'in-o-text', field: 'text' }] },
      assessmentMethod: null,
    });
    expect(carried('criteria').view(hugo)).toMatchObject({ milieu: null });
  });

  test('DEF-11 TRF-2: the method and the own criminality go with the criteria', () => {
    const { method: kept } = carried('criteria').state.criteria;
    expect(kept).toMatchObject({ method: 'none', by: 'anna', assessedAt: method.at });
    expect(kept?.notes).toEqual([
      { noteId: 'in-o-ownCriminality', field: 'ownCriminality' },
      { noteId: 'in-o-whyNone', field: 'whyNone' },
    ]);
  });

  test('FUP-9 TRF-2: each criterion keeps its own reason', () => {
    const { assessed } = carried('criteria').state.criteria;
    expect(assessed).toEqual({
      milieu: { value: 'met', notes: [{ noteId: 'in-o-why-milieu', field: 'why-milieu' }] },
      wish: { value: 'met', notes: [{ noteId: 'in-o-why-wish', field: 'why-wish' }] },
      need: { value: 'met', notes: [{ noteId: 'in-o-why-need', field: 'why-need' }] },
    });
  });

  test.each([
    { facts: { kinds: ['a', '', 7, 'a', null] }, kinds: ['a'] },
    { facts: { kinds: 'left' }, kinds: undefined },
    { facts: { kinds: [] }, kinds: undefined },
    { facts: 'left', kinds: undefined },
  ])('DEF-7: of a partner’s $facts is taken: $kinds', ({ facts, kinds }) => {
    const { sender, receiver } = moved(['core']);
    const letter = arrives(sender.letter('transferPackage'), 'sav', sender.now);
    const [core] = letter.enclosures;
    if (core === undefined) throw new Error('There is no core');
    receiver.gets({ ...letter, enclosures: [core, { ...core, category: 'milieu', facts }] });
    expect(receiver.state.criteria.milieu?.kinds).toEqual(kinds);
  });

  test.each([
    { method: 'asi', assessedBy: 'anna', assessedAt: 'yesterday' },
    { method: 'asi', assessedBy: 'anna' },
    { assessedBy: 'anna', assessedAt: method.at },
    { method: 7, assessedBy: 'anna', assessedAt: method.at },
  ])('DEF-11: of a partner’s %j nothing is taken', (facts) => {
    const { sender, receiver } = moved(['core', 'criteria']);
    const letter = arrives(sender.letter('transferPackage'), 'sav', sender.now);
    const enclosures = letter.enclosures.map((item) =>
      item.category === 'criteria' ? { ...item, facts } : item,
    );
    receiver.gets({ ...letter, enclosures });
    expect(receiver.state.criteria.method).toBeUndefined();
    expect(takenOver().receiver.state.criteria.method).toBeUndefined();
  });
});

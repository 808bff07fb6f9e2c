import type { CaseFile } from './support/case-file';
import type { Body } from './support/case-file';
import { refused, told } from './support/case-file';
import { asked, registered, referenceOf, offered } from './support/given';
import { byHand } from './support/letters';
import { anna } from './support/people';

const now = '2026-03-02T09:00:00.000Z';
const scope: Body = {
  ...{ purpose: 'exitProcess', recipients: ['hisingen', 'bops'], categories: ['core', 'criteria'] },
  ...{ form: 'oral', receivedBy: 'las.7', givenAt: '2026-03-02T08:00:00.000Z' },
};

/** LAS took a consent when it was asked for an assessment. */
function takes(file: CaseFile, facts: Body = scope, of: { from?: string; reference?: string } = {}) {
  const letter = byHand('consentGiven', { from: 'las', reference: referenceOf(file), facts, ...of });
  return file.gets(letter);
}

describe('CON-2: a consent that a partner took on the unit’s request', () => {
  test('CON-2 CON-1: it stands on the own ledger, says who took it, and carries what it names', () => {
    const file = asked();
    expect(takes(file)).toBeUndefined();
    expect(told(file.last())).toEqual(['caseworker:letterArrived']);
    const consents = file.view(anna)?.['consents'] as readonly { readonly id: string }[];
    expect(consents.at(-1)).toMatchObject({ ...scope, takenBy: 'las', valid: true });
    const body = {
      consent: consents.at(-1)?.id ?? '',
      recipient: 'hisingen',
      categories: ['core'],
      purpose: 'exitProcess',
    };
    expect(file.tries(anna, 'discloseWithConsent', body)).toBeUndefined();
    expect(file.letter('disclosure').enclosures[0]?.carrier).toMatchObject({
      consent: { givingUnit: 'sav', ledgerCase: 'c-sav', recipients: ['hisingen'] },
    });
  });

  test.each<{ of: string; facts: Body; rules: readonly string[] }>([
    { of: 'everyone', facts: { ...scope, recipients: ['everyone'] }, rules: ['CON-2'] },
    { of: 'nobody', facts: { ...scope, recipients: [] }, rules: ['CON-2'] },
    { of: 'recipients that are no list', facts: { ...scope, recipients: 'hisingen' }, rules: ['CON-2'] },
    { of: 'the unit itself', facts: { ...scope, recipients: ['sav'] }, rules: ['CON-2'] },
    { of: 'another giving unit', facts: { ...scope, givingUnit: 'hisingen' }, rules: ['CON-2'] },
    { of: 'everything', facts: { ...scope, categories: ['everything'] }, rules: ['CON-2'] },
    { of: 'no purpose', facts: { ...scope, purpose: null }, rules: ['CON-2'] },
    { of: 'no form', facts: { ...scope, form: 'nodded' }, rules: ['CON-2'] },
    { of: 'nobody who received it', facts: { ...scope, receivedBy: '' }, rules: ['CON-2'] },
    { of: 'a personal number for that', facts: { ...scope, receivedBy: '19900118-9811' }, rules: ['CON-2'] },
    { of: 'no time', facts: { ...scope, givenAt: 'yesterday' }, rules: ['CON-2'] },
    { of: 'a time to come', facts: { ...scope, givenAt: '2026-03-02T09:00:00.001Z' }, rules: ['CON-2'] },
    { of: 'an end that is none', facts: { ...scope, until: 'later' }, rules: ['CON-2'] },
    { of: 'an end before now', facts: { ...scope, until: '2026-03-02T08:30:00.000Z' }, rules: ['CON-2'] },
  ])('CON-2: one that names $of is refused', ({ facts, rules }) => {
    const file = asked();
    expect(takes(file, facts)?.rules).toEqual(rules);
    expect(Object.keys(file.state.consent.consents)).toHaveLength(1);
  });

  test('CON-2: with an end it ends by itself', () => {
    const file = asked();
    takes(file, { ...scope, until: '2026-03-05T12:00:00.000Z' });
    expect(file.due()).toContainEqual(
      expect.objectContaining({ kind: 'consentEnds', at: '2026-03-05T12:00:00.000Z' }),
    );
  });
});

describe('CON-2 CON-6: only into an open file that has asked that party', () => {
  test.each<{
    given: string;
    file: () => CaseFile;
    of: (file: CaseFile) => { from?: string; reference: string };
    rule?: string;
  }>([
    { given: 'our request to it', file: asked, of: (file) => ({ reference: referenceOf(file) }) },
    {
      given: 'our request to another',
      file: asked,
      of: (file) => ({ from: 'bops', reference: referenceOf(file) }),
      rule: 'CON-2',
    },
    {
      given: 'our letter to it',
      file: offered,
      of: (file) => ({ from: 'hisingen', reference: file.letter('transferOffer').letterId }),
    },
    {
      given: 'our letter to another',
      file: offered,
      of: (file) => ({ from: 'nordost', reference: file.letter('transferOffer').letterId }),
      rule: 'CON-2',
    },
    {
      given: 'the case, by an authority',
      file: registered,
      of: () => ({ from: 'kriminalvarden', reference: 'c-sav' }),
    },
    {
      given: 'another case, by an authority',
      file: registered,
      of: () => ({ from: 'kriminalvarden', reference: 'c-other' }),
      rule: 'CON-2',
    },
    { given: 'the case, by the police', file: registered, of: () => ({ reference: 'c-sav' }), rule: 'CON-2' },
    { given: 'nothing of ours', file: registered, of: () => ({ reference: 'constructor' }), rule: 'CON-2' },
  ])('CON-2 CON-6: it names $given: $rule', ({ file, of, rule }) => {
    const given = file();
    const letter = byHand('consentGiven', { from: 'las', facts: scope, ...of(given) });
    expect(given.gets(letter)).toEqual(rule === undefined ? undefined : refused(rule));
  });

  test('CON-2: a closed file takes none', () => {
    const file = registered().does(anna, 'withdrawApplication', { at: now });
    file.does(anna, 'closeCase', { reason: 'applicationWithdrawn' });
    const letter = byHand('consentGiven', { from: 'kriminalvarden', reference: 'c-sav', facts: scope });
    expect(file.gets(letter)).toEqual(refused('CON-2'));
  });
});

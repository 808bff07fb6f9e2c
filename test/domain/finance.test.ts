import { finance as schemas } from '../../api/schemas/finance';
import { timeline } from '../../domain/case/timeline';
import type { Body } from './support/case-file';
import type { CaseFile } from './support/case-file';
import { consents, moved, registered } from './support/given';
import { anna, hugo } from './support/people';
import { placedAndTold, monday } from './support/placing';
import { goteborg } from './support/profile';

const authority = 'ekonomisktbistand';
const told = (path: string, categories: readonly string[] = ['core', 'financialNeed']): Body => ({
  ...{ authority, path, categories },
});

/** A consent that names financial assistance. */
function consented(of: Body = {}): CaseFile {
  const file = registered();
  consents(file, [authority], ['core', 'financialNeed'], { purpose: 'financialAssistance', ...of });
  return file;
}

describe('FIN-1: contact with financial assistance needs consent first', () => {
  const ended = (): CaseFile => {
    const file = consented();
    const consent = Object.keys(file.state.consent.consents)[0] ?? '';
    return file.does(anna, 'withdrawConsent', { consent, at: file.now });
  };

  test.each([
    { given: 'no consent', file: registered, body: told('ongoing'), rules: ['FIN-1'] },
    { given: 'no consent', file: registered, body: told('acute'), rules: ['FIN-1'] },
    { given: 'a consent', file: consented, body: told('ongoing'), rules: undefined },
    { given: 'a consent', file: consented, body: told('acute'), rules: undefined },
    { given: 'a consent', file: consented, body: told('acute', []), rules: ['CON-4'] },
    { given: 'a consent', file: consented, body: told('ongoing', ['core', 'milieu']), rules: ['FIN-1'] },
    { given: 'a consent withdrawn', file: ended, body: told('ongoing'), rules: ['FIN-1'] },
    {
      given: 'a consent to the exit process',
      file: () => consented({ purpose: 'exitProcess' }),
      ...{ body: told('acute'), rules: undefined },
    },
    {
      given: 'a consent to the placement',
      file: () => consented({ purpose: 'placement' }),
      ...{ body: told('acute'), rules: ['FIN-1'] },
    },
    {
      given: 'a consent to another authority',
      file: () => consented({ recipients: ['sis'] }),
      ...{ body: told('acute'), rules: ['FIN-1'] },
    },
    {
      given: 'a consent to another authority',
      file: () => consented({ recipients: ['sis'] }),
      ...{ body: { ...told('acute'), authority: 'sis' }, rules: ['FIN-2'] },
    },
  ])('FIN-1 FIN-2: $given, $body: $rules', ({ file, body, rules }) => {
    expect(file().tries(anna, 'contactFinancialAssistance', body)?.rules).toEqual(rules);
  });

  test('FIN-1: telling the person the contact details is no disclosure and needs none', () => {
    expect(registered().tries(anna, 'contactFinancialAssistance', told('none', []))).toBeUndefined();
    expect(registered().tries(anna, 'contactFinancialAssistance', told('none'))?.rules).toEqual(['FIN-1']);
    expect(consented().does(anna, 'contactFinancialAssistance', told('none', [])).last().rules).toEqual([
      'FIN-1',
      'FIN-2',
    ]);
  });
});

describe('FIN-2: which way, by how the case stands there', () => {
  test.each([
    { path: 'ongoing', line: undefined },
    { path: 'none', line: 'The district’s reception for financial assistance, 031-390 06 06' },
    { path: 'acute', line: 'The reception’s duty line, 031-390 06 07' },
  ])('FIN-2: $path: the case shows what was done, with the line $line', ({ path, line }) => {
    const file = consented();
    const categories = path === 'none' ? [] : ['core'];
    file.does(anna, 'contactFinancialAssistance', told(path, categories));
    const [shown] = file.view(anna)?.['financialAssistance'] as [{ path: string; line?: { en: string } }];
    expect(shown.path).toBe(path);
    expect(shown.line?.en.replace("'", '’')).toBe(line);
    const words = timeline(file.steps.slice(-1), goteborg)[0]?.what;
    expect(words?.en).toContain(shown.line?.en ?? 'responsible caseworker');
  });

  test('CON-4: what was told, and under which consent, stands on the record', () => {
    const file = consented().does(anna, 'contactFinancialAssistance', told('acute', ['core']));
    const [consentId] = Object.keys(file.state.consent.consents);
    expect(file.state.plan.finance).toMatchObject([
      { at: monday, authority, categories: ['core'], consentId },
    ]);
    expect(file.letters()).toEqual([]);
  });

  test.each([
    { given: 'the application has moved', file: () => moved().sender, by: anna, rules: ['FIN-2'] },
    { given: 'a placement runs', file: placedAndTold, by: hugo, rules: undefined },
    { given: 'the placement has ended', file: over, by: hugo, rules: ['FIN-2'] },
  ])('FIN-2: $given: $rules', ({ file, by, rules }) => {
    expect(file().tries(by, 'contactFinancialAssistance', told('none', []))?.rules).toEqual(rules);
  });

  function over(): CaseFile {
    return placedAndTold().does(hugo, 'endPlacement', { at: monday, reason: 'otherHelp' });
  }

  test.each([
    { body: told('ongoing'), takes: true },
    { body: told('whenever'), takes: false },
    { body: { ...told('acute'), note: 'matpengar' }, takes: false },
  ])('FIN-2: a request of $body is taken: $takes', ({ body, takes }) => {
    expect(schemas.contactFinancialAssistance.safeParse(body).success).toBe(takes);
  });
});

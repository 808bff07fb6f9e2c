import type { CarryingConsent } from '../../domain/letters/letter';
import { requestsInWords } from '../../dev/police/words';
import type { Request } from '../../dev/police/words';

const request: Request = {
  ...{
    letterId: 'l-1',
    kind: 'threatAssessmentRequest',
    from: 'sav',
    fromCase: 'c-1',
    reference: 'sav.c-1.r-1',
  },
  content: null,
};
const consent: CarryingConsent = {
  ...{ consentId: 's-1', givingUnit: 'sav', ledgerCase: 'c-1', purpose: 'threatAssessment' },
  ...{ recipients: ['bops'], categories: ['core'], givenAt: '2026-03-02T08:00:00.000Z' },
};
const full: Request = {
  ...request,
  content: {
    ...{ to: 'bops', sentAt: '2026-03-02T09:00:00.000Z' },
    enclosures: [
      {
        category: 'core',
        carrier: { kind: 'consent', consent },
        facts: {},
        texts: [],
      },
    ],
  },
};

test('PIN-6: what the stand-in police got is told with what it holds and the line that answers it, and no JSON', () => {
  const [first = '', second = ''] = requestsInWords([full, request]).split('\n\n');
  expect(first.split('\n')).toEqual([
    'threatAssessmentRequest from sav, case c-1, to bops, 2026-03-02T09:00:00.000Z',
    '  reference: sav.c-1.r-1',
    '  with: core',
    expect.stringMatching(/^ {2}answer it: npm run police -- send --as bops --reference sav\.c-1\.r-1 /),
  ]);
  // Started again, the stand-in knows only that it came.
  expect(second).toMatch(/^threatAssessmentRequest from sav, case c-1\n {2}reference: sav\.c-1\.r-1\n/);
});

test('what asks for nothing has no line that answers it, and where nothing came it is told what makes something come', () => {
  expect(requestsInWords([{ ...request, kind: 'assessmentStopped' }])).not.toContain('answer it');
  expect(requestsInWords([])).toContain('npm run demo');
});

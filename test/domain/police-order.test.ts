import { effectiveAssessment, needsProtection } from '../../domain/threat/questions';
import type { ReceivedLetter } from '../../domain/letters/letter';
import { CaseFile } from './support/case-file';
import { closedAt, consents, referenceOf, running } from './support/given';
import { arrives, assessment } from './support/letters';
import { anna, rut } from './support/people';
import type { Chance } from './world/chance';
import { chanceOf } from './world/chance';

// PIN-5: any order, repetition and delay of the same police letters ends in the same state of the case.

/** For each kind of file, half of them with letters all at once and half with letters days apart. */
const SHUFFLES = 1000;
const DAY_MS = 86_400_000;

/** A file that has asked the police twice, with the references of both requests. */
interface Asked {
  readonly file: CaseFile;
  readonly references: readonly string[];
}

/** The first request is answered by a final result, and the second waits; both may be corrected. */
function askedTwice(): Asked {
  const file = running();
  const first = referenceOf(file);
  file.until('2026-04-01T09:00:00.000Z');
  file.does(anna, 'requestThreatAssessment', { occasion: 'repeated' });
  return { file, references: [first, referenceOf(file)] };
}

/** The second request was made in the closed file, to follow it up; of the first nothing is let in any more. */
function closedTwice(): Asked {
  const file = closedAt('2026-03-04T10:00:00.000Z');
  const first = referenceOf(file);
  file.until('2026-04-01T09:00:00.000Z');
  file.does(anna, 'requestThreatAssessment', { occasion: 'repeated' });
  return { file, references: [first, referenceOf(file)] };
}

const centrum = { person: 'clas', unit: 'centrum', roles: ['caseworker'] } as const;

/** A district asked twice and moved the application; a consent lets the results follow, or none does. */
function movedTwice(covered: readonly string[]): Asked {
  const file = new CaseFile('centrum');
  const applicant = { receivedAt: '2026-03-02T08:30:00.000Z', age: 24, inCustody: false };
  file.does(centrum, 'registerApplication', { channel: 'reception', ...applicant }, 'wish');
  file.does(centrum, 'openInvestigation').does(centrum, 'setHomeDistrict', { district: 'hisingen' });
  const given = { form: 'oral', receivedBy: 'clas', givenAt: file.now };
  const police = { purpose: 'threatAssessment', recipients: ['las', 'bops'], categories: ['core'] };
  file.does(centrum, 'giveConsent', { ...police, ...given });
  const transfer = { purpose: 'transfer', recipients: ['hisingen'], categories: covered };
  file.does(centrum, 'giveConsent', { ...transfer, ...given });
  file.does(centrum, 'grantIntervention', { kind: 'acute', from: '2026-03-02' });
  file.does(centrum, 'requestThreatAssessment', { occasion: 'first' });
  const first = referenceOf(file);
  file.gets(assessment(first, { letterId: 'm1', level: 'high' }));
  file.until('2026-04-01T09:00:00.000Z');
  file.does(centrum, 'requestThreatAssessment', { occasion: 'repeated' });
  file.does(centrum, 'offerTransfer', { to: 'hisingen', categories: ['threatAssessment'] });
  const there = new CaseFile('hisingen');
  there.gets(arrives(file.letter('transferOffer'), 'centrum', file.now));
  there.does(rut, 'confirmReceipt');
  file.gets(arrives(there.letter('transferReceipt'), 'hisingen', file.now));
  return { file, references: [first, referenceOf(file)] };
}

/** Initial and in-depth results, final or not, corrections of what is there, of what comes, and of what never comes. */
function lettersOf(references: readonly string[], chance: Chance): readonly ReceivedLetter[] {
  return Array.from({ length: 2 + chance.below(5) }, (_, nth) => {
    const from = chance.pick(['las', 'bops'] as const);
    const replaces = chance.pick([undefined, undefined, 'm1', 's0', 's1', 's2', 'never']);
    return assessment(chance.some(references) ?? '', {
      ...{ from, letterId: `s${nth.toString()}`, level: chance.pick(['low', 'high'] as const) },
      ...{
        final: chance.hits(0.5),
        assessedAt: `2026-04-0${(1 + chance.below(2)).toString()}T07:00:00.000Z`,
      },
      ...(replaces === undefined ? {} : { replaces }),
    });
  });
}

/** The letters come to a copy of the file, a day apart or all at once; the clock is late and does not run. */
function played({ file }: Asked, letters: readonly ReceivedLetter[], apartMs: number): CaseFile {
  const copy = new CaseFile(file.unit, file.caseRef);
  copy.state = file.state;
  letters.forEach((letter, nth) => {
    const at = new Date(Date.parse('2026-04-02T09:00:00.000Z') + nth * apartMs).toISOString();
    copy.at(at).gets({ ...letter, receivedAt: at });
  });
  return copy.at('2026-06-01T09:00:00.000Z');
}

/** What a file comes to: its threat without the times of arrival, and all that follows from it. */
function endOf(file: CaseFile): unknown {
  const timeless = (key: string, value: unknown): unknown =>
    key === 'receivedAt' || key === 'late' ? undefined : value;
  const { threat, ...others } = file.state;
  const sent = file.letters().map(({ kind, to, enclosures }) => ({
    ...{ kind, to, categories: enclosures.map(({ category }) => category) },
  }));
  return JSON.parse(
    JSON.stringify(
      {
        ...{ requests: sorted(threat.requests), disclosed: threat.disclosed, sent },
        others: { ...others, consent: others.consent.consents },
        assessment: effectiveAssessment(file.state),
        need: needsProtection(file.state),
        next: [file.view(anna), file.view(centrum)].map((view) => [view?.['awaits'], view?.['next']]),
      },
      timeless,
    ),
  );
}

/** The results of each request by their names, whichever came first. */
function sorted(requests: CaseFile['state']['threat']['requests']): unknown {
  return Object.entries(requests).map(([reference, request]) => {
    const results = Object.entries(request.assessments).sort(([one], [other]) => (one < other ? -1 : 1));
    return [reference, { ...request, assessments: results }];
  });
}

const kindsOfFile: readonly { readonly given: string; readonly make: () => Asked }[] = [
  { given: 'an open file', make: askedTwice },
  {
    given: 'a file whose application moved, with its results',
    make: () => movedTwice(['core', 'threatAssessment']),
  },
  { given: 'a file whose application moved, without them', make: () => movedTwice(['core']) },
  { given: 'a closed file that is followed up', make: closedTwice },
];

describe.each(kindsOfFile)('PIN-5 THR-5 THR-7 THR-9: $given', ({ make }) => {
  const asked = make();

  test.each([
    { delay: 'all at once', apartMs: 0 },
    { delay: 'days apart, some after the time has ended', apartMs: DAY_MS * 3 },
  ])('PIN-5: the same letters shuffled and repeated, $delay, end in the same state', ({ apartMs }) => {
    let recorded = 0;
    for (let seed = 0; seed < SHUFFLES / 2; seed += 1) {
      const chance = chanceOf(seed, apartMs);
      const letters = lettersOf(asked.references, chance);
      const one = played(asked, letters, apartMs);
      const again = [...letters, ...chance.sample(letters, 0.4)];
      const other = played(asked, chance.shuffled(again), apartMs);
      const story = letters.map(({ letterId, from, reference, facts }) => ({
        letterId,
        from,
        reference,
        ...facts,
      }));
      // With all at once the clocks that are left are the same too; apart, reminders depend on when it was last heard.
      const left = (file: CaseFile): unknown => (apartMs === 0 ? file.due() : []);
      const end = { seed, story, end: endOf(one), due: left(one) };
      expect({ seed, story, end: endOf(other), due: left(other) }).toEqual(end);
      recorded += one.steps.filter(({ events }) => events.length > 0).length;
    }
    // A file in which nothing could be recorded would prove nothing.
    expect(recorded).toBeGreaterThan(SHUFFLES / 2);
  });
});

test('PIN-5 THR-9: what went on last to the unit that took over is what holds here', () => {
  const asked = movedTwice(['core', 'threatAssessment']);
  for (let seed = 0; seed < 200; seed += 1) {
    const chance = chanceOf(seed, 7);
    const file = played(asked, chance.shuffled(lettersOf(asked.references, chance)), 1000);
    const last = file.letters('disclosure').at(-1)?.enclosures[0]?.facts;
    expect(last).toMatchObject({ level: effectiveAssessment(file.state)?.level });
  }
});

test('PIN-5 INT-5: the same holds after the consent has ended', () => {
  const { file, references } = askedTwice();
  for (const consent of Object.keys(file.state.consent.consents)) {
    file.does(anna, 'withdrawConsent', { consent, at: file.now });
  }
  consents(file, ['las'], ['core'], { givenAt: file.now });
  for (let seed = 0; seed < 200; seed += 1) {
    const chance = chanceOf(seed, 11);
    const letters = lettersOf(references, chance);
    const [one, other] = [letters, chance.shuffled(letters)].map((all) =>
      played({ file, references }, all, 0),
    );
    expect(one && endOf(one)).toEqual(other && endOf(other));
  }
});

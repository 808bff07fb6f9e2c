import { timeline } from '../../domain/case/timeline';
import type { Carrier } from '../../domain/letters/letter';
import type { Profile } from '../../domain/profile/profile';
import type { Body } from './support/case-file';
import { CaseFile, told } from './support/case-file';
import { investigating, registered, registration } from './support/given';
import { arrives } from './support/letters';
import { anna, jouren, siv } from './support/people';
import { goteborg } from './support/profile';

const report: Body = {
  ground: 'reportDutySubstanceAbuse',
  recipient: 'hisingen',
  categories: ['substanceAbuse'],
};

/** What is on record of the use of a ground that carried the last letter of that kind. */
function useIn(file: CaseFile, kind: 'disclosure' | 'transferPackage'): unknown {
  const carriers = file.letter(kind).enclosures.map(({ carrier }): Carrier => carrier);
  return carriers.map((carrier) => carrier.kind === 'ground' && carrier.use)[0];
}

describe('CON-5: a ground that ends while its letter waits', () => {
  function stopped(): CaseFile {
    const file = registered().does(anna, 'discloseOnGround', report, 'why', 'content');
    return file.delivered(file.letter('disclosure').letterId, 'stopped');
  }

  test('CON-5 CON-4: the file shows that the disclosure did not go, and under which rules', () => {
    const file = stopped();
    expect(file.last().rules).toEqual(['CON-4', 'CON-5']);
    expect(file.view(anna)?.['onGround']).toEqual([expect.objectContaining({ standing: 'stopped' })]);
  });

  test('CON-5 NTF-3: the caseworker is told, because no person said anything that would tell', () => {
    expect(told(stopped().last())).toEqual(['caseworker:deliveryFailed']);
  });

  test('CON-5: what went stands as sent', () => {
    const file = registered().does(anna, 'discloseOnGround', report, 'why', 'content');
    file.delivered(file.letter('disclosure').letterId, 'sent', ['substanceAbuse']);
    expect(file.view(anna)?.['onGround']).toEqual([expect.objectContaining({ standing: 'sent' })]);
    expect(told(file.last())).toEqual([]);
  });
});

describe('CON-5: who decided is on record with what the ground carries', () => {
  const now = '2026-03-02T09:00:00.000Z';

  test('CON-5: the function that the ground asks for, also where the person works in others too', () => {
    const body = { ground: 'seriousCrimeReport', recipient: 'las', categories: ['crimeSuspicion'] };
    const both = { ...siv, roles: ['caseworker', 'supervisor'] as const };
    const file = investigating().does(both, 'discloseOnGround', body, 'why', 'content', 'suspicion');
    expect(useIn(file, 'disclosure')).toEqual({ decidedAt: now, as: 'supervisor', by: 'siv' });
  });

  test('CON-5: the one whom the authority named', () => {
    const file = investigating();
    const grounds: Profile['grounds'] = goteborg.grounds.map((ground) =>
      ground.id === 'preventOrInvestigateCrime'
        ? { ...ground, enabled: true, decider: 'The head of department', deciders: ['siv'] }
        : ground,
    );
    file.profile = { ...goteborg, grounds };
    const body = { ground: 'preventOrInvestigateCrime', recipient: 'las', categories: ['crimeSuspicion'] };
    file.does(siv, 'discloseOnGround', body, 'why', 'content', 'weighing');
    expect(useIn(file, 'disclosure')).toEqual({ decidedAt: now, as: 'namedDecider', by: 'siv' });
  });

  test('CON-5: with an age that ends it, the last day on which the person is young enough', () => {
    const body = { ...registration, age: 20, agesToCome: { '21': '2026-03-04' } };
    const file = new CaseFile('sav').does(anna, 'registerApplication', body, 'wish');
    const youth = { ground: 'preventYouthCrime', recipient: 'las', categories: ['crimeSuspicion'] };
    file
      .does(anna, 'openInvestigation')
      .does(siv, 'discloseOnGround', youth, 'why', 'content', 'circumstances', 'crimeRisk');
    expect(useIn(file, 'disclosure')).toMatchObject({ lastDay: '2026-03-03' });
  });

  test('CON-5 WRK-3: the receiver reads the ground, the day and the function, and no name', () => {
    const file = registered().does(anna, 'discloseOnGround', report, 'why', 'content');
    const letter = arrives(file.letter('disclosure'), 'sav', file.now);
    const enclosures = letter.enclosures.map(({ carrier, ...enclosure }) => ({
      ...enclosure,
      carrier: { ...carrier, use: { decidedAt: now, as: 'caseworker' as const } },
    })) as typeof letter.enclosures;
    const there = new CaseFile('hisingen');
    there.gets({ ...letter, enclosures });
    const [entry] = timeline([there.last()], goteborg);
    expect(entry?.what.en).toMatch(
      /without consent\. Ground: .+, LVM \(1988:870\) 6 §\. Decided there by a caseworker, 2026-03-02\.$/,
    );
    expect(entry?.what.sv).toMatch(/Beslutat där av socialsekreterare, 2026-03-02\.$/);
  });

  test('CON-5 TRF-7 WRK-3: so does the district to which a report was passed on', () => {
    const file = registered().does(anna, 'setHomeDistrict', { district: 'hisingen' });
    file.does(anna, 'receiveConcernReport', { receivedAt: now }, 'text').does(anna, 'forwardConcernReport');
    const there = new CaseFile('hisingen');
    there.gets(arrives(file.letter('concernReport'), 'sav', file.now));
    const [entry] = timeline([there.last()], goteborg);
    expect(entry?.what.en).toMatch(
      /waits for our receipt\. Ground: .+ Decided there by a caseworker, 2026-03-02\.$/,
    );
    expect(entry?.what.en).not.toContain('anna');
  });

  test('CON-5 INT-9 WRK-3: of what a clock sent nobody is said to have decided anything', () => {
    const file = new CaseFile('socialjour').does(jouren, 'receiveConcernReport', { receivedAt: now }, 'text');
    file.does(jouren, 'setHomeDistrict', { district: 'hisingen' }).until('2026-03-03T07:00:00.000Z');
    const there = new CaseFile('hisingen');
    there.gets(arrives(file.letter('concernReport'), 'socialjour', file.now));
    const [entry] = timeline([there.last()], goteborg);
    expect(entry?.what.en).toMatch(/ It followed from the routine, 2026-03-03\.$/);
    expect(entry?.what.sv).toMatch(/ Det följde av rutinen, 2026-03-03\.$/);
  });
});

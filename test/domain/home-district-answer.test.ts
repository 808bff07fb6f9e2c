import { CaseFile, refused, told } from './support/case-file';
import { registered } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna } from './support/people';
import { atDutyDesk, byCommonAddress, hidden, jonas } from './support/questions';

/** SAV asks the duty desk. */
function asked(file = registered()): CaseFile {
  return file.does(anna, 'askHomeDistrict', {}, 'what');
}

describe('INT-6: the duty desk answers', () => {
  test('INT-6: the question opens a file of its own, from the common address, and is answered to it', () => {
    const desk = atDutyDesk(asked().letter('homeDistrictQuestion'));
    expect(desk.view(jonas)).toMatchObject({
      ...{ matter: 'homeDistrict', next: { code: 'answerQuestion' }, consents: [] },
      question: { kind: 'homeDistrictQuestion', from: 'goteborg' },
    });
    expect(desk.tries(jonas, 'closeCase', { reason: 'answered' })).toEqual(refused('INT-6', 'INT-6'));
    desk.does(jonas, 'answerHomeDistrict', { district: 'nordost' });
    expect(desk.letter('homeDistrictAnswer')).toMatchObject({
      ...{ to: 'goteborg', toCase: hidden, facts: {} },
      enclosures: [
        {
          category: 'homeDistrict',
          facts: { district: 'nordost' },
          carrier: { ground: { id: 'districtQuestion' } },
        },
      ],
    });
    expect(desk.tries(jonas, 'answerHomeDistrict', { district: 'nordost' })).toEqual(refused('INT-6'));
    expect(desk.tries(jonas, 'closeCase', { reason: 'answered' })).toBeUndefined();
  });

  test.each(['sav', 'las', 'everywhere', 'constructor'])('INT-6: %s is no district to answer', (district) => {
    const desk = atDutyDesk(asked().letter('homeDistrictQuestion'));
    expect(desk.tries(jonas, 'answerHomeDistrict', { district })).toEqual(refused('INT-6'));
  });

  test.each([
    { from: 'sav', unit: 'socialjour' },
    { from: 'hisingen', unit: 'socialjour' },
    { from: 'goteborg', unit: 'hisingen' },
    { from: 'goteborg', unit: 'sav' },
  ])('INT-6: a question from $from to $unit opens nothing', ({ from, unit }) => {
    const letter = byHand('homeDistrictQuestion', { from, reference: 'q-1' });
    expect(new CaseFile(unit).gets(letter)).toEqual(refused('INT-6'));
  });

  test('INT-6 TRF-6: the same question again, under another letter id, changes nothing', () => {
    const question = asked().letter('homeDistrictQuestion');
    const again = { ...byCommonAddress(question), letterId: 'l-again' };
    expect(atDutyDesk(question).gets(again)).toEqual(refused('TRF-6'));
  });

  test('INT-6: nobody answers where nobody asked', () => {
    expect(registered().tries(anna, 'answerHomeDistrict', { district: 'nordost' })).toEqual(refused('INT-6'));
  });
});

describe('INT-6: the answer sets the home district of the case that asked', () => {
  function answeredBy(district: string, file = asked()): CaseFile {
    const desk = atDutyDesk(file.letter('homeDistrictQuestion'));
    desk.does(jonas, 'answerHomeDistrict', { district });
    file.gets(arrives(desk.letter('homeDistrictAnswer'), 'socialjour', file.now));
    return file;
  }

  test.each(['nordost', 'hisingen', 'unclear'])('INT-6: %s', (district) => {
    const file = answeredBy(district);
    expect(file.event('HomeDistrictSet')).toMatchObject({ rules: ['INT-6'], district, basis: 'dutyDesk' });
    expect(told(file.last())).toEqual(['caseworker:letterArrived']);
    expect(file.view(anna)).toMatchObject({ homeDistrict: district, enquiries: [{ standing: 'answered' }] });
  });

  test('INT-6: after “unclear” the duty desk may be asked anew', () => {
    expect(answeredBy('unclear').tries(anna, 'askHomeDistrict', {}, 'what')).toBeUndefined();
    expect(answeredBy('nordost').tries(anna, 'askHomeDistrict', {}, 'what')).toEqual(refused('INT-6'));
  });

  test('INT-6: what the caseworker has found meanwhile stands', () => {
    const file = asked().does(anna, 'setHomeDistrict', { district: 'centrum' });
    expect(answeredBy('unclear', file).state.intake.homeDistrict).toBe('centrum');
  });

  test.each([null, 7, 'x', {}, { district: 'sav' }, { district: ['nordost'] }, { district: 'constructor' }])(
    'INT-6: an answer that says %j is not taken',
    (facts) => {
      const file = asked();
      const desk = atDutyDesk(file.letter('homeDistrictQuestion')).does(jonas, 'answerHomeDistrict', {
        district: 'nordost',
      });
      const letter = arrives(desk.letter('homeDistrictAnswer'), 'socialjour', file.now);
      const enclosures = letter.enclosures.map((enclosure) => ({ ...enclosure, facts }));
      expect(file.gets({ ...letter, enclosures })).toEqual(refused('INT-6'));
    },
  );

  test.each([
    { what: 'of a district', of: { from: 'hisingen' } },
    { what: 'of the common address', of: { from: 'goteborg' } },
    { what: 'to another question', of: { reference: 'q-none' } },
  ])('INT-6: an answer $what is not let in', ({ of }) => {
    const file = asked();
    const { reference } = file.letter('homeDistrictQuestion');
    expect(file.gets({ ...byHand('homeDistrictAnswer', { from: 'socialjour', reference }), ...of })).toEqual(
      refused('INT-6'),
    );
  });

  test('INT-6: an answer that comes to a closed file is not let in', () => {
    const file = asked();
    file
      .does(anna, 'withdrawApplication', { at: file.now })
      .does(anna, 'closeCase', { reason: 'applicationWithdrawn' });
    const { reference } = file.letter('homeDistrictQuestion');
    expect(file.gets(byHand('homeDistrictAnswer', { from: 'socialjour', reference }))).toEqual(
      refused('INT-6'),
    );
  });
});

import { CaseFile, refused } from './support/case-file';
import { asked, assessed, consents, criteriaMet, handledBySav } from './support/given';
import { arrives } from './support/letters';
import { anna, hedda, hugo, siv } from './support/people';
import { answered, assessedAtDistrict, atDistrict, requested } from './support/questions';

const regular = { kind: 'regular', from: '2026-03-02' };

describe('RSP-5: special and able: SAV takes over', () => {
  const toSav = { to: 'sav', categories: ['criteria', 'threatAssessment', 'classification'] };

  test.each([
    { found: 'able', consented: true, rules: undefined },
    { found: 'able', consented: false, rules: ['TRF-1'] },
    { found: 'notAble', consented: true, rules: ['RSP-5'] },
  ] as const)(
    'RSP-5 TRF-1: $found, consent: $consented: the transfer is refused by $rules',
    ({ found, consented, rules }) => {
      const { file } = requested();
      answered(file, found);
      if (consented) consents(file, ['sav'], ['core'], { purpose: 'transfer' });
      expect(file.tries(hugo, 'offerTransfer', toSav)?.rules).toEqual(rules);
    },
  );

  test('RSP-5: not special, or never asked: the district goes on, and SAV takes over nothing', () => {
    const never = assessedAtDistrict();
    consents(never, ['sav'], ['core'], { purpose: 'transfer' });
    expect(never.tries(hugo, 'offerTransfer', toSav)).toEqual(refused('RSP-5'));
    const { file } = requested(undefined, assessedAtDistrict({ level: 'low' }));
    answered(file, 'notSpecial');
    consents(file, ['sav'], ['core'], { purpose: 'transfer' });
    expect(file.tries(hugo, 'offerTransfer', toSav)).toEqual(refused('RSP-5'));
    expect(file.view(hugo)).toMatchObject({ next: { code: 'grantIntervention' } });
    expect(file.tries(hugo, 'grantIntervention', regular)).toBeUndefined();
  });

  test('RSP-5: the latest answer counts', () => {
    const { file, consent } = requested();
    answered(file, 'able');
    file.does(
      hugo,
      'requestClassification',
      { consent, categories: ['criteria', 'threatAssessment'] },
      'text',
    );
    answered(file, 'notAble', 'c-sav-2');
    consents(file, ['sav'], ['core'], { purpose: 'transfer' });
    expect(file.tries(hugo, 'offerTransfer', toSav)).toEqual(refused('RSP-5'));
  });

  test('RSP-5 TRF-6: the district says so as what is next, hands over, and closes with that reason', () => {
    const { district, sav } = handedOver(['core', 'criteria', 'threatAssessment']);
    expect(district.tries(hugo, 'closeCase', { reason: 'noFurtherAction' })).toEqual(refused('RSP-5'));
    expect(district.tries(hugo, 'closeCase', { reason: 'handlingMovedToOtherBoard' })).toBeUndefined();
    expect(sav.view(anna)).toMatchObject({ holdsApplication: true, handling: {} });
  });

  test('DEF-5 DEF-6: SAV classifies itself what it took over, on the assessment that came along', () => {
    const { sav } = handedOver(['core', 'criteria', 'threatAssessment', 'classification']);
    expect(sav.tries(anna, 'grantIntervention', regular)?.rules).toContain('RSP-1');
    sav.does(anna, 'openInvestigation');
    expect(sav.view(anna)).toMatchObject({ next: { code: 'classify' }, handling: {} });
    sav
      .does(anna, 'classifyDefector', { classification: 'special' })
      .does(anna, 'assessAbility', { ability: 'able' });
    sav.does(anna, 'decideHandling');
    expect(sav.state.handling.decision).toEqual({ handledBy: 'own', unit: 'sav' });
    expect(sav.tries(anna, 'grantIntervention', regular)).toBeUndefined();
  });

  test('DEF-6: with only the core SAV waits for an assessment of its own, or states other circumstances', () => {
    const { sav } = handedOver(['core']);
    criteriaMet(sav.does(anna, 'openInvestigation'));
    const special = { classification: 'special' };
    expect(sav.view(anna)).toMatchObject({ next: { code: 'askPolice' } });
    expect(sav.tries(anna, 'classifyDefector', special)).toEqual(refused('DEF-6', 'DEF-4'));
    sav.does(anna, 'classifyDefector', special, 'otherCircumstances');
    expect(sav.view(anna)).toMatchObject({ next: { code: 'assessAbility' } });

    const other = assessed(
      { level: 'high' },
      asked(criteriaMet(handedOver(['core']).sav.does(anna, 'openInvestigation'))),
    );
    expect(other.tries(anna, 'classifyDefector', special)).toBeUndefined();
  });

  /** SAV has the application that Hisingen handed over, with the categories. */
  function handedOver(covered: readonly string[]): { district: CaseFile; sav: CaseFile } {
    const { file: district } = requested();
    answered(district);
    expect(district.view(hugo)).toMatchObject({ next: { code: 'offerTransfer' } });
    consents(district, ['sav'], covered, { purpose: 'transfer' });
    expect(district.offer(hugo, 'offerTransfer').possible).toBe(true);
    district.does(hugo, 'offerTransfer', toSav);
    return { district, sav: movedToSav(district, 'c-sav-2') };
  }
});

/** SAV takes over what the district has offered. */
function movedToSav(district: CaseFile, caseRef: string): CaseFile {
  const sav = new CaseFile('sav', caseRef);
  sav.gets(arrives(district.letter('transferOffer'), district.unit, sav.now));
  sav.does(siv, 'confirmReceipt');
  district.gets(arrives(sav.letter('transferReceipt'), 'sav', district.now));
  sav.gets(arrives(district.letter('transferPackage'), district.unit, sav.now));
  return sav.does(siv, 'assignCaseworker', { person: 'anna', standIns: [] });
}

describe('RSP-7: needs are met later and the person wants to leave again', () => {
  test('RSP-7 TRF-6: the new application names the old one, and takes it along to SAV', () => {
    const earlier = `a-${'0'.repeat(24)}`;
    const ongoing = atDistrict({ channel: 'ongoingCase', earlierApplication: earlier });
    expect(ongoing.view(hugo)).toMatchObject({ application: { earlier, standing: 'held' } });
    const { file } = requested(undefined, assessedAtDistrict({ level: 'high' }, ongoing));
    answered(file);
    consents(file, ['sav'], ['core'], { purpose: 'transfer' });
    const sav = movedToSav(file.does(hugo, 'offerTransfer', { to: 'sav', categories: [] }), 'c-sav-2');
    expect(sav.view(anna)).toMatchObject({ application: { earlier, from: 'hisingen' } });
    expect(sav.state.transfer.application?.ref).toBe(ongoing.state.transfer.application?.ref);
  });

  test('RSP-7: without an earlier one there is none to name', () => {
    expect(atDistrict({ channel: 'ongoingCase' }).state.transfer.application).not.toHaveProperty('earlier');
    expect(handledBySav().view(anna)).not.toMatchObject({
      application: { earlier: expect.anything() as string },
    });
  });
});

describe('TRF-6 RSP-5 RSP-3: the same two units again and again', () => {
  /** SAV finds what it took over not special, and the application moves back to Hisingen. */
  function movedBack(sav: CaseFile, caseRef: string): CaseFile {
    sav.does(anna, 'openInvestigation').does(anna, 'classifyDefector', { classification: 'notSpecial' });
    sav.does(anna, 'decideHandling');
    consents(sav, ['hisingen'], ['core', 'threatAssessment'], { purpose: 'transfer' });
    sav.does(anna, 'offerTransfer', { to: 'hisingen', categories: ['threatAssessment'] });
    const district = new CaseFile('hisingen', caseRef);
    district.gets(arrives(sav.letter('transferOffer'), 'sav', district.now));
    district.does(hedda, 'confirmReceipt');
    sav.gets(arrives(district.letter('transferReceipt'), 'hisingen', sav.now));
    district.gets(arrives(sav.letter('transferPackage'), 'sav', district.now));
    return district.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
  }

  /** Hisingen asks SAV, which finds special and able, and hands the application over. */
  function movedOn(district: CaseFile, nth: string): CaseFile {
    requested(undefined, district);
    answered(district, 'able', `c-asked-${nth}`);
    consents(district, ['sav'], ['core', 'threatAssessment'], { purpose: 'transfer' });
    district.does(hugo, 'offerTransfer', { to: 'sav', categories: ['threatAssessment'] });
    return movedToSav(district, `c-sav-${nth}`);
  }

  test('TRF-6: A→B→A→B→A are four transfers with four files, and one holder all along', () => {
    const first = assessedAtDistrict().does(hugo, 'setHomeDistrict', { district: 'hisingen' });
    const files = [first];
    const holders = (): readonly string[] =>
      files.flatMap((file) => (file.state.transfer.application?.standing === 'held' ? [file.caseRef] : []));
    const goOn = (file: CaseFile): CaseFile => {
      files.push(file);
      expect(holders()).toEqual([file.caseRef]);
      return file;
    };
    const second = goOn(movedOn(first, '1'));
    const third = goOn(movedBack(second, 'c-back-1'));
    criteriaMet(third.does(hugo, 'openInvestigation'));
    const fourth = goOn(movedOn(third, '2'));
    goOn(movedBack(fourth, 'c-back-2'));

    const transfers = files.flatMap(({ state }) => Object.keys(state.transfer.outgoing));
    expect(new Set(transfers).size).toBe(4);
    expect(files.slice(1).map(({ state }) => state.transfer.incoming?.id)).toEqual(transfers);
    expect(new Set(files.map(({ state }) => state.transfer.application?.ref)).size).toBe(1);
    for (const [nth, file] of files.slice(0, 4).entries()) {
      const by = nth % 2 === 0 ? hugo : anna;
      expect(file.tries(by, 'closeCase', { reason: 'handlingMovedToOtherBoard' })).toBeUndefined();
    }
  });
});

import type { Body, CaseFile } from './support/case-file';
import { rejected } from './support/decided';
import { handledBySav, moved, takenOver } from './support/given';
import { anna, hugo } from './support/people';

const now = '2026-03-02T09:00:00.000Z';

describe('RSP-12: relatives are helped by their own district', () => {
  test.each<{ given: string; file: () => CaseFile; body?: Body; rules: readonly string[] | undefined }>([
    { given: 'a district', file: handledBySav, rules: undefined },
    { given: 'SAV itself', file: handledBySav, body: { district: 'sav' }, rules: ['RSP-12'] },
    { given: 'the police', file: handledBySav, body: { district: 'las' }, rules: ['RSP-12'] },
    { given: 'the duty desk', file: handledBySav, body: { district: 'socialjour' }, rules: ['RSP-12'] },
    {
      given: 'in the future',
      file: handledBySav,
      body: { at: '2026-03-02T09:00:00.001Z' },
      rules: ['RSP-12'],
    },
    { given: 'not handled here any more', file: () => moved().sender, rules: ['RSP-12'] },
    { given: 'rejected', file: () => rejected('declinesMove'), rules: ['RSP-12'] },
  ])('RSP-12: $given: $rules', ({ file, body, rules }) => {
    const given = { district: 'nordost', at: now, ...body };
    expect(file().tries(anna, 'informRelatives', given, 'contact')?.rules).toEqual(rules);
  });

  test('RSP-12: the case shows that it was done, also when the threat is judged anew', () => {
    const relatives = [{ district: 'nordost', at: now, notes: [{ noteId: 'o-contact', field: 'contact' }] }];
    const file = handledBySav().does(anna, 'informRelatives', { district: 'nordost', at: now }, 'contact');
    expect(file.view(anna)).toMatchObject({ handling: { ability: 'able', relatives } });
    file.does(anna, 'assessAbility', { ability: 'notAble' }, 'otherNeeds');
    expect(file.view(anna)).toMatchObject({ handling: { ability: 'notAble', relatives } });
    file.does(anna, 'classifyDefector', { classification: 'special' });
    expect(file.view(anna)?.['handling']).toEqual({ classification: 'special', relatives });
    file.does(anna, 'informRelatives', { district: 'centrum', at: now }, 'contact');
    expect(file.state.handling.relatives?.map(({ district }) => district)).toEqual(['nordost', 'centrum']);
  });

  test('RSP-12: a district that handles does the same', () => {
    const { receiver } = takenOver();
    const body = { district: 'hisingen', at: now };
    expect(receiver.tries(hugo, 'informRelatives', body, 'contact')).toBeUndefined();
  });
});

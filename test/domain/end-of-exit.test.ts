import { timeline } from '../../domain/case/timeline';
import type { Reader } from '../../domain/kernel/actor';
import type { Body, CaseFile } from './support/case-file';
import { decided, ended, notAble, toldOf } from './support/decided';
import {
  asked,
  assessed,
  criteriaMet,
  handledBySav,
  moved,
  moving,
  offered,
  takenOver,
} from './support/given';
import { anna, hugo } from './support/people';
import { goteborg } from './support/profile';

const regular: Body = { kind: 'regular', from: '2026-03-02' };

describe('RSP-10: an exit that cannot be carried out is ended by the unit that handles it', () => {
  test.each<{
    given: string;
    file: () => CaseFile;
    by?: Reader;
    body?: Body;
    rules: readonly string[] | undefined;
  }>([
    { given: 'handled by SAV', file: handledBySav, rules: undefined },
    {
      given: 'interventions running',
      file: () => handledBySav().does(anna, 'grantIntervention', regular),
      rules: undefined,
    },
    { given: 'handled by a district', file: () => takenOver().receiver, by: hugo, rules: undefined },
    { given: 'decided tomorrow', file: handledBySav, body: { decidedOn: '2026-03-03' }, rules: ['RSP-11'] },
    { given: 'older than it', file: handledBySav, body: { decidedOn: '2026-03-01' }, rules: ['RSP-11'] },
    { given: 'first rejected', file: notAble, rules: ['RSP-2'] },
    { given: 'moving', file: moving, rules: ['RSP-3'] },
    {
      given: 'nobody decided who handles',
      file: () => assessed({ level: 'high' }, criteriaMet(asked())),
      rules: ['RSP-1'],
    },
    { given: 'offered away', file: offered, rules: ['TRF-6', 'RSP-3'] },
    { given: 'moved away', file: () => moved().sender, rules: ['RSP-5', 'RSP-3'] },
    { given: 'ended already', file: ended, rules: ['RSP-5'] },
    { given: 'no application', file: () => toldOf('hisingen'), by: hugo, rules: ['TRF-6'] },
  ])('RSP-10 RSP-11: $given: $rules', ({ file, by = anna, body, rules }) => {
    expect(file().tries(by, 'endExit', { ...decided, ...body }, 'reasons')?.rules).toEqual(rules);
  });

  test('RSP-10 RSP-11: it is a formal decision with reasons, and can be appealed', () => {
    const file = ended();
    expect(file.view(anna)).toMatchObject({
      application: { standing: 'ended' },
      decisions: {
        taken: [
          {
            ...{ kind: 'end', because: 'cannotBeCarriedOut', decidedBy: 'siv', act: 'SoL (2025:400)' },
            notes: [{ noteId: 'o-reasons', field: 'reasons' }],
          },
        ],
      },
    });
    const what = timeline([file.last()], goteborg)[0]?.what;
    expect(what?.en).toBe(
      'The exit was ended: it cannot be carried out. Decided by siv on 2026-03-02 under SoL (2025:400). The decision can be appealed to the administrative court.',
    );
    expect(what?.sv).toBe(
      'Avhoppet avslutades: det kan inte genomföras. Beslutat av siv 2026-03-02 enligt SoL (2025:400). Beslutet kan överklagas till förvaltningsrätten.',
    );
  });
});

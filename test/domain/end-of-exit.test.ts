import { timeline } from '../../domain/case/timeline';
import type { Reader } from '../../domain/kernel/actor';
import { refused } from './support/case-file';
import type { Body, CaseFile } from './support/case-file';
import { decided, ended, notAble, toldOf } from './support/decided';
import { received } from './support/duty-desk';
import {
  asked,
  assessed,
  criteriaMet,
  handledBySav,
  moved,
  moving,
  offered,
  registered,
  running,
  takenOver,
} from './support/given';
import { anna, hugo, jouren } from './support/people';
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

describe('RSP-10 TRF-6: no application is held for ever', () => {
  const gone = { ...decided, because: 'personDied' };

  test.each<{ given: string; file: () => CaseFile; by?: Reader }>([
    { given: 'just registered at SAV', file: registered },
    { given: 'an assessment awaited, nothing classified', file: asked },
    { given: 'moving to the home district', file: moving },
    { given: 'special and not able', file: notAble },
    { given: 'handled by SAV, interventions running', file: running },
    { given: 'handled by a district', file: () => takenOver().receiver, by: hugo },
    { given: 'at the duty desk', file: () => received('2026-03-02T09:00:00.000Z'), by: jouren },
  ])('RSP-10 TRF-6: the person has died or is out of reach; $given: it ends and the file closes', (row) => {
    for (const because of ['personDied', 'personOutOfReach']) {
      const file = row.file();
      file.does(row.by ?? anna, 'endExit', { ...gone, because }, 'reasons');
      file.does(row.by ?? anna, 'closeCase', { reason: 'exitEnded' });
      expect(file.view(row.by ?? anna)).toMatchObject({
        ...{ status: 'closed', holdsApplication: false, application: { standing: 'ended' } },
        decisions: { helpDue: null },
      });
      expect(file.due()).toEqual([]);
    }
  });

  test('RSP-10 RSP-11: the timeline says why, and that it is a decision', () => {
    const file = registered().does(anna, 'endExit', { ...gone, because: 'personOutOfReach' }, 'reasons');
    expect(timeline([file.last()], goteborg)[0]?.what.sv).toContain(
      'personen går inte längre att nå. Beslutat',
    );
  });

  test('TRF-6: what is offered is taken back first, and only the holder ends it', () => {
    expect(offered().tries(anna, 'endExit', gone, 'reasons')).toEqual(refused('TRF-6'));
    expect(moved().sender.tries(anna, 'endExit', gone, 'reasons')).toEqual(refused('RSP-5'));
  });

  test('WRK-2: it is said to be possible from the first day', () => {
    expect(registered().offer(anna, 'endExit')).toEqual({ possible: true, rules: [] });
  });
});

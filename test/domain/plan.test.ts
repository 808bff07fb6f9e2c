import { plan } from '../../domain/plan/plan';
import type { InterventionGranted } from '../../domain/plan/state';
import type { Body } from './support/case-file';
import { CaseFile, refused, told } from './support/case-file';
import {
  closedAt,
  consents,
  criteriaMet,
  handledBySav,
  investigating,
  moved,
  registered,
  running,
  takenOver,
} from './support/given';
import { arrives } from './support/letters';
import { anna, hedda, hugo } from './support/people';

interface Shown {
  readonly id: string;
  readonly ended?: { readonly at: string; readonly by: string };
}

const interventions = (file: CaseFile): readonly Shown[] =>
  file.view(anna)?.['interventions'] as readonly Shown[];

const word = { at: '2026-03-02T09:00:00.000Z', saidBy: 'person' };

describe('FUP-2: the plan', () => {
  test('FUP-2: it lists its needs, with the interventions as they are granted', () => {
    const file = running();
    expect(file.view(anna)?.['plan']).toMatchObject({
      needs: ['housing', 'work'],
      notes: [{ noteId: 'o-text', field: 'text' }],
    });
    expect(interventions(file)).toMatchObject([{ kind: 'regular', from: '2026-03-02', needs: ['housing'] }]);
  });

  test.each<{ given: string; file: () => CaseFile; needs: Body[string]; rules: readonly string[] }>([
    { given: 'no need', file: handledBySav, needs: [], rules: ['FUP-2'] },
    { given: 'a need twice', file: handledBySav, needs: ['work', 'work'], rules: ['FUP-2'] },
    { given: 'a need not in the list', file: handledBySav, needs: ['constructor'], rules: ['FUP-2'] },
    { given: 'intake', file: registered, needs: ['work'], rules: ['INT-4', 'RSP-1'] },
    { given: 'not decided who handles', file: investigating, needs: ['work'], rules: ['RSP-1'] },
    {
      given: 'the application moved',
      file: () => moved().sender,
      needs: ['work'],
      rules: ['FUP-2', 'RSP-3'],
    },
    {
      ...{ given: 'a closed file', file: () => closedAt('2026-03-02T10:00:00.000Z') },
      ...{ needs: ['work'], rules: ['INT-2', 'INT-4', 'FUP-2'] },
    },
  ])('FUP-2: $given: refused by $rules', ({ file, needs, rules }) => {
    expect(file().tries(anna, 'setPlan', { needs }, 'text')).toEqual(refused(...rules));
  });

  test('FUP-2: a district sets its own plan without any classification', () => {
    const { receiver } = takenOver();
    receiver.does(hugo, 'openInvestigation');
    expect(receiver.tries(hugo, 'setPlan', { needs: ['work'] }, 'text')).toBeUndefined();
  });

  test('FUP-2: an intervention answers to needs of the plan and to no other', () => {
    const file = handledBySav().does(anna, 'setPlan', { needs: ['work'] }, 'text');
    const grant = (needs: Body[string]): unknown =>
      file.tries(anna, 'grantIntervention', { kind: 'regular', from: '2026-03-02', needs });
    expect(grant(['housing'])).toEqual(refused('FUP-2'));
    expect(grant(['work'])).toBeUndefined();
  });

  test('FUP-2 CON-4: the category plan holds needs and interventions as they stand, and is shown where it came', () => {
    const file = running().does(anna, 'endParticipation', word);
    const consent = consents(file, ['hisingen'], ['plan'], { purpose: 'disclosure' });
    const to = { consent, recipient: 'hisingen', categories: ['plan'], purpose: 'disclosure' };
    file.does(anna, 'discloseWithConsent', to);
    const [enclosure] = file.letter('disclosure').enclosures;
    expect(enclosure).toMatchObject({
      category: 'plan',
      facts: {
        needs: ['housing', 'work'],
        interventions: [{ kind: 'regular', from: '2026-03-02', needs: ['housing'], standing: 'ended' }],
      },
    });
    const there = new CaseFile('hisingen');
    there.gets(arrives(file.letter('disclosure'), 'sav', file.now));
    expect(there.view(hedda)?.['plan']).toMatchObject({ carried: { from: 'sav', facts: enclosure?.facts } });
  });
});

describe('FUP-3: taking part is voluntary', () => {
  function twoRunning(): CaseFile {
    return running().does(anna, 'grantIntervention', { kind: 'acute', from: '2026-03-02' });
  }

  test('FUP-3: the person ends one intervention; the others and the exit go on', () => {
    const file = twoRunning();
    const [first, second] = interventions(file);
    file.does(anna, 'endParticipation', { ...word, intervention: first?.id ?? '' }, 'text');
    expect(file.event('ParticipationEnded')).toMatchObject({
      ...{ interventions: [first?.id], saidBy: 'person', saidAt: word.at, rules: ['FUP-3'] },
    });
    expect(interventions(file).map(({ ended }) => ended?.by)).toEqual(['participation', undefined]);
    expect(second?.id).not.toBe(first?.id);
    expect(file.view(anna)).toMatchObject({ holdsApplication: true });
  });

  test('FUP-3: or all of them, by a representative', () => {
    const file = twoRunning().does(anna, 'endParticipation', { ...word, saidBy: 'representative' });
    expect(interventions(file).map(({ ended }) => ended?.by)).toEqual(['participation', 'participation']);
    expect(file.tries(anna, 'completeExit', { outcome: 'other' })).toBeUndefined();
  });

  test('FUP-3 THR-8: it waits for nothing: not while an offer waits, nor while an answer on crime is missing', () => {
    const file = running().does(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion');
    expect(file.tries(anna, 'endParticipation', word)).toBeUndefined();
  });

  test.each<{ given: string; file: () => CaseFile; body: Body }>([
    { given: 'nothing was granted', file: handledBySav, body: word },
    { given: 'no such intervention', file: running, body: { ...word, intervention: 'i-none' } },
    { given: 'said tomorrow', file: running, body: { ...word, at: '2026-03-03T09:00:00.000Z' } },
    { given: 'ended already', file: () => running().does(anna, 'endParticipation', word), body: word },
  ])('FUP-3: $given: refused', ({ file, body }) => {
    expect(file().tries(anna, 'endParticipation', body)).toEqual(refused('FUP-3'));
  });
});

describe('FUP-7: quick, time-limited interventions', () => {
  const limited = { kind: 'timeLimited', from: '2026-03-02' };

  test('FUP-7 FUP-9: one is granted during the investigation, before the criteria are met, with its end', () => {
    const file = investigating();
    expect(file.tries(anna, 'grantIntervention', limited)).toEqual(refused('FUP-9'));
    file.does(anna, 'grantIntervention', { ...limited, until: '2026-03-20' });
    expect(file.last().rules).toEqual(['FUP-7', 'FUP-9']);
    expect(file.tries(anna, 'grantIntervention', { kind: 'regular', from: '2026-03-02' })).toEqual(
      refused('FUP-9', 'RSP-1'),
    );
  });

  // The end of its last local day: 22:59:59 UTC in winter, 21:59:59 in summer.
  test.each([
    { until: '2026-03-02', at: '2026-03-02T22:59:59.000Z' },
    { until: '2026-03-28', at: '2026-03-28T22:59:59.000Z' },
    { until: '2026-03-29', at: '2026-03-29T21:59:59.000Z' },
    { until: '2026-10-25', at: '2026-10-25T22:59:59.000Z' },
    { until: '2028-02-29', at: '2028-02-29T22:59:59.000Z' },
  ])('FUP-7: until $until it ends at $at, and the caseworker is told', ({ until, at }) => {
    const file = criteriaMet(investigating()).does(anna, 'grantIntervention', { ...limited, until });
    const end = file.due().find(({ kind }) => kind === 'interventionEnds');
    expect(end).toMatchObject({ rule: 'FUP-7', at, legal: true });
    file.at(at).ticks(end?.id ?? '');
    expect(told(file.last())).toEqual(['caseworker:interventionEnded']);
    expect(interventions(file)).toMatchObject([{ ended: { at, by: 'time' } }]);
    expect(file.due()).toEqual([]);
  });

  test('FUP-7: a clock that is late ends it once, and one that was ended before is not told of', () => {
    const file = investigating().does(anna, 'grantIntervention', { ...limited, until: '2026-03-06' });
    const id = file.due().find(({ kind }) => kind === 'interventionEnds')?.id ?? '';
    file.at('2026-04-20T09:00:00.000Z').ticks(id);
    expect(interventions(file)).toMatchObject([{ ended: { at: '2026-04-20T09:00:00.000Z' } }]);
    expect(file.ticks(id).events).toMatchObject([{ type: 'DeadlinePassed', outcome: 'moot' }]);

    const other = investigating().does(anna, 'grantIntervention', { ...limited, until: '2026-03-06' });
    other.does(anna, 'endParticipation', word);
    expect(other.until('2026-06-01T00:00:00.000Z')).toEqual([]);
  });
});

describe('what runs ends with the application and the file', () => {
  test.each([
    {
      by: 'withdrawApplication',
      body: { at: word.at },
      types: ['ApplicationWithdrawn', 'InterventionsEnded'],
    },
    { by: 'completeExit', body: { outcome: 'leftMilieu' }, types: ['ExitCompleted', 'InterventionsEnded'] },
    {
      ...{ by: 'endExit', types: ['ExitEnded', 'InterventionsEnded'] },
      body: { decidedBy: 'siv', decidedOn: '2026-03-02' },
    },
  ])('FUP-1 TRF-6: $by ends the interventions, and nothing is left to follow up', ({ by, body, types }) => {
    const file = running().does(anna, by, body, 'reasons');
    expect(file.last().events.map(({ type }) => type)).toEqual(types);
    expect(interventions(file)).toMatchObject([{ ended: { by: 'application' } }]);
    expect(file.due()).toEqual([]);
  });

  test('FUP-1 FUP-3: an application that moves leaves what was granted here standing until the file closes', () => {
    const { receiver } = takenOver();
    receiver
      .does(hugo, 'openInvestigation')
      .does(hugo, 'grantIntervention', { kind: 'acute', from: '2026-03-02' });
    const { sender } = moved();
    expect(sender.tries(anna, 'grantIntervention', { kind: 'acute', from: '2026-03-02' })).toEqual(
      refused('FUP-9'),
    );
    expect(receiver.due().map(({ kind }) => kind)).toContain('followUpDue');
  });
});

test('WRK-3: an intervention of a journal from before has no id: its place names it, and it can be ended', () => {
  const file = handledBySav().does(anna, 'grantIntervention', { kind: 'regular', from: '2026-03-02' });
  const meta = { at: file.now, actor: { kind: 'clock' as const } };
  const old = { kind: 'acute' as const, from: '2026-03-01', notes: [] };
  const event: InterventionGranted = { type: 'InterventionGranted', rules: [], intervention: old };
  const state = plan.evolve(file.state.plan, event, meta);
  expect(state.interventions.map(({ id }) => id)[1]).toBe('i-2');
  file.state = { ...file.state, plan: state };
  expect(file.tries(anna, 'endParticipation', { ...word, intervention: 'i-2' })).toBeUndefined();
});

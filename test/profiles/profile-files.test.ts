import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '../../domain/profile/profile';
import { describeFaults, readProfile } from '../../profiles/read-profile';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluss-profile-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function profileOf(idOrPath: string): Profile {
  const reading = readProfile(idOrPath);
  if (!reading.ok) throw new Error(describeFaults(idOrPath, reading.faults));
  return reading.profile;
}

function faultsOf(idOrPath: string): readonly string[] {
  const reading = readProfile(idOrPath);
  return reading.ok ? [] : reading.faults;
}

test('UPP-6: the profile of the routine has its units, police functions and times', () => {
  const profile = profileOf('goteborg');

  expect(profile.units.map(({ id, function: does }) => `${id}: ${does}`)).toEqual([
    'sav: defectorUnit',
    'centrum: district',
    'hisingen: district',
    'nordost: district',
    'sydvast: district',
    'socialjour: dutyDesk',
  ]);
  expect(profile.police.map(({ id, tasks }) => ({ id, tasks }))).toEqual([
    { id: 'las', tasks: ['initial'] },
    { id: 'bops', tasks: ['inDepth'] },
  ]);
  expect(profile.minimumAge).toBe(20);
  expect(profile.threat).toEqual({
    limit: { days: 14 },
    reminders: [{ days: 7 }, { days: 10 }, { days: 13 }],
    overdueEvery: { workingDays: 1 },
  });
  expect(profile.transfer).toEqual({ receipt: { workingDays: 1 }, escalation: { workingDays: 3 } });
});

test('DEF-7: the milieus are data, each with its group', () => {
  const groups = profileOf('goteborg').milieus.map(({ group }) => group);

  expect(groups.filter((group) => group === 'criminal')).toHaveLength(4);
  expect(groups.filter((group) => group === 'extremist')).toHaveLength(3);
  expect(groups.filter((group) => group === 'honour')).toHaveLength(1);
});

test('UPP-6: the demo differs in its name and its clocks, and in nothing else', () => {
  const { id, municipality, threat, transfer, reminderJitterSeconds, ...others } = profileOf('demo');
  const { placement, followUp, seriousCrime, questions, ...same } = others;
  const routine = profileOf('goteborg');

  expect([id, municipality]).toEqual(['demo', 'Demostad']);
  expect(routine).toMatchObject(same);
  expect(threat).toEqual({
    limit: { seconds: 840 },
    reminders: [{ seconds: 420 }, { seconds: 600 }, { seconds: 780 }],
    overdueEvery: { seconds: 60 },
  });
  expect(transfer).toEqual({ receipt: { seconds: 90 }, escalation: { seconds: 210 } });
  expect(placement).toEqual({
    ...routine.placement,
    limit: { seconds: 600 },
    reminders: [{ seconds: 300 }, { seconds: 480 }],
    information: { seconds: 120 },
  });
  expect(followUp).toEqual({
    running: { seconds: 300 },
    afterClosing: [{ seconds: 120 }, { seconds: 240 }],
    escalation: { seconds: 60 },
  });
  expect(seriousCrime).toEqual({ answer: { seconds: 120 } });
  expect(questions).toEqual({ reminder: { seconds: 60 }, escalation: { seconds: 120 } });
  expect(reminderJitterSeconds).toBeLessThan(routine.reminderJitterSeconds);
});

test.each(['goteborg', 'demo'])('FUP-6: %s names a contact person and competent staff in each unit', (id) => {
  for (const unit of profileOf(id).units) {
    expect(unit).toMatchObject({ contactPerson: `${unit.id}.supervisor` });
    expect(unit.competent).toEqual(
      expect.arrayContaining([`${unit.id}.caseworker`, `${unit.id}.caseworker2`]),
    );
  }
});

test.each(['goteborg', 'demo'])('NTF-2: no address in the profile %s can reach anybody', (id) => {
  expect(profileOf(id).units.map(({ functionAddress }) => functionAddress.split('@')[1])).toEqual(
    profileOf(id).units.map(() => 'example.org'),
  );
});

describe('UPP-6: a profile of the authority’s own', () => {
  test('extends one of ours: objects are merged, null takes away, lists are replaced', () => {
    const path = file('own.json', {
      extends: 'goteborg',
      id: 'own',
      municipality: 'Egenstad',
      calendar: { officeCloses: '17:00', exceptions: { '2026-12-23': 'free' } },
      purposes: [...profileOf('goteborg').purposes].reverse(),
      threat: { limit: { days: null, workingDays: 10 }, reminders: [{ workingDays: 5 }] },
    });
    const profile = profileOf(path);

    expect(profile.calendar).toEqual({
      zone: 'Europe/Stockholm',
      officeOpens: '08:00',
      officeCloses: '17:00',
      exceptions: { '2026-12-23': 'free' },
    });
    expect(profile.purposes[0]?.id).toBe('seriousCrime');
    expect(profile.threat.limit).toEqual({ workingDays: 10 });
    expect(profile.threat.reminders).toEqual([{ workingDays: 5 }]);
  });

  test('extends a file beside it', () => {
    file('base.json', { extends: 'demo', id: 'base', municipality: 'Basstad' });
    const path = file('leaf.json', { extends: './base.json', id: 'leaf' });

    expect(profileOf(path)).toMatchObject({ id: 'leaf', municipality: 'Basstad' });
  });

  test.each([
    ['missing.json', undefined, 'there is no such file'],
    ['broken.json', '{ "id": ', 'cannot be read as JSON'],
    ['orphan.json', { extends: 'nobody' }, 'there is no such file'],
    ['number.json', { extends: 7 }, '"extends" must name a profile'],
    ['circle.json', { extends: './circle.json' }, 'extends itself'],
    ['list.json', [1, 2], 'must be an object'],
  ])('%s is a fault, not a crash', (name, content, words) => {
    const path = content === undefined ? join(folder, name) : file(name, content);

    expect(faultsOf(path)).toEqual([expect.stringContaining(words)]);
  });

  test('a merged fault is found like one of its own', () => {
    const path = file('wrong.json', { extends: 'goteborg', threat: { limit: { seconds: 60 } } });

    expect(faultsOf(path)).toEqual([expect.stringMatching(/^threat\.limit: must be exactly one of/)]);
  });
});

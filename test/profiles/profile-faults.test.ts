import { checkProfile, describeFaults, readProfile } from '../../profiles/read-profile';

type Loose = Record<string, unknown>;
type Change = (profile: Loose) => void;

/** A copy of the routine's profile after a change that the types would not allow. */
function faultsAfter(...changes: readonly Change[]): readonly string[] {
  const reading = readProfile('goteborg');
  if (!reading.ok) throw new Error(describeFaults('goteborg', reading.faults));
  const copy = JSON.parse(JSON.stringify(reading.profile)) as Loose;
  for (const change of changes) change(copy);
  const checked = checkProfile(copy);
  return checked.ok ? [] : checked.faults;
}

/** Puts a value at a place such as `units.0.id`; undefined takes it away. */
function set(place: string, value: unknown): Change {
  return (profile) => {
    const keys = place.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<Loose>((found, key) => found[key] as Loose, profile);
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else holder[last] = value;
  };
}

/** Each row: what is done to the profile, and the beginning of the one fault that must come of it. */
const faults: readonly (readonly [string, Change, string])[] = [
  ['a value is missing', set('municipality', undefined), 'municipality: is missing'],
  ['a value is of the wrong kind', set('version', 'one'), 'version: must be a number'],
  ['a value is unknown', set('mayor', 'A'), 'mayor: is not a value that a profile has'],
  ['a nested value is unknown', set('units.0.name.no', 'A'), 'units[0].name.no: is not a value'],
  ['a name is empty', set('units.0.name.sv', ' '), 'units[0].name.sv: must not be empty'],
  [
    'INT-8: there is no such zone',
    set('calendar.zone', 'Europe/Atlantis'),
    'calendar.zone: must be a time zone',
  ],
  ['INT-8: no time of day', set('calendar.officeOpens', '8'), 'calendar.officeOpens: must be a time of day'],
  [
    'INT-8: closes before it opens',
    set('calendar.officeCloses', '07:00'),
    'calendar.officeCloses: 07:00 is not after',
  ],
  [
    'INT-8: an exception on no day',
    set('calendar.exceptions.2026-02-30', 'free'),
    'calendar.exceptions.2026-02-30: must be a day that exists',
  ],
  [
    'INT-8: an exception of no kind',
    set('calendar.exceptions.2026-03-02', 'half'),
    'calendar.exceptions.2026-03-02: must be one of working, free',
  ],
  ['DEF-1: an age that is none', set('minimumAge', 19.5), 'minimumAge: must be a whole number'],
  [
    'an unknown unit function',
    set('units.1.function', 'hub'),
    'units[1].function: must be one of defectorUnit',
  ],
  ['an id with capitals', set('units.1.id', 'Centrum'), 'units[1].id: must be a short name of small letters'],
  [
    'two units of one id',
    set('units.2.id', 'centrum'),
    'units[2].id: "centrum" is already the id of units[1]',
  ],
  [
    'a unit named as the police',
    set('police.0.id', 'sav'),
    'police[0].id: "sav" is already the id of units[0]',
  ],
  [
    'INT-6: a common address with the id of a unit',
    set('commonAddress.id', 'sav'),
    'commonAddress.id: "sav" is already the id of units[0]',
  ],
  [
    'INT-6: a duty desk and no address to ask it from',
    set('commonAddress', undefined),
    'commonAddress: is missing, from which the duty desk is asked',
  ],
  [
    'INT-6: a common address that cannot name a key',
    set('commonAddress.id', 'City'),
    'commonAddress.id: must be a short name of small letters',
  ],
  [
    'DEF-7: two milieus of one id',
    set('milieus.1.id', 'selfDefined'),
    'milieus[1].id: "selfDefined" is already',
  ],
  [
    'DEF-5: two defector units',
    set('units.1.function', 'defectorUnit'),
    'units: exactly one must have the function',
  ],
  [
    'INT-3: two duty desks',
    set('units.1.function', 'dutyDesk'),
    'units: at most one may have the function dutyDesk',
  ],
  [
    'NTF-2: no address',
    set('units.3.functionAddress', 'desk'),
    'units[3].functionAddress: must be an e-mail address',
  ],
  ['FUP-6: no contact person', set('units.0.contactPerson', undefined), 'units[0].contactPerson: is missing'],
  [
    'FUP-6: a name for an id',
    set('units.0.contactPerson', 'A B'),
    'units[0].contactPerson: must be the id of a member of staff',
  ],
  ['FUP-6: nobody is competent', set('units.1.competent', []), 'units[1].competent: must name at least one'],
  [
    'FUP-6: a personal number',
    set('units.1.competent', ['19900118-9811']),
    'units[1].competent[0]: must be a staff id, not a personal number',
  ],
  [
    'FUP-6: competent twice',
    set('units.1.competent', ['a', 'b', 'a']),
    'units[1].competent[2]: "a" is already in the list',
  ],
  [
    'INT-1: nobody receives',
    set('units.5.function', 'district'),
    'channels[2].unitFunction: no unit has the function',
  ],
  [
    'UPP-7: two for one stage',
    set('police.1.tasks', ['initial']),
    'police: only one function may have the task initial',
  ],
  ['UPP-7: nobody assesses', set('police', []), 'police: at least one function must have a task'],
  ['CON-2: a needed purpose is missing', set('purposes.1.id', 'move'), 'purposes: "transfer" is missing'],
  [
    'TRF-1: a needed category is missing',
    set('categories.1.id', 'tests'),
    'categories: "criteria" is missing',
  ],
  [
    'CON-5: an unknown category',
    set('grounds.0.categories', ['tea']),
    'grounds[0].categories[0]: there is no category',
  ],
  [
    'CON-5: an unknown direction',
    set('grounds.0.direction', ['moon']),
    'grounds[0].direction[0]: must be one of',
  ],
  ['CON-5: ends before it begins', set('grounds.5.to', '2001-12-31'), 'grounds[5].to: 2001-12-31 is before'],
  [
    'CON-5: two wordings on one day',
    set('grounds.5.to', '2025-07-01'),
    'grounds[6].from: on 2025-07-01 two wordings of "childConcernReport" hold, this one and grounds[5]; end one on 2025-06-30',
  ],
  [
    'CON-5: an earlier wording without end',
    set('grounds.9.to', undefined),
    'grounds[10].from: on 2025-04-01 two wordings',
  ],
  ['CON-5: switched on, nobody named', set('grounds.11.enabled', true), 'grounds[11].decider: is missing'],
  [
    'CON-5: switched on for a function that nobody holds',
    (profile): void => {
      set('grounds.11.enabled', true)(profile);
      set('grounds.11.decider', 'The head of department')(profile);
    },
    'grounds[11].deciders: is missing',
  ],
  [
    'THR-3: a span of two kinds',
    set('threat.limit', { days: 1, seconds: 2 }),
    'threat.limit: must be exactly one of',
  ],
  [
    'THR-3: a span of nothing',
    set('threat.overdueEvery', { days: 0 }),
    'threat.overdueEvery.days: must be at least 1',
  ],
  [
    'THR-3: a reminder at the limit',
    set('threat.reminders.2', { days: 14 }),
    'threat.reminders[2]: must be shorter',
  ],
  [
    'THR-3: reminders out of order',
    set('threat.reminders.0', { days: 11 }),
    'threat.reminders[0]: must be shorter',
  ],
  [
    'TRF-5: escalation first',
    set('transfer.receipt', { workingDays: 4 }),
    'transfer.receipt: must be shorter than',
  ],
  ['TRF-5: of two kinds', set('transfer.receipt', { days: 1 }), 'transfer.receipt: is counted in days but'],
  ['too much jitter', set('reminderJitterSeconds', 301), 'reminderJitterSeconds: must be at most 300'],
];

test.each(faults)('UPP-6: %s', (_, change, words) => {
  expect(faultsAfter(change)).toEqual([expect.stringContaining(words)]);
});

test('UPP-6: no district at all is one fault for the units and one for each channel that leads to one', () => {
  const noDistrict: Change = (profile) => {
    const units = profile['units'] as readonly { readonly function: string }[];
    profile['units'] = units.filter((unit) => unit.function !== 'district');
  };

  expect(faultsAfter(noDistrict)).toEqual([
    'units: at least one must have the function district',
    'channels[1].unitFunction: no unit has the function district, so nobody receives by this channel',
    'channels[3].unitFunction: no unit has the function district, so nobody receives by this channel',
  ]);
});

test('UPP-6: every fault is named at once, wrong shapes and disagreements alike', () => {
  const found = faultsAfter(
    set('municipality', undefined),
    set('mayor', 'A'),
    set('calendar.zone', 'Europe/Atlantis'),
    set('calendar.officeCloses', '07:00'),
    set('units.0.functionAddress', 'desk'),
    set('units.1.function', 'hub'),
    set('units.2.id', 'sav'),
    set('police', 'none'),
    set('purposes.1.id', 'move'),
    set('grounds.0', 'LVM'),
    set('grounds.5.to', '2025-07-01'),
    set('threat.reminders.2', { days: 14 }),
    set('transfer.receipt', { workingDays: 4 }),
  );

  expect(found.map((fault) => fault.split(': ')[0]).sort()).toEqual([
    'calendar.officeCloses',
    'calendar.zone',
    'grounds[0]',
    'grounds[6].from',
    'mayor',
    'municipality',
    'police',
    'purposes',
    'threat.reminders[2]',
    'transfer.receipt',
    'units[0].functionAddress',
    'units[1].function',
    'units[2].id',
  ]);
});

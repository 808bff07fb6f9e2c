import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readProfile } from '../../profiles/read-profile';
import { readConfig } from '../../worker/config';
import { wireMail } from '../../worker/mail-wiring';

const needed = {
  ...{
    SLUSS_TEMPORAL_ADDRESS: 'x',
    SLUSS_DATABASE_URL: '/socket x',
    SLUSS_PROFILE: 'goteborg',
    SLUSS_UNITS: 'sav',
  },
  ...{ SLUSS_MASTER_KEYS: 'file:x', SLUSS_SIGNING_KEYS_DIR: 'x', SLUSS_ADDRESS_BOOK_FILE: 'x' },
};

const mailed = {
  ...needed,
  ...{ SLUSS_MAIL_URL: 'smtps://u:secret@mail.example', SLUSS_MAIL_FROM: 'no-reply@sluss.example' },
  ...{ SLUSS_PUBLIC_URL: 'https://sluss.example', SLUSS_STAFF_ADDRESSES_FILE: 'staff.json' },
};

test('NTF-2: without a mail server there is the built-in inbox, and nothing else of mail is needed', () => {
  expect(readConfig(needed).mail).toBeUndefined();
  expect(readConfig({ ...mailed, SLUSS_MAIL_URL: '' }).mail).toBeUndefined();
  expect(readConfig(mailed).mail).toMatchObject({ staffAddresses: 'staff.json' });
});

test.each([
  ['SLUSS_MAIL_URL', 'https://mail.example'],
  ['SLUSS_MAIL_FROM', ''],
  ['SLUSS_MAIL_FROM', 'a@b.example\r\nBcc: c@d.example'],
  ['SLUSS_MAIL_FROM', 'Sluss <a@b.example>'],
  ['SLUSS_PUBLIC_URL', ''],
  ['SLUSS_PUBLIC_URL', 'sluss.example'],
  ['SLUSS_PUBLIC_URL', 'https://sluss.example/?a=b'],
  ['SLUSS_STAFF_ADDRESSES_FILE', ''],
])(
  'NTF-1: a worker that cannot mail as told does not start, and names %s without its value %j',
  (name, value) => {
    const start = () => readConfig({ ...mailed, [name]: value });
    expect(start).toThrow(name);
    expect(start).not.toThrow(/secret|https:|@|a=b/);
  },
);

describe('NTF-2: where people are reached', () => {
  let dir = '';

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sluss-mail-'));
  });

  afterAll(() => rm(dir, { recursive: true }));

  async function wired(addresses: unknown) {
    const staffAddresses = join(dir, 'staff.json');
    await writeFile(staffAddresses, JSON.stringify(addresses));
    const reading = readProfile('goteborg');
    if (!reading.ok) throw new Error(reading.faults.join('; '));
    const { mail } = readConfig(mailed);
    if (mail === undefined) throw new Error('No mail');
    return wireMail({ ...mail, staffAddresses }, reading.profile, () => undefined);
  }

  test('the function address is the profile’s, people and supervisors are in the file of their own unit', async () => {
    const { addressOf } = await wired({
      sav: { supervisor: 'siv@sav.example', staff: { 's-1': 'anna@sav.example' } },
      hisingen: {},
    });
    const at = (unit: string, recipient: Parameters<typeof addressOf>[0]['recipient'], person = '') =>
      addressOf({ unit, recipient, person });
    expect(at('sav', 'functionAddress')).toBe('sav@example.org');
    expect(at('sav', 'supervisor')).toBe('siv@sav.example');
    expect(at('sav', 'caseworker', 's-1')).toBe('anna@sav.example');
    for (const nobody of [at('sav', 'caseworker', 's-2'), at('sav', 'caseworker', 'constructor')])
      expect(nobody).toBeUndefined();
    for (const abroad of [
      at('hisingen', 'caseworker', 's-1'),
      at('hisingen', 'supervisor'),
      at('nordost', 'supervisor'),
    ])
      expect(abroad).toBeUndefined();
  });

  test.each<[fault: RegExp, addresses: unknown]>([
    [/not an object of unit/, []],
    [/sav: must be an object/, { sav: 'a@b.example' }],
    [/sav: there is no people/, { sav: { people: {} } }],
    [/sav: staff must be an object/, { sav: { staff: ['a@b.example'] } }],
    [/sav: s-1: must be one mail address/, { sav: { staff: { 's-1': 'a@b.example, c@d.example' } } }],
    [/sav: s-1: must be one mail address/, { sav: { staff: { 's-1': 'a@b.example\r\nBcc: c@d.example' } } }],
    [/sav: supervisor: must be one mail address/, { sav: { supervisor: 7 } }],
  ])('a file that cannot be used stops the start and names the entry (%s)', async (fault, addresses) => {
    await expect(wired(addresses)).rejects.toThrow(fault);
    await expect(wired(addresses)).rejects.not.toThrow(/@/);
  });
});

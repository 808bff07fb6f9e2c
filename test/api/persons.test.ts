import { staff } from './support/asking';
import { personalNumber, telephone } from './support/bodies';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';

let service: Service;
beforeAll(async () => {
  service = await openService();
}, START_MS);
afterAll(() => service.close());

/** A case of SAV about somebody born on that day. */
async function opened(born: string, more: object = {}): Promise<string> {
  const applicant = { name: 'Invented Person', personalNumber: personalNumber(born), ...more };
  const { body } = await staff(service, 'sav', 'caseworker').post('/v1/cases', telephone({ applicant }));
  return (body as { case: string }).case;
}

const read = async (path: string): Promise<unknown> =>
  (await staff(service, 'sav', 'caseworker').get(`/v1/cases/${path}`)).body;

test('a protected identity, and one of which nothing is said, is shown to who asks for it, and that stands in the log (AUD-1)', async () => {
  for (const ref of [await opened('19900101'), await opened('19900101', { protectedIdentity: true })]) {
    expect(await read(ref)).toMatchObject({ person: { protectedIdentity: true } });
    expect(JSON.stringify(await read(ref))).not.toContain('Invented Person');
    expect(await read(`${ref}?identity=shown`)).toMatchObject({
      person: { name: 'Invented Person', protectedIdentity: true },
    });
    const { body } = await staff(service, 'sav', 'supervisor').get(`/v1/cases/${ref}/access-log`);
    const { items } = body as { items: readonly { action: string }[] };
    expect(items.map(({ action }) => action).slice(1, 4)).toEqual(['readIdentity', 'readCase', 'readCase']);
  }
  const open = await opened('19900101', { protectedIdentity: false });
  expect(await read(open)).toMatchObject({ person: { name: 'Invented Person', protectedIdentity: false } });
});

test('CON-10: another case of the own unit about the same person is told, and none of another unit', async () => {
  const applicant = { name: 'Invented Person', personalNumber: personalNumber('19910202') };
  const one = await opened('19910202');
  await staff(service, 'hisingen', 'caseworker').post('/v1/cases', telephone({ applicant }));
  expect(await read(one)).not.toHaveProperty('samePerson');
  const two = await opened('19910202');
  expect(await read(one)).toMatchObject({ samePerson: [two] });
});

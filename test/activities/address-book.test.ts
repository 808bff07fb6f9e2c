import { readAddressBook } from '../../activities/address-book';

const rules = { parties: ['sav', 'las', 'hisingen'], plainHosts: ['api.internal'] };
const faultsOf = (book: unknown) => {
  const reading = readAddressBook(book, rules);
  return reading.ok ? [] : reading.faults;
};

test('CON-4: letters go to the parties of the profile, over TLS or inside what the authority itself named', () => {
  const book = {
    las: 'https://las.example/letters',
    sav: 'http://api.internal:8080/v1/letters',
    hisingen: 'http://127.0.0.1:8080/v1/letters',
  };
  expect(readAddressBook(book, rules)).toEqual({ ok: true, book });
});

test.each([
  ['http://las.example/letters', /^las: must be https/],
  ['http://127.0.0.1.las.example/letters', /^las: must be https/],
  ['http://localhost@las.example/letters', /password$/],
  ['ftp://las.example/letters', /^las: must be https/],
  ['file:///etc/passwd', /^las: must be https/],
  ['https://las.example/letters?a=b', /query/],
  ['https://las.example/letters#a', /fragment/],
  ['https://user:hemligt@las.example/letters', /password$/],
  ['las.example', /^las: is no address$/],
  [17, /^las: is no address$/],
])('CON-4: a letter cannot be made to go to %j', (address, fault) => {
  expect(faultsOf({ las: address })).toEqual([expect.stringMatching(fault)]);
  expect(faultsOf({ las: address }).join()).not.toContain('hemligt');
});

test('CON-4: an address of nobody in the profile stops the start, and all faults are told at once', () => {
  const faults = faultsOf({ stranger: 'https://stranger.example/letters', las: 'las' });
  expect(faults).toEqual(['stranger: is no party of the profile', 'las: is no address']);
  expect(faultsOf([])).toEqual(['it is not an object of party: address']);
});

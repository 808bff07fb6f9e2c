import { day } from '../../api/schemas/fields';

test.each([
  { text: '1900-01-01', taken: true },
  { text: '2199-12-31', taken: true },
  { text: '2028-02-29', taken: true },
  { text: '1899-12-31', taken: false },
  { text: '2200-01-01', taken: false },
  { text: '9999-12-31', taken: false },
  { text: '2027-02-29', taken: false },
])('FUP-1 PLC-3: from the day $text times can be counted: $taken', ({ text, taken }) => {
  expect(day().safeParse(text).success).toBe(taken);
});

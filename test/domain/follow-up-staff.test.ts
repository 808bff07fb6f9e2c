import { refused } from './support/case-file';
import { closedAt } from './support/given';
import { anna, axel, siv } from './support/people';

test('ACC-2 FUP-1: a closed file is assigned anew while it is followed up, and not after', () => {
  const file = closedAt('2026-03-02T10:00:00.000Z');
  const axels = { person: 'axel', standIns: [] };
  file.does(siv, 'assignCaseworker', axels);
  const followed = { motivation: 'stands', planFollowed: 'followed' };
  const needs = ['housing', 'work'].map((need) => ({ need, met: 'met' }));
  expect(file.tries(anna, 'recordFollowUp', { ...followed, needs }, 'text')?.kind).toBe('foreign');
  file.until('2027-03-02T12:00:00.000Z');
  file.does(axel, 'recordFollowUp', { ...followed, needs }, 'text');
  expect(file.tries(siv, 'assignCaseworker', axels)).toEqual(refused('ACC-2'));
});

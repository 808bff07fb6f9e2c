import { idOf } from '../../domain/kernel/id';

const shown = { caseRef: 'c-7k3m9x0q2d5w8z1b', commandId: 'a-command' };
const context = { ...shown, idKey: 'f'.repeat(32) };

test('CON-6: an id is the same for the same command, and another without the key of its case or with another one (ADR 0027)', () => {
  const made = [
    idOf(context, 'l'),
    idOf({ ...context, idKey: 'e'.repeat(32) }, 'l'),
    idOf(shown, 'l'),
    idOf({ ...context, commandId: 'another' }, 'l'),
    idOf({ ...context, caseRef: 'c-0000000000000000' }, 'l'),
    idOf(context, 'n'),
    idOf(context, 'l', 1),
  ];
  expect(new Set(made.map((id) => id.slice(2))).size).toBe(made.length);
  for (const id of made) expect(id).toMatch(/^[ln]-[0-9a-hjkmnp-tv-z]{24}$/);
  expect(idOf(context, 'l')).toBe(made[0]);
});

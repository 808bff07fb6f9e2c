import type { Context } from '../kernel/context';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import { unitOf } from '../profile/lookup';
import type { LetterHeader } from './letter';

/** Objects unless the letter comes from another unit: what may open a file comes from nobody else (CON-1). */
export function mustBeOtherUnit(
  { from }: LetterHeader,
  { profile, unit }: Pick<Context, 'profile' | 'unit'>,
): Obstacle | undefined {
  if (from !== unit && unitOf(profile, from) !== undefined) return undefined;
  return obstacle(
    'CON-1',
    'Only another unit sends a letter of this kind.',
    'Endast en annan enhet sänder ett sådant brev.',
  );
}

import type { WireLetter } from '../letters/wire';
import { letterTable } from './areas';

/**
 * Whether a letter may open the file that is derived from it where there is none yet: its kind opens files and it names none, so that no
 * sender chooses a reference (CON-10). One that follows another letter opens that one's file only if it may overtake it.
 */
export function mayOpenFile({
  kind,
  toCase,
  opener,
}: Pick<WireLetter, 'kind' | 'toCase' | 'opener'>): boolean {
  const rule = letterTable[kind];
  if (rule?.opens !== true || toCase !== undefined) return false;
  return opener === undefined || rule.overtakes === true;
}

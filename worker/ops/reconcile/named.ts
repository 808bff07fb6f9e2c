import type { PartyId } from '../../../domain/kernel/actor';
import { visible } from '../../../security/visible';
import { isCase } from '../../../store/case-standing';
import { historyOf } from '../history';
import type { OpsParts } from '../parts';

/**
 * The named cases, by the unit of which each is one.
 *
 * @throws Error with those that neither database nor Temporal knows: of a reference that was typed wrong nothing may be said to be well
 */
export async function namedIn(
  parts: OpsParts,
  units: readonly PartyId[],
  named: readonly string[],
): Promise<ReadonlyMap<PartyId, readonly string[]>> {
  const found = new Map<PartyId, readonly string[]>();
  for (const unit of units) {
    const temporal = await parts.ofUnit(unit);
    for (const caseRef of named) {
      const isThere =
        (await isCase(parts.database, unit, caseRef)) || (await historyOf(temporal, caseRef)) !== undefined;
      if (isThere) found.set(unit, [...(found.get(unit) ?? []), caseRef]);
    }
  }
  const known = new Set([...found.values()].flat());
  const unknown = named.filter((caseRef) => !known.has(caseRef));
  if (unknown.length === 0) return found;
  throw new Error(
    `Neither database nor Temporal has a case ${unknown.map(visible).join(', ')} of ${units.join(', ')}. Nothing was done: look at the reference.`,
  );
}

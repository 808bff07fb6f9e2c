/** Which unit may send what on which ground, written down by hand from the routine and the law (CON-5). */
interface Ground {
  readonly id: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Any, where it says none. */
  readonly categories?: readonly string[];
  /** The last day, in the world's own profile. */
  readonly lastDay?: string;
}

/** In the walks a ground ends while letters on it may wait. */
export const passing = { id: 'childConcernReport', lastDay: '2026-03-31' } as const;

const districts = ['centrum', 'hisingen', 'nordost', 'sydvast'];
const units = ['sav', 'socialjour', ...districts];

const grounds: readonly Ground[] = [
  { id: 'dutyDeskHandover', from: ['socialjour'], to: districts, categories: ['core'] },
  { id: 'forwardConcernReport', from: ['sav', 'socialjour'], to: districts, categories: ['concernReport'] },
  { id: 'reportDutySubstanceAbuse', from: units, to: units, categories: ['core', 'substanceAbuse'] },
  { id: 'careOfSubstanceAbuser', from: units, to: units, categories: ['core', 'substanceAbuse'] },
  { ...passing, from: units, to: units, categories: ['child'] },
  { id: 'crimeAgainstChild', from: units, to: ['las', 'bops'] },
  { id: 'seriousCrimeReport', from: units, to: ['las', 'bops'] },
  { id: 'preventYouthCrime', from: units, to: ['las', 'bops'] },
  {
    ...{ id: 'districtQuestion', categories: ['homeDistrict'] },
    ...{ from: ['sav', 'socialjour', ...districts], to: ['socialjour', 'goteborg'] },
  },
];

/** Whether that ground carries the category from the one unit to the other on that day, in Göteborg. */
export function groundCarries(
  id: string,
  { from, to }: { readonly from: string; readonly to: string },
  category: string,
  day?: string,
): boolean {
  const ground = grounds.find((known) => known.id === id);
  return (
    ground !== undefined &&
    ground.from.includes(from) &&
    ground.to.includes(to) &&
    ground.categories?.includes(category) !== false &&
    (day === undefined || ground.lastDay === undefined || day <= ground.lastDay) &&
    from !== to
  );
}

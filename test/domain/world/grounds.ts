/** Which unit may send what on which ground, written down by hand from the routine and the law (CON-5). */
interface Ground {
  readonly id: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Any, where it says none. */
  readonly categories?: readonly string[];
}

const districts = ['centrum', 'hisingen', 'nordost', 'sydvast'];
const units = ['sav', 'socialjour', ...districts];

const grounds: readonly Ground[] = [
  { id: 'dutyDeskHandover', from: ['socialjour'], to: districts, categories: ['core'] },
  { id: 'forwardConcernReport', from: ['sav', 'socialjour'], to: districts, categories: ['concernReport'] },
  { id: 'reportDutySubstanceAbuse', from: units, to: units, categories: ['core', 'substanceAbuse'] },
  { id: 'careOfSubstanceAbuser', from: units, to: units, categories: ['core', 'substanceAbuse'] },
  { id: 'childConcernReport', from: units, to: units, categories: ['child'] },
  { id: 'crimeAgainstChild', from: units, to: ['las', 'bops'] },
  { id: 'seriousCrimeReport', from: units, to: ['las', 'bops'] },
  { id: 'preventYouthCrime', from: units, to: ['las', 'bops'] },
  {
    ...{ id: 'districtQuestion', categories: ['homeDistrict'] },
    ...{ from: ['sav', 'socialjour', ...districts], to: ['socialjour', 'goteborg'] },
  },
];

/** Whether that ground carries the category from the one unit to the other. */
export function groundCarries(id: string, from: string, to: string, category: string): boolean {
  const ground = grounds.find((known) => known.id === id);
  return (
    ground !== undefined &&
    ground.from.includes(from) &&
    ground.to.includes(to) &&
    ground.categories?.includes(category) !== false &&
    from !== to
  );
}

import fc from 'fast-check';
import type { Body } from './case-file';

const instant = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-03-02T09:00:00.000Z',
  '2027-01-01T00:00:00.000Z',
);
const terms = {
  provider: fc.constantFrom('shelter', 'hotel', 'constructor'),
  protectionLevel: fc.constantFrom('ordinary', 'high', 'constructor'),
  costSekPerDay: fc.nat(5000),
  from: fc.constantFrom('2026-03-02', '2026-03-12', '2026-06-01'),
};
const informed = fc.record({ toldAt: instant, by: fc.constantFrom('anna') });
const homeDistrict = fc.constantFrom('hisingen', 'nordost', 'unclear', 'constructor');
const record = (of: Record<string, fc.Arbitrary<Body[string]>>): fc.Arbitrary<Body> => fc.record(of);

/** Bodies of the actions on placement, and of the contact with financial assistance. */
export const placementBodies: Readonly<Record<string, fc.Arbitrary<Body>>> = {
  applyForAcutePlacement: record({
    askedAt: instant,
    categories: fc.subarray(['core', 'plan']),
    homeDistrict,
  }),
  decideAcutePlacement: fc.oneof(
    record({ ...terms, homeDistrict }),
    record({ ...terms, homeDistrict, informed }),
  ),
  renewPlacement: record(terms),
  recordPlacementInformation: record({ toldAt: instant, by: fc.constantFrom('anna') }),
  declinePlacement: record({}),
  takeOverPlacement: fc.oneof(record({}), record({ decision: fc.record({ ...terms, decidedAt: instant }) })),
  endPlacement: record({ at: instant, reason: fc.constantFrom('personLeft', 'other') }),
  contactFinancialAssistance: record({
    authority: fc.constantFrom('ekonomisktbistand', 'sis', 'constructor'),
    path: fc.constantFrom('ongoing', 'none', 'acute'),
    categories: fc.subarray(['core', 'financialNeed']),
  }),
};

import fc from 'fast-check';
import type { Body } from './case-file';
import { record, reference } from './story-bodies';

const instant = fc.constantFrom('2026-03-02T09:00:00.000Z', '2027-01-01T00:00:00.000Z');
const day = fc.constantFrom('2026-02-28', '2026-03-02', '2027-01-01');
const need = fc.constantFrom('housing', 'work', 'constructor');
const needs = fc.uniqueArray(need, { maxLength: 2 });
const saidBy = fc.constantFrom('person', 'representative');
const period = { from: day, until: day };
const judged = {
  motivation: fc.constantFrom('stands', 'gone'),
  planFollowed: fc.constantFrom('followed', 'notFollowed'),
  needs: fc.uniqueArray(record({ need: fc.constantFrom('housing', 'work'), met: fc.constant('met') }), {
    selector: (followed) => JSON.stringify(followed),
    maxLength: 2,
  }),
};
const police = record({ crime: fc.constant('none'), threat: fc.constant('unchanged'), at: instant });

/** Bodies of the actions of the plan and of serious crime. */
export const planBodies: Readonly<Record<string, fc.Arbitrary<Body>>> = {
  setPlan: record({ needs }),
  grantIntervention: fc.oneof(
    record({ kind: fc.constantFrom('regular', 'acute', 'timeLimited'), from: fc.constant('2026-03-02') }),
    record({ kind: fc.constantFrom('regular', 'acute'), from: fc.constant('2026-03-02'), needs }),
    record({
      kind: fc.constantFrom('timeLimited'),
      from: fc.constantFrom('2026-03-02'),
      until: fc.constantFrom('2026-01-01', '2026-04-01'),
    }),
  ),
  endParticipation: fc.oneof(
    record({ at: instant, saidBy }),
    record({ intervention: reference, at: instant, saidBy }),
  ),
  recordFollowUp: fc.oneof(record(judged), record({ ...judged, police })),
  applyStateFunding: record({
    ...{ amountSek: fc.constant(1000), meetsPoliceDefinition: fc.boolean() },
    ...period,
  }),
  recordFundingDecision: fc.oneof(
    record({ outcome: fc.constant('refused'), decidedOn: day }),
    record({
      ...{ outcome: fc.constantFrom('granted', 'refused'), decidedOn: day },
      ...{ amountSek: fc.constant(900), ...period },
    }),
  ),
  recordSeriousCrimeSuspicion: fc.oneof(record({}), record({ ground: fc.constant('seriousCrimeReport') })),
  answerSeriousCrime: record({ answer: fc.constantFrom('goOn', 'stop') }),
};

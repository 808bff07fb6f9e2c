import { areas } from './areas';
import type { CaseState } from './state';

/** The state of a case that does not exist. */
export const nothing: CaseState = {
  intake: areas.intake.initial,
  criteria: areas.criteria.initial,
  consent: areas.consent.initial,
  threat: areas.threat.initial,
  crime: areas.crime.initial,
  handling: areas.handling.initial,
  transfer: areas.transfer.initial,
  meeting: areas.meeting.initial,
  placement: areas.placement.initial,
  concern: areas.concern.initial,
  care: areas.care.initial,
  decisions: areas.decisions.initial,
  plan: areas.plan.initial,
  speed: areas.speed.initial,
  enquiry: areas.enquiry.initial,
  passed: [],
};

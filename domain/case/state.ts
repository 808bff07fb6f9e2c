import type { CareState } from '../care/state';
import type { ConcernState } from '../concern/state';
import type { ConsentState } from '../consent/state';
import type { CrimeState } from '../crime/state';
import type { CriteriaState } from '../criteria/state';
import type { DecisionsState } from '../decisions/state';
import type { EnquiryState } from '../enquiry/state';
import type { HandlingState } from '../handling/state';
import type { IntakeState } from '../intake/state';
import type { MeetingState } from '../meeting/state';
import type { PlacementState } from '../placement/state';
import type { PlanState } from '../plan/state';
import type { SpeedState } from '../speed/state';
import type { ThreatState } from '../threat/state';
import type { TransferState } from '../transfer/state';

/** One unit's own file, as the journal tells it: each area owns its slice. */
export interface CaseState {
  readonly intake: IntakeState;
  readonly criteria: CriteriaState;
  readonly consent: ConsentState;
  readonly threat: ThreatState;
  readonly crime: CrimeState;
  readonly handling: HandlingState;
  readonly transfer: TransferState;
  readonly meeting: MeetingState;
  readonly decisions: DecisionsState;
  readonly concern: ConcernState;
  readonly care: CareState;
  readonly placement: PlacementState;
  readonly plan: PlanState;
  readonly speed: SpeedState;
  readonly enquiry: EnquiryState;
  /** Ids of deadlines that have passed: each is consumed once (ADR 0003). */
  readonly passed: readonly string[];
}

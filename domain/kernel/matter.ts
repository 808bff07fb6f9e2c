import type { PosedQuestion } from '../letters/enquiry';
import type { LocalDate } from '../time/local';
import type { PartyId } from './actor';

/** What a case is about (TRF-6). The rules on criteria and completion apply to `exit`. */
export type Matter =
  'exit' | 'placement' | 'concern' | 'compulsoryCare' | 'assessment' | 'advice' | 'homeDistrict';

/** What an event that begins a file knows of it. */
export interface Opening {
  readonly matter: Matter;
  /** Reference to the identity in the unit's vault. */
  readonly person?: string;
  /** A district, or `unclear`. */
  readonly homeDistrict?: PartyId;
  /** The day on which the person reaches each age that a ground asks about (CON-5). */
  readonly agesToCome?: Readonly<Record<string, LocalDate>>;
  /** The question for which another unit had it opened. */
  readonly question?: PosedQuestion;
}

import { care } from '../care/care';
import { concern } from '../concern/concern';
import { consent } from '../consent/consent';
import { crime } from '../crime/crime';
import { criteria } from '../criteria/criteria';
import { decisions } from '../decisions/decisions';
import { enquiry } from '../enquiry/enquiry';
import { handling } from '../handling/handling';
import { intake } from '../intake/intake';
import type { ActionRule, Area, LetterRule } from '../kernel/area';
import type { LetterKind } from '../letters/letter';
import { meeting } from '../meeting/meeting';
import { placement } from '../placement/placement';
import { plan } from '../plan/plan';
import { speed } from '../speed/speed';
import { threat } from '../threat/threat';
import { transfer } from '../transfer/transfer';
import type { CaseState } from './state';

/** An area whose slice is not named: what the composition needs of each. */
export type AnyArea = Omit<Area<CaseState, never>, 'initial' | 'evolve'>;

/** The areas of a case. Everything that a case can do is composed from this table; order matters only to `follow`. */
export const areas = {
  intake,
  consent,
  criteria,
  threat,
  crime,
  handling,
  decisions,
  transfer,
  meeting,
  concern,
  care,
  placement,
  plan,
  speed,
  enquiry,
} as const;

/** The areas as a list, for what does not depend on a slice. */
export const areaList: readonly AnyArea[] = Object.values(areas);

/** All actions of staff, by name. */
export const actionTable: Readonly<Record<string, ActionRule<CaseState>>> = Object.assign(
  {},
  ...areaList.map((area) => area.actions),
) as Record<string, ActionRule<CaseState>>;

/** All kinds of letters that a case can receive. */
export const letterTable: Readonly<Partial<Record<LetterKind, LetterRule<CaseState>>>> = Object.assign(
  {},
  ...areaList.map((area) => area.letters ?? {}),
) as Partial<Record<LetterKind, LetterRule<CaseState>>>;

import type { CaseState } from '../case/state';
import { isSpecial } from '../handling/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Action, Decision } from '../kernel/step';
import { looksLikePersonalNumber } from '../person/personal-number';
import { hasOpenFollowUp } from '../plan/questions';
import { isCompetent } from '../profile/lookup';
import { isClosed } from './questions';
import type { CaseworkerAssigned, SupervisorNamed } from './state';

type Naming = Pick<CaseworkerAssigned, 'person' | 'standIns' | 'supervisors'>;

/** A closed file is nobody's any more, unless it is still followed up (FUP-1). */
function stillOpen(state: CaseState): Obstacle | undefined {
  if (!isClosed(state) || hasOpenFollowUp(state)) return undefined;
  return obstacle(
    'ACC-2',
    'The file is closed; nobody is assigned to it.',
    'Akten är avslutad; ingen tilldelas den.',
  );
}

/** FUP-6: a case is assigned only to those whom the unit has marked competent for the target group. */
function areCompetent({ person, standIns }: Naming, { profile, unit }: Context): readonly Obstacle[] {
  const competent = (id: string): boolean => isCompetent(profile, unit, id);
  return [
    ...(competent(person)
      ? []
      : [
          obstacle(
            'FUP-6',
            'The caseworker is not marked competent for the target group in this unit.',
            'Handläggaren är inte markerad som behörig för målgruppen i enheten.',
          ),
        ]),
    ...(standIns.every(competent)
      ? []
      : [
          obstacle(
            'FUP-6',
            'A stand-in is not marked competent for the target group in this unit.',
            'En ersättare är inte markerad som behörig för målgruppen i enheten.',
          ),
        ]),
  ];
}

/** Supervisors stand in no list, so only this can be told: whoever is named is a member of staff and not an applicant. */
function areStaff({ supervisors = [] }: Naming): Obstacle | undefined {
  if (!supervisors.some(looksLikePersonalNumber)) return undefined;
  return obstacle(
    'ACC-3',
    'A supervisor is named by staff id; this looks like a personal number.',
    'En enhetschef anges med sin tjänste-id; detta liknar ett personnummer.',
  );
}

/**
 * Says who works with the case: the caseworker, stand-ins, and the supervisors named in it (ACC-2, ACC-3). Without
 * `supervisors` those stay named who are.
 */
export function assignCaseworker(state: CaseState, action: Action, context: Context): Decision {
  const naming = fieldsOf<Naming>(action);
  const { person, standIns, supervisors } = naming;
  const restricted: readonly RuleId[] = isSpecial(state) || supervisors !== undefined ? ['ACC-3'] : [];
  return unless<CaseworkerAssigned>(
    [stillOpen(state), ...areCompetent(naming, context), areStaff(naming)],
    () => [
      {
        type: 'CaseworkerAssigned',
        rules: ['ACC-2', 'ACC-4', 'FUP-6', ...restricted],
        person,
        standIns,
        ...(supervisors === undefined ? {} : { supervisors }),
      },
    ],
  );
}

/** The caseworker who registers, or who receives at the duty desk, has the case from then on; one who is not marked competent leaves it to be assigned (FUP-6). */
export function registrarAssigned({ actor, profile, unit }: Context): readonly CaseworkerAssigned[] {
  if (actor.kind !== 'person') return [];
  if (!actor.roles.includes('caseworker') && !actor.roles.includes('dutyDesk')) return [];
  if (!isCompetent(profile, unit, actor.person)) return [];
  return [{ type: 'CaseworkerAssigned', rules: ['ACC-2', 'FUP-6'], person: actor.person, standIns: [] }];
}

/** A supervisor who finds a special defector is named in the case by that, and does not shut the own door (ACC-3). */
export function classifierNamed(
  before: CaseState,
  after: CaseState,
  { actor }: Context,
): readonly SupervisorNamed[] {
  if (isSpecial(before) || !isSpecial(after)) return [];
  if (actor.kind !== 'person' || !actor.roles.includes('supervisor')) return [];
  if (after.intake.supervisors?.includes(actor.person) === true) return [];
  return [{ type: 'SupervisorNamed', rules: ['ACC-3'], person: actor.person }];
}

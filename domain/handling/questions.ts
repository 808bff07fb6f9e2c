import { isCareConcerned } from '../care/questions';
import type { CaseState } from '../case/state';
import { mustBeAsked } from '../consent/enquiries';
import type { CategoryContent } from '../kernel/area';
import type { Context } from '../kernel/context';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import { hasFunction } from '../profile/lookup';
import { mustHoldApplication } from '../transfer/questions';

/** What the category `classification` holds in this file. */
export function classificationContent(state: CaseState): CategoryContent | undefined {
  const { handling } = state;
  // Where it was not classified here, what the defector unit answered is what there is (RSP-13).
  const { classification, ability } =
    handling.classification === undefined ? (handling.answered ?? {}) : handling;
  if (classification === undefined) return undefined;
  return { facts: { classification, ...(ability === undefined ? {} : { ability }) }, notes: [] };
}

/** Whether this file says that the person is a special defector: until it says otherwise it is open to named staff only (ACC-3). */
export function isSpecial(state: CaseState): boolean {
  const { classification, answered, told } = state.handling;
  return (classification ?? answered?.classification ?? told) === 'special';
}

/** Whether the defector unit, asked by this file, has found the person special and able: it takes over (RSP-5). */
export function isFoundSpecialAndAble({ handling: { answered } }: CaseState): boolean {
  return answered?.classification === 'special' && answered.ability === 'able';
}

/** Whether the file is there for a district's question and holds no application (RSP-13). */
export function isAskedOnly({ intake: { matter } }: CaseState): boolean {
  return matter === 'assessment';
}

/** Objects unless this unit assesses here: it holds the application, or it is asked and the consent stands (DEF-9, RSP-13). */
export function mustAssessHere(state: CaseState, context: Context): Obstacle | undefined {
  return isAskedOnly(state)
    ? mustBeAsked(state, 'classificationRequest', context)
    : mustHoldApplication(state, 'DEF-9');
}

/** Whether the own unit is the one that handles special defectors (RSP-1). */
export function isDefectorUnit({ profile, unit }: Context): boolean {
  return hasFunction(profile, unit, 'defectorUnit');
}

/** Whether it is decided that the application is first rejected: special, but not able (RSP-2). */
export function isRejectedFirst(state: CaseState): boolean {
  return state.handling.decision?.handledBy === 'rejectFirst';
}

/** Whether the application moves from the defector unit to the home district, known or not: not special (RSP-3). */
export function leavesDefectorUnit(state: CaseState, context: Context): boolean {
  return isDefectorUnit(context) && state.handling.classification === 'notSpecial';
}

/** Objects unless the exit is handled here: the defector unit handles only what it decided to handle (RSP-1, RSP-3). */
export function mustHandleHere(state: CaseState, context: Context): Obstacle | undefined {
  const { decision } = state.handling;
  if (!isDefectorUnit(context) || decision?.handledBy === 'own') return undefined;
  if (decision === undefined) {
    return obstacle(
      'RSP-1',
      'It is not decided yet who handles: decide that first.',
      'Det är inte avgjort vem som handlägger: avgör det först.',
    );
  }
  if (decision.handledBy === 'rejectFirst') return rejectFirst();
  return obstacle(
    'RSP-3',
    'This unit does not handle the exit: the application moves to the home district.',
    'Enheten handlägger inte avhoppet: ansökan överflyttas till stadsområdet.',
  );
}

function rejectFirst(): Obstacle {
  return obstacle(
    'RSP-2',
    'The person is special but not able: the application is first rejected by a formal decision.',
    'Personen är särskild avhoppare men kan inte tillgodogöra sig insatsen: ansökan avslås först genom ett formellt beslut.',
  );
}

/** Objects unless that unit is the one to which the application moves (RSP-1, RSP-3, RSP-5, RSP-6, RSP-9, INT-6). */
export function mustReceive(state: CaseState, to: string, context: Context): Obstacle | undefined {
  const { homeDistrict } = state.intake;
  const leaves = state.handling.decision?.handledBy === 'homeDistrict' || isCareConcerned(state);
  if (isDefectorUnit(context) && !leaves) return notMoving(state);
  if (hasFunction(context.profile, to, 'defectorUnit')) {
    if (isFoundSpecialAndAble(state)) return undefined;
    return obstacle(
      'RSP-5',
      'The defector unit takes over only what it has found special and able.',
      'Avhopparverksamheten tar över endast den som den bedömt som särskild avhoppare och som kan tillgodogöra sig insatsen.',
    );
  }
  if (homeDistrict === undefined || homeDistrict === 'unclear') {
    return obstacle('INT-6', 'The home district is not known yet.', 'Tillhörigheten är inte känd ännu.');
  }
  if (homeDistrict === to) return undefined;
  return obstacle(
    'RSP-6',
    'The home district handles; that is another unit.',
    'Stadsområdet där personen hör hemma handlägger; det är en annan enhet.',
  );
}

function notMoving(state: CaseState): Obstacle {
  if (state.handling.decision?.handledBy === 'own') {
    return obstacle(
      'RSP-1',
      'The defector unit handles this case itself.',
      'Avhopparverksamheten handlägger ärendet själv.',
    );
  }
  if (state.handling.decision?.handledBy === 'rejectFirst') return rejectFirst();
  return obstacle('RSP-3', 'Decide first who handles.', 'Avgör först vem som handlägger.');
}

/** Whether it is clear that this unit handles the exit, because it decided so (PLC-1). */
export function handlesItself(state: CaseState): boolean {
  return state.handling.decision?.handledBy === 'own';
}

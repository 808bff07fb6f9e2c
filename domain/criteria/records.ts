import type { CaseState } from '../case/state';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { mustHoldApplication } from '../transfer/questions';
import type { AssessmentMethodRecorded, MilieuRecorded, MotivationRecorded } from './state';
import { NO_METHOD } from './state';

/** Insight and motivation for a life without crime (DEF-8). */
export function recordMotivation(state: CaseState, action: Action): Decision {
  const { insight, motivation } = fieldsOf<MotivationRecorded>(action);
  return unless<MotivationRecorded>([mustBeOpen(state), mustHoldApplication(state, 'DEF-9')], () => [
    { type: 'MotivationRecorded', rules: ['DEF-8'], insight, motivation, notes: action.notes ?? [] },
  ]);
}

/** DEF-7: one kind or several, of those that the profile lists. */
function knownKinds(kinds: readonly string[], { profile }: Context): Obstacle | undefined {
  const unknown = kinds.filter((kind) => !profile.milieus.some(({ id }) => id === kind));
  if (kinds.length > 0 && unknown.length === 0) return undefined;
  const list = profile.milieus.map(({ id }) => id).join(', ');
  return obstacle(
    'DEF-7',
    `Name at least one kind of milieu, each of this list: ${list}.`,
    `Ange minst ett slag av miljö, vart och ett ur listan: ${list}.`,
  );
}

/** The milieu with its kinds; what is recorded anew takes the place of the earlier (DEF-7). */
export function recordMilieu(state: CaseState, action: Action, context: Context): Decision {
  const { kinds } = fieldsOf<MilieuRecorded>(action);
  return unless<MilieuRecorded>(
    [mustBeOpen(state), mustHoldApplication(state, 'DEF-9'), knownKinds(kinds, context)],
    () => [
      { type: 'MilieuRecorded', rules: ['DEF-7'], kinds: [...new Set(kinds)], notes: action.notes ?? [] },
    ],
  );
}

/** DEF-11: a standardised method of the profile, or none and why. */
function knownMethod({ body, notes = [] }: Action, { profile }: Context): Obstacle | undefined {
  const { method } = fieldsOf<{ method: string }>({ body });
  if (profile.methods.some(({ id }) => id === method)) return undefined;
  if (method === NO_METHOD && notes.some(({ field }) => field === 'whyNone')) return undefined;
  const list = profile.methods.map(({ id }) => id).join(', ');
  return obstacle(
    'DEF-11',
    `Name a standardised method (${list}), or “${NO_METHOD}” and why none was used.`,
    `Ange en standardiserad metod (${list}), eller ”${NO_METHOD}” och varför ingen användes.`,
  );
}

function notLater(at: string, { now }: Context): Obstacle | undefined {
  if (at <= now) return undefined;
  return obstacle(
    'DEF-11',
    'The assessment cannot have been made later than now.',
    'Bedömningen kan inte ha gjorts senare än nu.',
  );
}

/** How the person and the person's own criminality were assessed, by whom and when (DEF-11). */
export function recordAssessmentMethod(state: CaseState, action: Action, context: Context): Decision {
  const { method, by, at } = fieldsOf<{ method: string; by: string; at: string }>(action);
  return unless<AssessmentMethodRecorded>(
    [
      mustBeOpen(state),
      mustHoldApplication(state, 'DEF-9'),
      knownMethod(action, context),
      notLater(at, context),
    ],
    () => [
      {
        type: 'AssessmentMethodRecorded',
        rules: ['DEF-11'],
        ...{ method, by, assessedAt: at, notes: action.notes ?? [] },
      },
    ],
  );
}

import type { CaseState } from '../case/state';
import { isOpen } from '../intake/questions';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { follows, refuses } from '../kernel/decision';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Json } from '../kernel/text';
import type { LetterHeader, ReceivedLetter } from '../letters/letter';
import { mustBeAssessedBefore } from '../letters/police';
import type { Profile } from '../profile/profile';
import { assessmentKey } from './questions';
import type { Assessment, AssessmentRecorded, AssessmentRequest } from './state';

/** THR-5, CON-8, PIN-4: only a result that this file still awaits or may correct is let in; the header decides. */
function awaitedHere(
  state: CaseState,
  { from, reference }: LetterHeader,
  { profile }: Context,
): Obstacle | undefined {
  const request = held(state.threat.requests, reference);
  // In a closed file only what was asked to follow it up is still let in (THR-7).
  if (request === undefined || !(isOpen(state) || request.followsUp === true)) {
    return obstacle('THR-5', 'No such assessment is awaited here.', 'Någon sådan bedömning väntas inte här.');
  }
  if (request.stopped) {
    return obstacle(
      'CON-8',
      'The assessment was stopped; the result is refused unread.',
      'Bedömningen stoppades; svaret avvisas oläst.',
    );
  }
  if (profile.police.some(({ id, tasks }) => id === from && tasks.length > 0)) return undefined;
  return obstacle('THR-5', 'That sender gives no assessments.', 'Den avsändaren gör inga bedömningar.');
}

/** An assessment's stage is the sender's own task in the profile (THR-1). */
function stageObstacle(profile: Profile, from: string, stage: Json | undefined): Obstacle | undefined {
  const tasks: readonly string[] = profile.police.find(({ id }) => id === from)?.tasks ?? [];
  if (typeof stage === 'string' && tasks.includes(stage)) return undefined;
  return obstacle(
    'THR-1',
    'That function does not make assessments of this stage.',
    'Den funktionen gör inte bedömningar i det skedet.',
  );
}

function toAssessment(letter: ReceivedLetter, request: AssessmentRequest): Assessment {
  const facts = letter.facts as unknown as Pick<
    Assessment,
    'level' | 'nature' | 'stage' | 'assessedAt' | 'final' | 'replaces'
  >;
  const { level, nature, stage, assessedAt, final, replaces } = facts;
  return {
    letterId: letter.letterId,
    from: letter.from,
    ...{ level, nature, stage, assessedAt, final, notes: letter.notes },
    receivedAt: letter.receivedAt,
    ...(replaces === undefined ? {} : { replaces }),
    late: letter.receivedAt > request.dueAt,
  };
}

/** Records what the police found (THR-4): any order, repetition or delay ends in the same state (PIN-5). */
export const policeAssessment: LetterRule<CaseState> = {
  accepts: awaitedHere,
  decide: (state, { letter }, context) => {
    const request = letter === undefined ? undefined : held(state.threat.requests, letter.reference);
    if (letter === undefined || request === undefined) return refuses();
    const wrongStage = stageObstacle(context.profile, letter.from, letter.facts['stage']);
    const early = mustBeAssessedBefore(letter, letter.facts['assessedAt']);
    const objections = [wrongStage, early].filter((objection) => objection !== undefined);
    if (objections.length > 0) return refuses(...objections);
    // THR-5: the same message twice counts once, also when the second comes late.
    if (held(request.assessments, assessmentKey(letter.from, letter.letterId)) !== undefined)
      return follows();
    const assessment = toAssessment(letter, request);
    return follows<AssessmentRecorded>({
      type: 'AssessmentRecorded',
      rules: ['THR-4', 'THR-5'],
      reference: letter.reference,
      late: assessment.late,
      assessment,
      notices: [
        { noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'assessmentArrived', rule: 'THR-4' },
      ],
    });
  },
};

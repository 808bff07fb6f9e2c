import { enclosuresFor } from '../case/enclosures';
import type { CaseState } from '../case/state';
import type { Road } from '../consent/carriers';
import { carrierFor } from '../consent/carriers';
import { consentsOf } from '../consent/evolve';
import { mustBeInvestigating, mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Letter } from '../letters/letter';
import { policeFor } from '../profile/lookup';
import { limitAfter } from '../time/span';
import { mustHoldApplication } from '../transfer/questions';
import { evolveCrime } from './evolve';
import { openSuspicion } from './questions';
import { crimeGrounds } from './state';
import type { SeriousCrimeAnswered, SeriousCrimeQuestioned, SeriousCrimeSuspected, Suspicion } from './state';

const asked = ['core', 'crimeSuspicion'] as const;

interface Fields {
  readonly ground?: string;
}

/** What may carry the question: a consent given for it, or the ground that a supervisor named (THR-8). */
function crimeRoad({ ground }: Fields, { profile }: Context): Road {
  const to = (policeFor(profile, 'initial') ?? policeFor(profile, 'inDepth'))?.id ?? '';
  return { to, purposes: ['seriousCrime', 'exitProcess'], grounds: ground === undefined ? [] : [ground] };
}

function isCarried(state: CaseState, fields: Fields, context: Context): boolean {
  return asked.every(
    (category) => carrierFor(state, crimeRoad(fields, context), category, context) !== undefined,
  );
}

/** CON-5: the ground is one that leads to the police, in force today, and a supervisor decides. */
function groundObstacles(
  state: CaseState,
  action: Action,
  context: Context,
): readonly (Obstacle | undefined)[] {
  const fields = fieldsOf<Fields>(action);
  if (fields.ground === undefined) return [];
  const { actor } = context;
  const saysWhy = action.notes?.some(({ field }) => field === 'why') === true;
  const isKnown = crimeGrounds.some((id) => id === fields.ground) && isCarried(state, fields, context);
  return [
    isKnown
      ? undefined
      : obstacle('CON-5', 'No such ground carries this today.', 'Inget sådant stöd bär detta i dag.'),
    actor.kind === 'person' && actor.roles.includes('supervisor')
      ? undefined
      : obstacle('CON-5', 'A supervisor decides on this ground.', 'Enhetschefen beslutar om detta stöd.'),
    saysWhy
      ? undefined
      : obstacle(
          'CON-5',
          'Say why the ground is directly called for.',
          'Ange varför stödet är direkt påkallat.',
        ),
    mustBeInvestigating(state),
  ];
}

/** THR-8: an open suspicion is assessed once; recorded again it can only be asked of the police, where nobody was. */
function mayBeRecorded(state: CaseState, fields: Fields, context: Context): Obstacle | undefined {
  const open = openSuspicion(state);
  if (open === undefined) return undefined;
  if (open.question !== undefined && !open.question.stopped) {
    return obstacle(
      'THR-8',
      'A suspicion is already being assessed together with the police.',
      'En misstanke bedöms redan tillsammans med polisen.',
    );
  }
  if (isCarried(state, fields, context) && mustBeInvestigating(state) === undefined) return undefined;
  return obstacle(
    'CON-1',
    'The suspicion is recorded; to ask the police needs the person’s consent to it, or a ground on which a supervisor decides.',
    'Misstanken är dokumenterad; att fråga polisen kräver personens samtycke till det, eller ett stöd som enhetschefen beslutar om.',
  );
}

function answerDeadline(suspicionId: string, { now, profile }: Context): Deadline {
  const at = limitAfter(now, profile.seriousCrime.answer, profile.calendar);
  return deadline({ rule: 'THR-8', kind: 'crimeAnswerDue', subject: suspicionId, at, legal: true });
}

/**
 * Records that the person is suspected of serious crime, and asks the police where a consent, or a ground that a
 * supervisor chose, carries the question; without either the suspicion stands alone until one is there (THR-8).
 */
export function recordSeriousCrimeSuspicion(state: CaseState, action: Action, context: Context): Decision {
  const fields = fieldsOf<Fields>(action);
  const checks = [
    mustBeOpen(state),
    mustHoldApplication(state, 'THR-8'),
    ...groundObstacles(state, action, context),
    mayBeRecorded(state, fields, context),
  ];
  return unless<SeriousCrimeSuspected | SeriousCrimeQuestioned>(checks, () => {
    const open = openSuspicion(state);
    const recorded = open === undefined ? [suspected(action, context)] : [];
    const after = recorded.reduce(
      (crime, event) => evolveCrime(crime, event, { at: context.now, actor: context.actor }),
      state.crime,
    );
    const suspicion = open ?? after.suspicions.at(-1);
    const isAsked = isCarried(state, fields, context) && mustBeInvestigating(state) === undefined;
    return suspicion !== undefined && isAsked
      ? [...recorded, questioned({ ...state, crime: after }, suspicion, fields, context)]
      : recorded;
  });
}

function suspected({ notes = [] }: Action, context: Context): SeriousCrimeSuspected {
  const suspicionId = idOf(context, 'b');
  return {
    type: 'SeriousCrimeSuspected',
    rules: ['THR-8'],
    ...{ suspicionId, notes, deadline: answerDeadline(suspicionId, context) },
  };
}

function questioned(
  state: CaseState,
  { id: suspicionId }: Suspicion,
  fields: Fields,
  context: Context,
): SeriousCrimeQuestioned {
  const road = crimeRoad(fields, context);
  const enclosures = enclosuresFor(state, road, asked, context);
  const onGround = enclosures.some(({ carrier }) => carrier.kind === 'ground');
  const due = answerDeadline(suspicionId, context);
  const reference = `${context.unit}.${context.caseRef}.${idOf(context, 'r')}`;
  const letter: Letter = {
    ...{ letterId: idOf(context, 'l'), kind: 'seriousCrimeQuestion', to: road.to, reference },
    ...{ fromCase: context.caseRef, facts: { dueAt: due.at }, enclosures },
  };
  const decidedBy = onGround && context.actor.kind === 'person' ? context.actor.person : undefined;
  return {
    type: 'SeriousCrimeQuestioned',
    rules: onGround ? ['THR-8', 'CON-5'] : ['THR-8', 'CON-1'],
    ...{ suspicionId, reference, letterId: letter.letterId, to: road.to, dueAt: due.at, deadline: due },
    consents: consentsOf(letter),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    letters: [letter],
  };
}

/** The own unit's assessment of whether the exit goes on (THR-8). */
export function answerSeriousCrime(state: CaseState, action: Action): Decision {
  const { answer } = fieldsOf<Pick<SeriousCrimeAnswered, 'answer'>>(action);
  const open = openSuspicion(state);
  return unless<SeriousCrimeAnswered>(
    [
      mustBeOpen(state),
      mustHoldApplication(state, 'THR-8'),
      open === undefined || open.own !== undefined
        ? obstacle(
            'THR-8',
            'No suspicion waits for this unit’s answer.',
            'Ingen misstanke väntar på enhetens svar.',
          )
        : undefined,
    ],
    () =>
      open === undefined
        ? []
        : [
            {
              ...{ type: 'SeriousCrimeAnswered', rules: ['THR-8'], suspicionId: open.id, answer },
              notes: action.notes ?? [],
            },
          ],
  );
}

import { enclosuresUnder } from '../case/enclosures';
import type { CaseState } from '../case/state';
import { consentFor } from '../consent/carriers';
import type { Road } from '../consent/carriers';
import type { Consent } from '../consent/state';
import { isOpen, mustBeInvestigating, mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, refuses, unless } from '../kernel/decision';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { hasOpenFollowUp, runningInterventions } from '../plan/questions';
import { policeFor } from '../profile/lookup';
import { toInstant, toMs } from '../time/instant';
import { jitterMs, limitAfter, reminderAfter } from '../time/span';
import { mustHoldApplication } from '../transfer/questions';
import { hasOpenRequest } from './questions';
import type { ThreatAssessmentRequested } from './state';

/** The reminders and the end of time, fixed when the request is made (THR-2, THR-3). */
function clocks(
  reference: string,
  { now, profile, caseRef }: Context,
): { dueAt: string; deadlines: readonly Deadline[] } {
  const { calendar, threat, reminderJitterSeconds } = profile;
  const dueAt = limitAfter(now, threat.limit, calendar);
  const jitter = jitterMs(caseRef, reminderJitterSeconds);
  const reminders = threat.reminders.map((span) =>
    deadline({
      rule: 'THR-3',
      kind: 'assessmentReminder',
      subject: reference,
      at: toInstant(toMs(reminderAfter(now, span, calendar)) + jitter),
      legal: false,
    }),
  );
  const end = deadline({ rule: 'THR-2', kind: 'assessmentDue', subject: reference, at: dueAt, legal: true });
  return { dueAt, deadlines: [...reminders, end] };
}

/** What a consent to the assessment is given for (INT-5). */
const policeRoad = (to: string): Road => ({ to, purposes: ['threatAssessment', 'exitProcess'] });

/** THR-7: the assessment is repeated while interventions run, and after a completed and closed case while it is followed up. */
function mayAsk(
  state: CaseState,
  occasion: ThreatAssessmentRequested['occasion'],
): readonly (Obstacle | undefined)[] {
  const isRepeated = occasion === 'repeated';
  if (isRepeated && hasOpenFollowUp(state)) return [];
  return [
    mustBeOpen(state),
    mustBeInvestigating(state),
    mustHoldApplication(state, 'THR-1'),
    isRepeated && runningInterventions(state).length === 0
      ? obstacle(
          'THR-7',
          'The assessment is repeated while interventions run, and while a completed and closed case is followed up.',
          'Bedömningen upprepas medan insatser pågår, och medan ett fullföljt och avslutat ärende följs upp.',
        )
      : undefined,
  ];
}

/**
 * Asks the police for a threat assessment (THR-1): only in an opened investigation (INT-4), only with a consent to
 * it on the ledger (INT-5), and with exactly the categories that this consent covers (PIN-6).
 */
export function requestThreatAssessment(state: CaseState, action: Action, context: Context): Decision {
  const { occasion } = fieldsOf<Pick<ThreatAssessmentRequested, 'occasion'>>(action);
  const police = policeFor(context.profile, 'initial') ?? policeFor(context.profile, 'inDepth');
  if (police === undefined) {
    return refuses(
      obstacle(
        'THR-1',
        'The profile has no police function that assesses threats.',
        'Profilen har ingen polisfunktion som bedömer hot.',
      ),
    );
  }
  const consent = consentFor(state, policeRoad(police.id), 'core', context.now);
  const checks = [
    ...mayAsk(state, occasion),
    consent === undefined
      ? obstacle(
          'INT-5',
          'No valid consent to it names the police function and the category that says who it is about. Ask the person.',
          'Inget giltigt samtycke till det anger polisfunktionen och de uppgifter som visar vem det gäller. Fråga personen.',
        )
      : undefined,
    hasOpenRequest(state)
      ? obstacle('THR-1', 'An assessment is already awaited.', 'En hotbildsbedömning väntas redan.')
      : undefined,
  ];
  return unless<ThreatAssessmentRequested>(checks, () =>
    consent === undefined ? [] : [requested(state, { occasion, to: police.id, consent }, context)],
  );
}

function requested(
  state: CaseState,
  of: Pick<ThreatAssessmentRequested, 'occasion' | 'to'> & { readonly consent: Consent },
  context: Context,
): ThreatAssessmentRequested {
  const { occasion, to, consent } = of;
  // The reference tells the police nothing and leads their answer to the unit and the case.
  const reference = `${context.unit}.${context.caseRef}.${idOf(context, 'r')}`;
  const letterId = idOf(context, 'l');
  const { dueAt, deadlines } = clocks(reference, context);
  return {
    type: 'ThreatAssessmentRequested',
    rules: [
      ...(['THR-1', 'THR-2', 'THR-3', 'INT-4', 'INT-5', 'PIN-6'] as const),
      ...(occasion === 'repeated' ? (['THR-7'] as const) : []),
    ],
    ...{ reference, occasion, to, letterId, consentId: consent.id, dueAt, deadlines },
    ...(isOpen(state) ? {} : { followsUp: true as const }),
    letters: [
      {
        ...{ letterId, kind: 'threatAssessmentRequest', to, reference },
        fromCase: context.caseRef,
        facts: { dueAt, occasion },
        enclosures: enclosuresUnder(state, { consent, to }, consent.categories, context),
      },
    ],
  };
}

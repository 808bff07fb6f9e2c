import { enquiries, enquiryStanding } from '../consent/enquiries';
import { allConsents, isValid } from '../consent/questions';
import { isAnswerOverdue, isQuestionOpen, outcomeOf, policeCrimeAnswer } from '../crime/questions';
import { assessedCriteria, criterion } from '../criteria/questions';
import { allDecisions, hasOpenAppeal, helpDue } from '../decisions/questions';
import type { Reader } from '../kernel/actor';
import { held } from '../kernel/held';
import { meetingOf } from '../meeting/questions';
import { speedOf } from '../speed/questions';
import { incomingPlacement } from '../placement/questions';
import { effectiveAssessment, isAnswered, isAwaited, needsProtection, requests } from '../threat/questions';
import { unitOf } from '../profile/lookup';
import { holdsApplication } from '../transfer/questions';
import { isRestricted, mayOnlyName, partsOf } from './access';
import { deadlines } from './deadlines';
import { awaits, caseStatus, nextOf } from './next';
import { nextWords } from './next-words';
import type { Asking } from './examples';
import type { CaseState } from './state';

/** What reception sees of a case that waits to be received or assigned (ACC-2, CON-11). */
export function stubOf(state: CaseState, asking: Asking): object {
  return {
    kind: 'stub',
    case: asking.caseRef,
    status: caseStatus(state),
    awaits: awaits(state),
    matter: state.intake.matter,
    homeDistrict: state.intake.homeDistrict ?? null,
    ...arrivalOf(state),
    contactPerson: contactPersonOf(asking),
    meeting: meetingOf(state, state.transfer.incoming?.id) ?? null,
    next: { code: nextOf(state), ...nextWords[nextOf(state)] },
  };
}

/** From whom came what waits for our receipt, and by when it is awaited. */
function arrivalOf(state: CaseState): object {
  const { incoming } = state.transfer;
  const placement = incomingPlacement(state);
  return {
    from: incoming?.from ?? placement?.from ?? null,
    receiptDue: incoming?.receiptDue ?? placement?.deadlines[0]?.at ?? null,
  };
}

/**
 * What a supervisor sees who is not named in a restricted case: that there is one, whom it waits for, and whom
 * to ask (ACC-3). What is next would tell why.
 */
function namingStub(state: CaseState, asking: Asking): object {
  return {
    kind: 'stub',
    case: asking.caseRef,
    status: caseStatus(state),
    awaits: awaits(state),
    restricted: true,
    assignment: state.intake.assignment ?? null,
    supervisors: state.intake.supervisors ?? [],
    contactPerson: contactPersonOf(asking),
    next: { code: 'nameStaff', ...nextWords.nameStaff },
  };
}

function contactPersonOf({ profile, unit }: Asking): string | null {
  return unitOf(profile, unit)?.contactPerson ?? null;
}

function threatOf(state: CaseState): object {
  return {
    assessment: effectiveAssessment(state) ?? null,
    needsProtection: needsProtection(state),
    moveNeed: state.threat.moveNeed ?? null,
    requests: requests(state).map((request) => ({
      reference: request.reference,
      askedAt: request.askedAt,
      dueAt: request.dueAt,
      standing: isAwaited(request) ? 'awaited' : isAnswered(request) ? 'answered' : 'stopped',
      overdue: request.overdue,
      results: Object.values(request.assessments),
    })),
  };
}

function consentsOf(state: CaseState, { now }: Asking): readonly object[] {
  return allConsents(state).map((consent) => ({ ...consent, valid: isValid(consent, now) }));
}

/** What was disclosed without consent, and whether it went: a ground may have ended while its letter waited (CON-5). */
function onGroundOf({ consent: { onGround = [], letters } }: CaseState): readonly object[] {
  return onGround.map((disclosure) => ({
    ...disclosure,
    standing: disclosure.outside === true ? 'sent' : held(letters, disclosure.id)?.standing,
  }));
}

/** What another unit asked of this file. */
function questionOf({ intake: { question } }: CaseState): object | null {
  if (question === undefined) return null;
  const { id, kind, from, askedAt, answeredAt } = question;
  return { id, kind, from, askedAt, answeredAt: answeredAt ?? null };
}

/** What this file asked of other units (CON-7, INT-6, RSP-13). */
function enquiriesOf(state: CaseState, { now }: Asking): readonly object[] {
  return enquiries(state).map((enquiry) => ({
    ...{ id: enquiry.id, kind: enquiry.kind, to: enquiry.to, askedAt: enquiry.askedAt },
    standing: enquiryStanding(state, enquiry, now),
  }));
}

function criteriaOf(state: CaseState): object {
  return {
    standing: state.criteria.standing,
    ...Object.fromEntries(
      [...assessedCriteria, 'consent' as const].map((name) => [name, criterion(state, name)]),
    ),
  };
}

/** What was recorded of the person for the criteria (DEF-2, DEF-7, DEF-11). */
function assessedIn(state: CaseState): object {
  const { milieu, method } = state.criteria;
  return { criteria: criteriaOf(state), milieu: milieu ?? null, assessmentMethod: method ?? null };
}

function decisionsOf(state: CaseState): object {
  return {
    taken: allDecisions(state),
    hasOpenAppeal: hasOpenAppeal(state),
    helpToApply: state.decisions.help ?? null,
    helpDue: helpDue(state) ?? null,
  };
}

/** Each transfer with its hand-over meeting: null as long as nothing is said of one (TRF-3). */
function transfersOf(state: CaseState): object {
  const { outgoing, incoming } = state.transfer;
  const shown = <T extends { readonly id: string }>(
    transfer: T,
  ): T & { readonly meeting: object | null } => ({
    ...transfer,
    meeting: meetingOf(state, transfer.id) ?? null,
  });
  return {
    outgoing: Object.values(outgoing).map(shown),
    incoming: incoming === undefined ? null : shown(incoming),
  };
}

function planOf({ plan }: CaseState): object {
  const { needs, notes, occasions, followUps, funding, carried } = plan;
  return {
    ...{ needs, notes, followUps, funding, carried: carried ?? null },
    occasions: occasions.map(({ id, kind, dueAt, settled, overdue }) => ({
      ...{ id, kind, dueAt, settled: settled === true, overdue: overdue === true },
    })),
  };
}

/** Both answers, and what they come to: where they differ or say stop, the handling unit decides (THR-8). */
function seriousCrimeOf(state: CaseState): readonly object[] {
  return state.crime.suspicions.map((suspicion) => ({
    ...{ id: suspicion.id, recordedAt: suspicion.recordedAt, notes: suspicion.notes },
    police: policeCrimeAnswer(suspicion) ?? (isQuestionOpen(suspicion) ? 'awaited' : 'notAsked'),
    ownUnit: suspicion.own ?? null,
    question: suspicion.question ?? null,
    results: Object.values(suspicion.police),
    outcome: outcomeOf(suspicion),
    overdue: isAnswerOverdue(state, suspicion),
  }));
}

function placementOf({ placement }: CaseState): object {
  const { asked = null, placements, handovers, incoming = null } = placement;
  return { asked, placements, handovers: Object.values(handovers), incoming };
}

function intakeOf({ intake }: CaseState): object {
  return {
    file: intake.status,
    matter: intake.matter,
    openedAt: intake.openedAt ?? null,
    channel: intake.channel ?? null,
    inCustody: intake.inCustody ?? null,
    release: intake.release ?? null,
    homeDistrict: intake.homeDistrict ?? null,
    assignment: intake.assignment ?? null,
    supervisors: intake.supervisors ?? [],
    closed: intake.closed ?? null,
  };
}

function fullView(state: CaseState, asking: Asking): object {
  const { handling, transfer, plan, consent, concern, care } = state;
  return {
    kind: 'full',
    case: asking.caseRef,
    status: caseStatus(state),
    awaits: awaits(state),
    next: { code: nextOf(state), ...nextWords[nextOf(state)] },
    ...intakeOf(state),
    restricted: isRestricted(state),
    contactPerson: contactPersonOf(asking),
    application: transfer.application ?? null,
    holdsApplication: holdsApplication(state),
    ...assessedIn(state),
    consents: consentsOf(state, asking),
    threat: threatOf(state),
    handling,
    decisions: decisionsOf(state),
    transfers: transfersOf(state),
    placement: placementOf(state),
    letters: Object.values(consent.letters),
    onGround: onGroundOf(state),
    reports: concern.reports,
    care,
    question: questionOf(state),
    enquiries: enquiriesOf(state, asking),
    plan: planOf(state),
    seriousCrime: seriousCrimeOf(state),
    interventions: plan.interventions,
    speed: speedOf(state),
    financialAssistance: plan.finance,
    deadlines: deadlines(state),
  };
}

/**
 * What a person of the unit may see: the whole case, reception's stub, or nothing at all, which is the answer for a
 * case that does not exist (ACC-2, ACC-3, CON-6). An offered case shows no more than its stub to anyone (CON-11).
 */
export function view(state: CaseState, reader: Reader, asking: Asking): object | undefined {
  const parts = partsOf(state, asking.unit, reader);
  if (parts.length === 0)
    return mayOnlyName(state, asking.unit, reader) ? namingStub(state, asking) : undefined;
  const onlyReception = parts.every((part) => part === 'reception');
  return onlyReception || state.intake.status === 'offered' ? stubOf(state, asking) : fullView(state, asking);
}

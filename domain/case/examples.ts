import { allConsents } from '../consent/questions';
import { allDecisions, openAppeal } from '../decisions/questions';
import { exitEnds } from '../decisions/state';
import type { RejectionGround } from '../decisions/state';
import { isFoundSpecialAndAble } from '../handling/questions';
import { fittingReason } from '../intake/close';
import type { Context } from '../kernel/context';
import type { Json } from '../kernel/text';
import { placementExamples } from '../placement/examples';
import { isPolice, unitOf, unitsByFunction } from '../profile/lookup';
import { plusSeconds } from '../time/instant';
import { localDate } from '../time/local';
import { appliedAt } from '../transfer/questions';
import { heldCategories } from './enclosures';
import type { CaseState } from './state';

/** The context of a question, which is no command. */
export type Asking = Omit<Context, 'commandId' | 'actor'>;

type Body = Readonly<Record<string, Json>>;

/** Bodies for the actions of the plan, with dates that hold today. */
const planExamples: Readonly<Record<string, (state: CaseState, asking: Asking) => readonly Body[]>> = {
  setPlan: () => [{ needs: ['housing'] }],
  grantIntervention: (_state, asking) => [
    { kind: 'regular', from: today(asking) },
    { kind: 'acute', from: today(asking) },
  ],
  endParticipation: (_state, { now }) => [{ at: now, saidBy: 'person' }],
  recordFollowUp: ({ plan }) => [
    {
      needs: plan.needs.map((need) => ({ need, met: 'met' })),
      ...{ motivation: 'stands', planFollowed: 'followed' },
    },
  ],
  applyStateFunding: (_state, asking) => [
    { amountSek: 1, from: today(asking), until: today(asking), meetsPoliceDefinition: true },
  ],
  recordFundingDecision: (_state, asking) => [{ outcome: 'refused', decidedOn: today(asking) }],
};

function today({ now, profile }: Asking): string {
  return localDate(now, profile.calendar.zone);
}

/** Every withdrawal that could be asked for; one of a consent that is not there, where none stands. */
function withdrawals(state: CaseState, { now }: Asking): readonly Body[] {
  const standing = allConsents(state).filter(({ ended }) => ended === undefined);
  return standing.length === 0
    ? [{ consent: '', at: now }]
    : standing.map(({ id }) => ({ consent: id, at: now }));
}

/** What each consent would carry to each unit that it names. */
function disclosures(state: CaseState, { profile }: Asking): readonly Body[] {
  const held = heldCategories(state);
  const all = allConsents(state).flatMap(({ id, purpose, recipients, categories }) =>
    recipients
      .filter((recipient) => !isPolice(profile, recipient))
      .map((recipient) => ({
        ...{ consent: id, recipient, purpose },
        categories: categories.filter((category) => held.includes(category)),
      })),
  );
  return all.length === 0 ? [{ consent: '', recipient: '', purpose: '', categories: [] }] : all;
}

/** A use of each legal ground that is switched on, towards another unit or the police, with all that it carries. */
function onGround(state: CaseState, { profile, unit }: Asking): readonly Body[] {
  const holds = heldCategories(state);
  const other = profile.units.find(({ id }) => id !== unit)?.id ?? '';
  return profile.grounds
    .filter(({ enabled }) => enabled)
    .map(({ id, direction, categories = holds }) => {
      const recipient = direction.includes('socialServices') ? other : (profile.police[0]?.id ?? '');
      return { ground: id, recipient, categories };
    });
}

function consent({ profile, unit, now }: Asking): Body {
  const other = profile.units.find(({ id }) => id !== unit)?.id ?? '';
  const [purpose, category] = [profile.purposes[0]?.id ?? '', profile.categories[0]?.id ?? ''];
  const form = { form: 'written', receivedBy: '' };
  return { purpose, recipients: [other], categories: [category], givenAt: now, ...form };
}

function refusal({ profile, unit, now }: Asking): Body {
  const other = profile.units.find(({ id }) => id !== unit)?.id ?? '';
  return { purpose: profile.purposes[0]?.id ?? '', recipient: other, at: now };
}

/** A question under each consent; under one that is not there, where none is. */
function questions(state: CaseState): readonly Body[] {
  const ids = allConsents(state).map(({ id }) => id);
  return (ids.length === 0 ? [''] : ids).map((id) => ({ consent: id, categories: [] }));
}

/** A transfer to the home district, and to the defector unit where that takes over. */
function transfers(state: CaseState, { profile, unit }: Asking): readonly Body[] {
  const { homeDistrict } = state.intake;
  const known = homeDistrict === undefined || homeDistrict === 'unclear' ? undefined : homeDistrict;
  const home = known ?? unitsByFunction(profile, 'district').find(({ id }) => id !== unit)?.id ?? '';
  const takesOver = isFoundSpecialAndAble(state) ? unitsByFunction(profile, 'defectorUnit') : [];
  return [home, ...takesOver.map(({ id }) => id)].map((to) => ({ to, categories: [] }));
}

/** The own caseworker decides today. */
function deciding({ now, profile }: Asking): Body {
  return { decidedBy: '', decidedOn: localDate(now, profile.calendar.zone) };
}

function release({ profile, now }: Asking): Body {
  const releases = profile.authorities.find(({ kind }) => kind === 'prison' || kind === 'youthCare');
  return { date: localDate(now, profile.calendar.zone), authority: releases?.id ?? '' };
}

/** An appeal against each decision, and an outcome for the one that waits. */
function appeals(state: CaseState, { now: receivedAt }: Asking): readonly Body[] {
  const all = allDecisions(state).map((taken): Body => {
    const waiting = openAppeal(taken);
    return waiting === undefined
      ? { decision: taken.id, receivedAt }
      : { decision: taken.id, receivedAt: waiting.receivedAt, outcome: 'upheld' };
  });
  return all.length === 0 ? [{ decision: '', receivedAt }] : all;
}

const grounds: readonly RejectionGround[] = ['notAble', 'declinesMove', 'criterionNotMet'];

/**
 * Harmless bodies with which `decide` is asked whether an action can be done now (WRK-2): it can when one of them is
 * let through. An action without an entry is asked with no fields.
 */
export const examples: Readonly<Record<string, (state: CaseState, asking: Asking) => readonly Body[]>> = {
  assignCaseworker: (_state, { profile, unit }) => [
    { person: unitOf(profile, unit)?.competent[0] ?? '', standIns: [] },
  ],
  setHomeDistrict: () => [{ district: 'unclear' }],
  recordFirstContact: (state, { now }) => [{ at: appliedAt(state) ?? now, how: 'other' }],
  recordRelease: (_state, asking) => [release(asking)],
  recordMilieu: (_state, { profile }) => [{ kinds: profile.milieus.slice(0, 1).map(({ id }) => id) }],
  recordAssessmentMethod: (_state, { profile, now }) => [
    { method: profile.methods[0]?.id ?? '', by: '', at: now },
  ],
  proposeHandoverMeeting: (_state, { now }) => [{ at: plusSeconds(now, 1) }],
  recordHandoverMeeting: (_state, { now }) => [{ at: now, participants: [] }],
  closeCase: (state) => [{ reason: fittingReason(state)?.reason ?? 'noFurtherAction' }],
  giveConsent: (_state, asking) => [consent(asking)],
  withdrawConsent: withdrawals,
  recordConsentRefusal: (_state, asking) => [refusal(asking)],
  discloseWithConsent: disclosures,
  discloseOnGround: onGround,
  receiveConcernReport: (_state, { now }) => [{ receivedAt: now }],
  recordCompulsoryCareConcern: (_state, { now }) => [{ at: now }],
  startCompulsoryCareInquiry: (_state, { now }) => [{ at: now }],
  recordCriterion: () => [{ criterion: 'need', value: 'unknown' }],
  requestThreatAssessment: () => [{ occasion: 'first' }, { occasion: 'repeated' }],
  answerSeriousCrime: () => [{ answer: 'goOn' }],
  recordMoveNeed: () => [{ need: 'away' }],
  classifyDefector: () => [{ classification: 'notSpecial' }, { classification: 'special' }],
  assessAbility: () => [{ ability: 'able' }],
  informRelatives: (_state, { profile, now }) => [
    { district: unitsByFunction(profile, 'district')[0]?.id ?? '', at: now },
  ],
  rejectApplication: (_state, asking) => grounds.map((because) => ({ because, ...deciding(asking) })),
  endExit: (_state, asking) => exitEnds.map((because) => ({ because, ...deciding(asking) })),
  recordAppeal: appeals,
  recordHelpToApply: (_state, { now }) => [{ at: now, wanted: false }],
  askAdvice: questions,
  requestClassification: questions,
  answerHomeDistrict: () => [{ district: 'unclear' }],
  offerTransfer: transfers,
  declineTransfer: () => [{ reason: 'other' }],
  ...planExamples,
  ...placementExamples,
  contactFinancialAssistance: (_state, { profile: { authorities } }) =>
    authorities.map(({ id }) => ({ authority: id, path: 'none', categories: [] })),
};

/** Narratives without which an action is never let through: an example is asked as though they were written. */
export const exampleNarratives: Readonly<Record<string, readonly string[]>> = {
  decideAcutePlacement: ['exceptionalReason'],
  renewPlacement: ['exceptionalReason'],
  discloseOnGround: ['why', 'content', 'abuse', 'suspicion', 'circumstances', 'crimeRisk', 'weighing'],
};

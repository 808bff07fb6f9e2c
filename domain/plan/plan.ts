import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import { evolvePlan } from './evolve';
import { contactFinancialAssistance, evolveFinance, financeWords } from './finance';
import { followUpsFollow, recordFollowUp } from './follow-up';
import { applyStateFunding, recordFundingDecision } from './funding';
import {
  endParticipation,
  grantIntervention,
  interventionDeadlines,
  interventionDue,
  interventionsFollow,
} from './interventions';
import { occasionDeadlines, occasionDue } from './occasions';
import { isFollowUpDue, isFollowUpOverdue } from './questions';
import { setPlan } from './set-plan';
import { planWords } from './words';

/** The plan: needs, interventions, follow-up, state funding (FUP), and contact with financial assistance (FIN). */
export const plan: Area<CaseState, 'plan'> = {
  initial: {
    needs: [],
    notes: [],
    interventions: [],
    occasions: [],
    followUps: [],
    funding: [],
    finance: [],
  },
  evolve: (state, event, meta) => evolveFinance(evolvePlan(state, event, meta), event),
  words: { ...planWords, ...financeWords },
  follow: (before, after, context) => [
    ...interventionsFollow(before, after),
    ...followUpsFollow(before, after, context),
  ],
  deadlines: (state) => [...interventionDeadlines(state), ...occasionDeadlines(state)],
  due: (state, due, context) =>
    due.kind === 'interventionEnds' ? interventionDue(due, context) : occasionDue(state, due, context),
  asks: { followUpDue: isFollowUpDue, followUpOverdue: isFollowUpOverdue },
  actions: {
    setPlan: { by: ['caseworker', 'supervisor'], tells: 'classification', decide: setPlan },
    grantIntervention: { by: ['caseworker', 'supervisor'], decide: grantIntervention },
    endParticipation: { by: ['caseworker', 'supervisor'], decide: endParticipation },
    recordFollowUp: { by: ['caseworker', 'supervisor'], decide: recordFollowUp },
    applyStateFunding: { by: ['caseworker', 'supervisor'], tells: 'threat', decide: applyStateFunding },
    recordFundingDecision: {
      by: ['caseworker', 'supervisor'],
      tells: 'threat',
      decide: recordFundingDecision,
    },
    contactFinancialAssistance: { by: ['caseworker', 'supervisor'], decide: contactFinancialAssistance },
  },
};

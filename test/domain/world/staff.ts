import { nextOf } from '../../../domain/case/next';
import type { Action } from '../../../domain/kernel/step';
import type { Json } from '../../../domain/kernel/text';
import { plusSeconds } from '../../../domain/time/instant';
import { isAskedOnly } from '../../../domain/handling/questions';
import { arrivalBodies } from './arrival';
import type { CaseFile } from './case-file';
import type { Chance } from './chance';
import { consentBody, disclosureBody, groundBody } from './disclosing';
import { questionBodies, takenOverBy } from './questions';
import { exceptional, placementClosing, placingBodies } from './placing';
import { sensible } from './sensible';
import { planBodies } from './staff-plan';
import type { World } from './world';

/** What is said with an action. */
export type Body = Readonly<Record<string, Json>>;

/** What somebody may be up to in a case. */
export interface Occasion {
  readonly world: World;
  readonly file: CaseFile;
  readonly chance: Chance;
}

const DAY = 86_400;
const districts = ['centrum', 'hisingen', 'nordost', 'sydvast'] as const;
const closingReasons = {
  moved: 'handlingMovedToOtherBoard',
  completed: 'exitCompleted',
  withdrawn: 'applicationWithdrawn',
  rejected: 'applicationRejected',
  ended: 'exitEnded',
  held: 'exitCompleted',
} as const;

const closing = ({ file }: Occasion): Body => {
  if (file.state.intake.question?.answeredAt !== undefined) return { reason: 'answered' };
  if (file.state.intake.matter === 'placement') return { reason: placementClosing(file) };
  const standing = file.state.transfer.application?.standing;
  if (standing !== undefined) return { reason: closingReasons[standing] };
  if (file.state.care.inquirySince !== undefined) return { reason: 'inquiryEnded' };
  return { reason: file.state.intake.matter === 'concern' ? 'concernHandled' : 'noFurtherAction' };
};

const nothing = (): Body => ({});

function deciding({ file: { unit }, world, chance }: Occasion): Body {
  const day = chance.hits(0.9) ? world.now : plusSeconds(world.now, DAY * chance.pick([-3, 1]));
  return { decidedBy: `${unit}-supervisor`, decidedOn: day.slice(0, 10) };
}

/** Mostly the ground that the file shows. */
function groundOf({ file: { state }, chance }: Occasion): string {
  const { decision, classification } = state.handling;
  const shown =
    decision?.handledBy === 'rejectFirst'
      ? 'notAble'
      : classification === 'notSpecial'
        ? 'declinesMove'
        : 'criterionNotMet';
  return chance.hits(0.8) ? shown : chance.pick(['notAble', 'declinesMove', 'criterionNotMet']);
}

/** Every action of staff in a case, with the fields that somebody might give. */
const bodies: Readonly<Record<string, (occasion: Occasion) => Body>> = {
  assignCaseworker: ({ file: { unit }, chance }) => ({
    person: `${unit}-caseworker${chance.pick(['1', '2'])}`,
    standIns: chance.sample([`${unit}-caseworker1`], 0.3),
  }),
  setHomeDistrict: ({ file, chance, world }) => {
    const others = districts.filter((district) => district !== file.unit);
    const any = chance.some(world.profile.units)?.id ?? 'unclear';
    return { district: chance.hits(0.9) ? (chance.some(others) ?? any) : any };
  },
  openInvestigation: nothing,
  closeCase: closing,
  recordMotivation: () => ({ insight: 'strong', motivation: 'partial' }),
  recordCriterion: ({ file, chance }) => {
    const open = (['milieu', 'wish', 'need'] as const).filter(
      (name) => file.state.criteria.assessed[name]?.value !== 'met',
    );
    return {
      criterion: chance.some(open) ?? 'need',
      value: chance.hits(0.95) ? 'met' : chance.pick(['notMet', 'unknown']),
    };
  },
  ...placingBodies,
  giveConsent: consentBody,
  withdrawConsent: ({ file, chance, world }) => ({
    consent: chance.some(Object.keys(file.state.consent.consents)) ?? 's-unknown',
    at: world.now,
  }),
  recordConsentRefusal: ({ world }) => ({ purpose: 'transfer', recipient: 'las', at: world.now }),
  discloseWithConsent: disclosureBody,
  discloseOnGround: groundBody,
  receiveConcernReport: ({ world }) => ({ receivedAt: world.now }),
  forwardConcernReport: nothing,
  confirmConcernReport: nothing,
  declineConcernReport: nothing,
  recordCompulsoryCareConcern: ({ world }) => ({ at: world.now }),
  startCompulsoryCareInquiry: ({ world }) => ({ at: world.now }),
  requestThreatAssessment: ({ chance }) => ({ occasion: chance.pick(['first', 'repeated']) }),
  recordMoveNeed: ({ chance }) => ({ need: chance.pick(['within', 'away']) }),
  classifyDefector: ({ file, chance }) => ({
    classification: isAskedOnly(file.state)
      ? 'special'
      : chance.pick(['notSpecial', 'notSpecial', 'special']),
  }),
  assessAbility: ({ chance }) => ({ ability: chance.pick(['able', 'able', 'notAble']) }),
  decideHandling: nothing,
  offerTransfer: ({ file, chance, world }) => ({
    to: chance.hits(0.9)
      ? (takenOverBy(file) ?? file.state.intake.homeDistrict ?? 'centrum')
      : (chance.some(world.profile.units)?.id ?? ''),
    categories: chance.sample(world.profile.categories, 0.7).map(({ id }) => id),
  }),
  recallTransfer: nothing,
  confirmReceipt: nothing,
  declineTransfer: ({ chance }) => ({ reason: chance.pick(['wrongHomeDistrict', 'notOurMatter', 'other']) }),
  ...planBodies,
  completeExit: () => ({ outcome: 'left' }),
  withdrawApplication: ({ world }) => ({ at: world.now }),
  rejectApplication: (occasion) => ({ because: groundOf(occasion), ...deciding(occasion) }),
  endExit: deciding,
  recordAppeal: ({ file, chance, world }) => {
    const [decision] = Object.values(file.state.decisions.taken);
    const waiting = decision?.appeals.find(({ outcome }) => outcome === undefined);
    const settles = waiting === undefined ? chance.hits(0.3) : chance.hits(0.9);
    return {
      decision: decision?.id ?? 'd-unknown',
      receivedAt: waiting?.receivedAt ?? world.now,
      ...(settles ? { outcome: chance.pick(['upheld', 'changed', 'remitted', 'dismissed']) } : {}),
    };
  },
  ...questionBodies,
  recordHelpToApply: ({ world, chance }) => ({ at: world.now, wanted: chance.hits(0.5) }),
  ...arrivalBodies,
  informRelatives: ({ world, chance }) => ({
    district: chance.hits(0.9) ? chance.pick(districts) : 'sav',
    at: world.now,
  }),
};

/** What a patient caseworker does next. */
export function nextAction(occasion: Occasion): Action {
  const { file, chance } = occasion;
  const name = chance.some(sensible[nextOf(file.state)]) ?? 'closeCase';
  const knowsMotivation = name === 'recordMotivation' && file.state.criteria.motivation !== undefined;
  return actionOf(occasion, knowsMotivation ? 'recordCriterion' : name);
}

/** The person takes back a consent under which something has been written to somebody. */
export function withdrawal({ world, file, chance }: Occasion): Action {
  const carrying = Object.values(file.state.consent.letters).flatMap(({ consents }) => consents);
  const received = Object.values(file.state.consent.consents).filter(({ origin }) => origin !== undefined);
  const consent = chance.some([...carrying, ...received.map(({ id }) => id)]) ?? 's-unknown';
  return { name: 'withdrawConsent', body: { consent, at: world.now } };
}

/** Any action, whether or not there is a point in it. */
export function staffAction(occasion: Occasion): Action {
  return actionOf(occasion, occasion.chance.some(Object.keys(bodies)) ?? 'closeCase');
}

function actionOf(occasion: Occasion, name: string): Action {
  const { file, chance, world } = occasion;
  const body = bodies[name]?.(occasion) ?? {};
  const notes = noteFields(name).map((field) => ({
    noteId: `note:${file.unit}:${world.commands.toString()}:${field}`,
    field,
  }));
  return { name, body, ...(chance.hits(narrated(name, file)) ? { notes } : {}) };
}

/** How often something is told with an action; with a placement only the defector unit states a reason (PLC-5, PLC-7). */
function narrated(action: string, { unit }: CaseFile): number {
  if (exceptional.includes(action)) return unit === 'sav' ? 0.95 : 0.05;
  return action === 'discloseOnGround' ? 0.9 : 0.4;
}

function noteFields(action: string): readonly string[] {
  if (exceptional.includes(action)) return ['exceptionalReason'];
  if (action === 'classifyDefector') return ['otherCircumstances'];
  if (action === 'discloseOnGround')
    return ['why', 'content', 'abuse', 'suspicion', 'circumstances', 'crimeRisk'];
  if (action === 'recordSeriousCrimeSuspicion') return ['why'];
  return [action === 'assessAbility' ? 'otherNeeds' : 'text'];
}

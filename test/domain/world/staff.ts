import { isRestricted } from '../../../domain/case/access';
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
import { sensibleIn } from './sensible';
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

/** Consents that one might withdraw: mostly those that still stand. */
function standing({ state }: CaseFile, chance: Chance): readonly string[] {
  const all = Object.values(state.consent.consents);
  return (chance.hits(0.1) ? all : all.filter(({ ended }) => ended === undefined)).map(({ id }) => id);
}

/** Who works in a case: its supervisor, and in a restricted one who is named in it (ACC-3). */
export function worker({ state, unit }: CaseFile): string {
  const { assignment, supervisors = [] } = state.intake;
  const isShut = isRestricted(state) && !supervisors.includes(`${unit}-supervisor`);
  return isShut && assignment !== undefined ? assignment.person.slice(unit.length + 1) : 'supervisor';
}

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
    ...(chance.hits(0.3) ? { supervisors: [`${unit}-supervisor`] } : {}),
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
    const { assessed, motivation } = file.state.criteria;
    const first = motivation === undefined ? (['milieu', 'need'] as const) : (['wish'] as const);
    const open = (['milieu', 'need', ...first] as const).filter((name) => assessed[name]?.value !== 'met');
    return {
      criterion: chance.some(open) ?? 'need',
      value: chance.hits(0.95) ? 'met' : chance.pick(['notMet', 'unknown']),
    };
  },
  ...placingBodies,
  giveConsent: consentBody,
  withdrawConsent: ({ file, chance, world }) => ({
    consent: chance.some(standing(file, chance)) ?? 's-unknown',
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

/** What a patient caseworker does next; nothing where there is nothing to do. */
export function nextAction(occasion: Occasion): Action | undefined {
  const { file, chance } = occasion;
  const name = chance.some(sensibleIn(file.state, nextOf(file.state)));
  return name === undefined ? undefined : actionOf(occasion, name);
}

/** The person takes back a consent under which something has been written to somebody. */
export function withdrawal({ world, file, chance }: Occasion): Action | undefined {
  const { consents, letters } = file.state.consent;
  const carrying = new Set(Object.values(letters).flatMap((letter) => letter.consents));
  const worth = standing(file, chance).filter((id) => carrying.has(id) || consents[id]?.origin !== undefined);
  const consent = chance.some(worth) ?? (chance.hits(0.05) ? 's-unknown' : undefined);
  return consent === undefined ? undefined : { name: 'withdrawConsent', body: { consent, at: world.now } };
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

import type { CaseState } from '../../../domain/case/state';
import type { ApplicationRegistered } from '../../../domain/intake/state';
import type { EventBase } from '../../../domain/kernel/event';
import type { Matter } from '../../../domain/kernel/matter';
import type { ApplicationTakenOver, ReceiptRecorded } from '../../../domain/transfer/state';
import type { CaseFile, Input } from './case-file';
import { violation } from './violation';
import type { World } from './world';

/** Where an application is: with one file, on its way in one package, or at its end. */
export type Whereabouts =
  { readonly heldBy: string } | { readonly onItsWay: string } | { readonly over: string };

/** What ends an application (TRF-6). */
const endings: readonly string[] = [
  'ApplicationWithdrawn',
  'ApplicationRejected',
  'ExitEnded',
  'ExitCompleted',
];

/** What only the unit does that holds the application, written down by hand from the routine. */
const handling: readonly string[] = [
  ...['MilieuRecorded', 'MotivationRecorded', 'CriterionRecorded'],
  ...['AssessmentMethodRecorded', 'FirstContactRecorded', 'ReleaseRecorded', 'MoveNeedRecorded'],
  ...['SeriousCrimeSuspected', 'RelativesInformed', 'StateFundingApplied', 'TransferOffered'],
  ...['PlanSet', 'InterventionGranted', 'ReceiptRecorded', ...endings],
];

/** Follows the application through the events of one turn, and lets only its holder do what the holder does (TRF-6). */
export function followApplication(world: World, file: CaseFile, events: readonly EventBase[]): void {
  for (const event of events) {
    const ref = file.state.transfer.application?.ref ?? '';
    if (handling.includes(event.type) && !isHeldBy(world, ref, file))
      violation('TRF-6', `${file.caseRef} did without holding the application: ${event.type}`);
    moved(world, file, event, ref);
  }
  checkStanding(world, file);
}

function isHeldBy({ applications }: World, ref: string, { caseRef }: CaseFile): boolean {
  const where = applications.get(ref);
  return where !== undefined && 'heldBy' in where && where.heldBy === caseRef;
}

function moved({ applications }: World, { caseRef }: CaseFile, event: EventBase, ref: string): void {
  if (endings.includes(event.type)) applications.set(ref, { over: caseRef });
  if (event.type === 'ReceiptRecorded')
    applications.set(ref, { onItsWay: (event as ReceiptRecorded).transferId });
  if (event.type === 'ApplicationRegistered') {
    const { applicationRef } = event as ApplicationRegistered;
    if (applications.has(applicationRef)) violation('TRF-6', `${applicationRef} was registered twice`);
    applications.set(applicationRef, { heldBy: caseRef });
  }
  if (event.type === 'ApplicationTakenOver') {
    const { applicationRef, transferId } = event as ApplicationTakenOver;
    const where = applications.get(applicationRef);
    if (where === undefined || !('onItsWay' in where) || where.onItsWay !== transferId)
      violation('TRF-6', `${caseRef} took over ${applicationRef}, which is ${JSON.stringify(where)}`);
    applications.set(applicationRef, { heldBy: caseRef });
  }
}

/** The file says that it holds its application exactly when it does; and a closed file holds none. */
function checkStanding(world: World, file: CaseFile): void {
  const { caseRef, state } = file;
  const { application } = state.transfer;
  const says = application?.standing === 'held';
  if (says !== isHeldBy(world, application?.ref ?? '', file))
    violation('TRF-6', `${caseRef}: ${application?.standing ?? 'none'}, and in truth otherwise`);
  if (says && state.intake.status === 'closed') violation('TRF-6', `${caseRef}: held by a closed file`);
}

/** At every moment each application is held by one file, on its way in one package, or over (TRF-6). */
export function checkHolders({ applications, files }: World): void {
  for (const [ref, where] of applications) {
    const holders = [...files.values()].filter(
      ({ state: { transfer } }) =>
        transfer.application?.ref === ref && transfer.application.standing === 'held',
    );
    if (holders.length !== ('heldBy' in where ? 1 : 0))
      violation('TRF-6', `${ref} has ${holders.length.toString()} holders, and is ${JSON.stringify(where)}`);
  }
}

/** What a file is about that staff or a letter opens, written down by hand: TRF-6 names the matters beside an exit. */
const matters: Readonly<Record<string, readonly Matter[]>> = {
  registerApplication: ['exit'],
  transferOffer: ['exit'],
  transferRecall: ['exit'],
  applyForAcutePlacement: ['placement'],
  decideAcutePlacement: ['placement'],
  placementApplication: ['placement'],
  placementTakeover: ['placement'],
  placementRecall: ['placement'],
  receiveConcernReport: ['concern'],
  concernReport: ['concern'],
  startCompulsoryCareInquiry: ['compulsoryCare'],
  classificationRequest: ['assessment'],
  // What came on a ground is a report to handle (TRF-7); what came under a consent, or asks, is a question beside (CON-7, INT-6).
  disclosure: ['concern', 'advice'],
  adviceQuestion: ['advice'],
  homeDistrictQuestion: ['homeDistrict'],
};

/** Beside the exit there are only files that the routine names, each about what opened it, and none holds the application (TRF-6). */
export function checkBeside({ caseRef, state, steps }: CaseFile, { action }: Input): void {
  const { matter, status } = state.intake;
  if (status === 'none') return;
  const opener = steps[0]?.action ?? action.name;
  if (matters[opener]?.includes(matter) !== true)
    violation('TRF-6', `${caseRef}: a file about ${matter}, opened by ${opener}`);
  if ((matter === 'exit') !== isOfApplication(state))
    violation('TRF-6', `${caseRef}: a file about ${matter}, with an application or without`);
}

/** Whether a file holds or held an application, or hands one over or receives it. */
function isOfApplication({ transfer: { application, incoming, outgoing } }: CaseState): boolean {
  return application !== undefined || incoming !== undefined || Object.keys(outgoing).length > 0;
}

import type { ConsentGiven } from '../../../domain/consent/state';
import type { ThreatAssessmentRequested } from '../../../domain/threat/state';
import type { TransferOffered } from '../../../domain/transfer/state';
import type { Body } from './case-file';
import { CaseFile } from './case-file';
import { arrives, assessment } from './letters';
import type { Answer } from './letters';
import { anna, hedda, hugo, rut } from './people';

/** An application by telephone to SAV, as registered. */
export const registration: Body = {
  channel: 'defectorTelephone',
  receivedAt: '2026-03-02T08:30:00.000Z',
  age: 24,
  inCustody: false,
};

/** Registered by Anna at SAV on Monday 2 March 2026 at 10:00 local. */
export function registered(): CaseFile {
  return new CaseFile('sav').does(anna, 'registerApplication', registration, 'wish');
}

/** The investigation is open. */
export function investigating(): CaseFile {
  return registered().does(anna, 'openInvestigation');
}

/** The body of a consent given in writing at that time. */
export function consentTo(recipients: readonly string[], categories: readonly string[], of: Body = {}): Body {
  return {
    ...{ purpose: 'threatAssessment', recipients, categories, form: 'written', receivedBy: 'anna' },
    ...{ givenAt: '2026-03-02T09:00:00.000Z' },
    ...of,
  };
}

/** Puts a consent on the ledger and gives its id. */
export function consents(
  file: CaseFile,
  recipients: readonly string[],
  categories: readonly string[],
  of: Body = {},
): string {
  file.does(file.unit === 'sav' ? anna : hugo, 'giveConsent', consentTo(recipients, categories, of));
  return file.event<ConsentGiven>('ConsentGiven').consentId;
}

/** The request's reference. */
export function referenceOf(file: CaseFile): string {
  return file.event<ThreatAssessmentRequested>('ThreatAssessmentRequested').reference;
}

/** The police are asked, under a consent that names both functions. */
export function asked(file = investigating()): CaseFile {
  consents(file, ['las', 'bops'], ['core', 'criteria', 'motivation']);
  return file.does(anna, 'requestThreatAssessment', { occasion: 'first' });
}

/** The three assessed criteria are met. */
export function criteriaMet(file: CaseFile): CaseFile {
  const by = file.unit === 'sav' ? anna : hugo;
  file.does(by, 'recordMotivation', { insight: 'strong', motivation: 'strong' }, 'text');
  for (const criterion of ['milieu', 'wish', 'need']) {
    file.does(by, 'recordCriterion', { criterion, value: 'met' }, 'reason');
  }
  return file;
}

/** The police have answered. */
export function assessed(of: Answer, file = asked()): CaseFile {
  file.gets(assessment(referenceOf(file), of));
  return file;
}

/** SAV has found a special defector who is able, and handles. */
export function handledBySav(): CaseFile {
  return assessed({ level: 'high' }, criteriaMet(asked()))
    .does(anna, 'classifyDefector', { classification: 'special' })
    .does(anna, 'assessAbility', { ability: 'able' })
    .does(anna, 'decideHandling');
}

/** SAV has found a defector who is not special; the home district is Hisingen, and no consent to the transfer is there. */
export function moving(): CaseFile {
  return assessed({ level: 'low' }, criteriaMet(asked()))
    .does(anna, 'setHomeDistrict', { district: 'hisingen' })
    .does(anna, 'classifyDefector', { classification: 'notSpecial' })
    .does(anna, 'decideHandling');
}

/** What Hisingen is offered in the tables. */
export const offer: Body = { to: 'hisingen', categories: ['criteria', 'threatAssessment', 'motivation'] };

/** The transfer is offered to Hisingen on Monday 2 March 2026. */
export function offered(covered: readonly string[] = ['core', 'criteria', 'threatAssessment']): CaseFile {
  const file = moving();
  consents(file, ['hisingen'], covered, { purpose: 'transfer' });
  return file.does(anna, 'offerTransfer', offer);
}

/** The id of the transfer that was offered last. */
export function transferOf(file: CaseFile): string {
  return file.event<TransferOffered>('TransferOffered').transferId;
}

/** Hisingen's own file, opened by the offer. */
export function stubAt(sender: CaseFile): CaseFile {
  const file = new CaseFile('hisingen');
  file.at(sender.now).gets(arrives(sender.letter('transferOffer'), 'sav', sender.now));
  return file;
}

/** Hisingen confirmed by name, and SAV has recorded the receipt. */
export function moved(covered?: readonly string[]): {
  readonly sender: CaseFile;
  readonly receiver: CaseFile;
} {
  const sender = offered(covered);
  const receiver = stubAt(sender).does(rut, 'confirmReceipt');
  sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', sender.now));
  return { sender, receiver };
}

/** Hisingen has the package and has assigned Hugo. */
export function takenOver(covered?: readonly string[]): ReturnType<typeof moved> {
  const { sender, receiver } = moved(covered);
  receiver.gets(arrives(sender.letter('transferPackage'), 'sav', sender.now));
  receiver.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
  return { sender, receiver };
}

/** A regular intervention is running at SAV from Monday 2 March 2026, in a plan with two needs. */
export function running(): CaseFile {
  return handledBySav()
    .does(anna, 'setPlan', { needs: ['housing', 'work'] }, 'text')
    .does(anna, 'grantIntervention', { kind: 'regular', from: '2026-03-02', needs: ['housing'] });
}

/** The exit is completed, and SAV's file was closed at that instant. */
export function closedAt(now: string, file = running()): CaseFile {
  return file
    .at(now)
    .does(anna, 'completeExit', { outcome: 'leftMilieu' })
    .does(anna, 'closeCase', { reason: 'exitCompleted' });
}

/** Serious crime is suspected, and LAS was asked under a consent. */
export function suspected(file = running()): CaseFile {
  consents(file, ['las'], ['core', 'crimeSuspicion'], { purpose: 'seriousCrime', givenAt: file.now });
  return file.does(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion');
}

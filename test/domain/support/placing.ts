import type { Step } from '../../../domain/kernel/step';
import type {
  AcutePlacementDecided,
  PlacementHandoverSent,
  PlacementTakenOver,
} from '../../../domain/placement/events';
import type { Body } from './case-file';
import { CaseFile, told } from './case-file';
import { consents, registered } from './given';
import { arrives } from './letters';
import { anna, hedda, hugo, jouren } from './people';

/** What a decision says in the tables. */
export const terms: Body = {
  provider: 'shelter',
  protectionLevel: 'high',
  costSekPerDay: 2400,
  from: '2026-03-02',
};

/** That the person was told when it was decided. */
export const toldAtOnce = (now: string): Body => ({ informed: { toldAt: now, by: 'hugo' } });

/** Monday 2 March 2026 at 10:00 local, in office hours. */
export const monday = '2026-03-02T09:00:00.000Z';
/** The same Monday at 22:00 local. */
export const mondayNight = '2026-03-02T21:00:00.000Z';
/** Tuesday at 08:00 local: when the duty desk hands over. */
export const tuesday = '2026-03-03T07:00:00.000Z';

/** The home district opens a file with its own decision. */
export function placed(now = monday, of: Body = {}): CaseFile {
  const body = { ...terms, homeDistrict: 'hisingen', from: now.slice(0, 10), ...of };
  return new CaseFile('hisingen').at(now).does(hugo, 'decideAcutePlacement', body);
}

/** Placed by the home district, and the person told at once. */
export function placedAndTold(now = monday): CaseFile {
  return placed(now, toldAtOnce(now));
}

/** The duty desk places on Monday night; nothing is consented to. */
export function placedByNight(now = mondayNight, of: Body = {}): CaseFile {
  const body = { ...terms, homeDistrict: 'hisingen', from: now.slice(0, 10), ...toldAtOnce(now), ...of };
  return new CaseFile('socialjour').at(now).does(jouren, 'decideAcutePlacement', body);
}

/** A consent of the duty desk's that lets the placement through to Hisingen. */
export function consentToHandover(file: CaseFile, of: Body = {}): string {
  file.does(jouren, 'giveConsent', {
    ...{ purpose: 'placement', recipients: ['hisingen'], categories: ['core', 'placement'] },
    ...{ form: 'oral', receivedBy: 'jonas', givenAt: file.now },
    ...of,
  });
  return Object.keys(file.state.consent.consents).at(-1) ?? '';
}

/** The duty desk has handed over at 08:00, with or without a consent to the placement itself. */
export function handedOver(of: { readonly consented: boolean }): CaseFile {
  const file = placedByNight();
  if (of.consented) consentToHandover(file);
  file.until(tuesday);
  return file;
}

/** Hisingen's own file, opened by the hand-over. */
export function arrivedAt(sender: CaseFile, unit = 'hisingen'): CaseFile {
  const file = new CaseFile(unit).at(sender.now);
  file.gets(arrives(sender.letter('placementTakeover'), sender.unit, sender.now));
  return file;
}

/** Hisingen has taken over by name, and the duty desk has recorded the receipt. */
export function takenOverFrom(sender: CaseFile): CaseFile {
  const receiver = arrivedAt(sender).does(hedda, 'takeOverPlacement');
  sender.gets(arrives(receiver.letter('placementReceipt'), 'hisingen', sender.now));
  return receiver;
}

/** SAV has an application of its own and places in an exceptional case. */
export function placedBySav(now = monday): CaseFile {
  const file = registered().at(now).does(anna, 'setHomeDistrict', { district: 'hisingen' });
  const body = { ...terms, from: now.slice(0, 10), ...toldAtOnce(now) };
  return file.does(anna, 'decideAcutePlacement', body, 'exceptionalReason');
}

/** SAV's consent that lets the placement through to Hisingen. */
export function consentAtSav(file: CaseFile, of: Body = {}): string {
  return consents(file, ['hisingen'], ['core', 'placement'], { purpose: 'placement', ...of });
}

/** The placement decided last. */
export function placementOf(file: CaseFile): AcutePlacementDecided {
  return file.event<AcutePlacementDecided>('AcutePlacementDecided');
}

/** The placement taken over last. */
export function takenOverOf(file: CaseFile): PlacementTakenOver {
  return file.event<PlacementTakenOver>('PlacementTakenOver');
}

/** The hand-over sent last. */
export function sentOf(file: CaseFile): PlacementHandoverSent {
  return file.event<PlacementHandoverSent>('PlacementHandoverSent');
}

/** How the placements of a file stand, oldest first. */
export function standings(...files: readonly CaseFile[]): readonly (readonly string[])[] {
  return files.map(({ state }) => state.placement.placements.map(({ standing }) => standing));
}

/** What the clock told, by the day on which it did. */
export function clockTold(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => told(step).map((what) => `${step.at.slice(5, 10)} ${what}`));
}

/** When the hand-over is planned, as the file has it. */
export function plannedAt(file: CaseFile): readonly string[] {
  return file
    .due()
    .filter(({ kind }) => kind === 'placementHandover')
    .map(({ at }) => at);
}

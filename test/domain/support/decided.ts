import type { FormalDecision } from '../../../domain/decisions/state';
import type { Reader } from '../../../domain/kernel/actor';
import type { Body } from './case-file';
import { CaseFile } from './case-file';
import { asked, assessed, criteriaMet, handledBySav, moving, registered, registration } from './given';
import { byHand } from './letters';
import { anna, hugo } from './people';

/** A formal decision of Monday 2 March 2026, as its decision maker took it. */
export const decided: Body = { decidedBy: 'siv', decidedOn: '2026-03-02' };

/** The body of a rejection on that ground. */
export function rejecting(because: string, of: Body = {}): Body {
  return { because, ...decided, ...of };
}

/** SAV has found a special defector who cannot make use of the programme, in the home district Hisingen. */
export function notAble(): CaseFile {
  return assessed({ level: 'high' }, criteriaMet(asked()))
    .does(anna, 'setHomeDistrict', { district: 'hisingen' })
    .does(anna, 'classifyDefector', { classification: 'special' })
    .does(anna, 'assessAbility', { ability: 'notAble' }, 'otherNeeds')
    .does(anna, 'decideHandling');
}

/** A criterion is settled as not met. */
export function unmet(file = registered(), by: Reader = anna, criterion = 'need'): CaseFile {
  return file.does(by, 'recordCriterion', { criterion, value: 'notMet' }, 'reason');
}

/** Rejected on that ground, in a file that shows it. */
export function rejected(because: 'notAble' | 'declinesMove' | 'criterionNotMet'): CaseFile {
  const files = { notAble, declinesMove: moving, criterionNotMet: unmet };
  return files[because]().does(anna, 'rejectApplication', rejecting(because), 'reasons');
}

/** SAV has ended an exit that it handled. */
export function ended(): CaseFile {
  return handledBySav()
    .does(anna, 'setHomeDistrict', { district: 'hisingen' })
    .does(anna, 'endExit', decided, 'reasons');
}

/** A file without an application: something was disclosed to the unit. */
export function toldOf(unit: string, by: Reader = unit === 'sav' ? anna : hugo): CaseFile {
  const file = new CaseFile(unit);
  file.gets(byHand('disclosure', { from: unit === 'sav' ? 'hisingen' : 'nordost', reference: 'r-1' }));
  return file.does({ ...by, roles: ['supervisor'] }, 'assignCaseworker', { person: by.person, standIns: [] });
}

/** Registered at SAV at that time, and nothing more. */
export function appliedAt(receivedAt: string): CaseFile {
  return new CaseFile('sav')
    .at(receivedAt)
    .does(anna, 'registerApplication', { ...registration, receivedAt }, 'wish');
}

/** The decision that was taken last. */
export function decisionOf(file: CaseFile): FormalDecision {
  const all = file.steps.flatMap(({ events }) => events.flatMap((event) => Object.entries(event)));
  const found = all.filter(([field]) => field === 'decision').at(-1)?.[1] as FormalDecision | undefined;
  if (found === undefined) throw new Error('No decision was taken');
  return found;
}

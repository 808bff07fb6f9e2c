import type { Letter, ReceivedLetter } from '../../../domain/letters/letter';
import { CaseFile } from './case-file';
import type { Body } from './case-file';
import { consents, criteriaMet } from './given';
import { arrives, assessment } from './letters';
import type { Answer } from './letters';
import { anna, hugo, siv } from './people';

/** An application at Hisingen's reception, investigated by Hugo. */
export function atDistrict(of: Body = {}): CaseFile {
  const registration = {
    ...{ channel: 'reception', receivedAt: '2026-03-02T08:30:00.000Z', age: 24, inCustody: false },
    ...of,
  };
  return new CaseFile('hisingen')
    .does(hugo, 'registerApplication', registration, 'wish')
    .does(hugo, 'openInvestigation');
}

/** The police have answered Hisingen, and the three assessed criteria are met. */
export function assessedAtDistrict(of: Answer = { level: 'high' }, file = atDistrict()): CaseFile {
  consents(file, ['las'], ['core']);
  criteriaMet(file).does(hugo, 'requestThreatAssessment', { occasion: 'first' });
  file.gets(assessment(file.letter('threatAssessmentRequest').reference, of));
  return file;
}

/** Hisingen asks SAV for advice about the person. */
export function advised(
  categories: readonly string[] = ['core'],
  of: Body = {},
): { file: CaseFile; consent: string } {
  const file = atDistrict();
  const consent = consents(file, ['sav'], ['question', 'core', 'criteria'], { purpose: 'advice', ...of });
  file.does(hugo, 'askAdvice', { consent, categories }, 'question');
  return { file, consent };
}

const everything = ['question', 'core', 'criteria', 'motivation', 'threatAssessment'];

/** Hisingen asks SAV for its assessment, and discloses the categories. */
export function requested(
  categories: readonly string[] = everything,
  file = assessedAtDistrict(),
): { file: CaseFile; consent: string } {
  const consent = consents(file, ['sav'], everything, { purpose: 'classification' });
  file.does(hugo, 'requestClassification', { consent, categories }, 'text');
  return { file, consent };
}

/** SAV's own file, opened by the question; Anna has it. */
export function askedAtSav(letter: Letter, caseRef = 'c-sav'): CaseFile {
  const file = new CaseFile('sav', caseRef);
  const refusal = file.gets(arrives(letter, 'hisingen', file.now));
  if (refusal !== undefined) throw new Error(`${letter.kind} was refused`);
  return file.does(siv, 'assignCaseworker', { person: 'anna', standIns: [] });
}

/** SAV answers the request: special or not, able or not. */
export function answered(
  asker: CaseFile,
  found: 'notSpecial' | 'able' | 'notAble' = 'able',
  caseRef = 'c-sav',
): CaseFile {
  const sav = askedAtSav(asker.letter('classificationRequest'), caseRef);
  const classification = found === 'notSpecial' ? 'notSpecial' : 'special';
  sav.does(anna, 'classifyDefector', { classification });
  if (found !== 'notSpecial') sav.does(anna, 'assessAbility', { ability: found }, 'otherNeeds');
  sav.does(anna, 'decideHandling');
  asker.gets(arrives(sav.letter('classificationAnswer'), 'sav', asker.now));
  return sav;
}

/** What the city's common address puts in place of the unit that asks, written down by hand (INT-6). */
export const hidden = 'qOpaqueReturnAddress';

/** A question as the duty desk gets it: from the common address, with nothing of the unit that asks. */
export function byCommonAddress(letter: Letter, receivedAt = '2026-03-02T09:00:00.000Z'): ReceivedLetter {
  return { ...arrives(letter, 'goteborg', receivedAt), fromCase: hidden };
}

/** The duty desk's file, opened by the question. */
export function atDutyDesk(letter: Letter): CaseFile {
  const file = new CaseFile('socialjour', 'c-jour');
  const refusal = file.gets(byCommonAddress(letter));
  if (refusal !== undefined) throw new Error('The question was refused');
  return file.does(dutySupervisor, 'assignCaseworker', { person: 'jonas', standIns: [] });
}

const dutySupervisor = { person: 'jenny', unit: 'socialjour', roles: ['supervisor'] } as const;

/** Who works at the duty desk. */
export const jonas = { person: 'jonas', unit: 'socialjour', roles: ['caseworker'] } as const;

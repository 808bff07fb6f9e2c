import { CaseFile } from './case-file';
import type { Body } from './case-file';
import { investigating } from './given';
import { arrives } from './letters';
import { anna } from './people';

/** A report of concern as it came, an hour before it is received. */
export const report: Body = { receivedAt: '2026-03-02T08:00:00.000Z' };

/** SAV's ongoing exit case, to which a report has come; the home district is Hisingen. */
export function reported(): CaseFile {
  return investigating()
    .does(anna, 'setHomeDistrict', { district: 'hisingen' })
    .does(anna, 'receiveConcernReport', report, 'text');
}

/** The district's own file, opened by the report. */
export function reportedThere(sender: CaseFile, unit = 'hisingen'): CaseFile {
  const file = new CaseFile(unit).at(sender.now);
  file.gets(arrives(sender.letter('concernReport'), sender.unit, sender.now));
  return file;
}

import { isDeepStrictEqual } from 'node:util';

import { decide } from '../../../domain/case/decide';
import { offers } from '../../../domain/case/offers';
import { nothing } from '../../../domain/case/nothing';
import { view } from '../../../domain/case/view';
import type { CaseFile } from './case-file';
import { offeredIn, seenBy, staffOf, takeTurn, throughJson, unopened } from './case-file';
import { violation } from './violation';
import type { World } from './world';

/**
 * The island property: each unit lives its own inputs through once more, alone, and every decision, step, row and view on the
 * way is the same as it was among the others (CON-6, CON-10). One file is looked at closely: what reached it comes as JSON, and
 * its offers are compared too.
 */
export function checkAlone({ files, profile, now }: World, closely: CaseFile | undefined): void {
  for (const file of files.values()) {
    const alone = unopened(file.unit, file.caseRef);
    const isClose = file === closely;
    for (const { input } of file.turns) takeTurn(alone, isClose ? throughJson(input) : input, profile);
    const apart = alone.turns.findIndex((turn, nth) => !isDeepStrictEqual(turn, file.turns[nth]));
    const action = file.turns[apart]?.input.action.name ?? '';
    if (apart >= 0) violation('CON-6', `${file.caseRef}: ${action} was answered otherwise among others`);
    if (isClose && [seenBy, offeredIn].some((look) => look(alone, now, profile) !== look(file, now, profile)))
      violation('CON-6', `${file.caseRef} looks otherwise among others`);
  }
}

/** What one gets who asks for a case that does not exist. */
const unseen = [undefined, [], { ok: false, refusal: { kind: 'foreign', obstacles: [] } }];

/** CON-6, ACC-2: another unit, and those of the own unit who have no part in it, cannot tell the file from nothing. */
export function checkForeign({ profile, now }: World, { state, unit, caseRef }: CaseFile): void {
  const other = unit === 'sav' ? 'centrum' : 'sav';
  const all = { ...staffOf(other, 'supervisor'), roles: ['supervisor', 'reception', 'caseworker'] as const };
  for (const reader of [all, staffOf(unit, 'caseworker9')]) {
    const asking = { now, profile, unit, caseRef };
    const context = { ...asking, commandId: 'x', actor: { kind: 'person', ...reader } as const };
    const action = { name: 'closeCase', body: { reason: 'noFurtherAction' } };
    for (const file of [state, nothing]) {
      const got = [view(file, reader, asking), offers(file, reader, asking), decide(file, action, context)];
      if (!isDeepStrictEqual(got, unseen)) violation('CON-6', `${caseRef} answers ${reader.person}`);
    }
  }
}

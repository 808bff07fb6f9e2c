import { isDeepStrictEqual } from 'node:util';

import { decide } from '../../../domain/case/decide';
import { offers } from '../../../domain/case/offers';
import { nothing } from '../../../domain/case/state';
import { view } from '../../../domain/case/view';
import type { CaseFile } from './case-file';
import { seenBy, staffOf, takeTurn, throughJson, unopened } from './case-file';
import { violation } from './invariants';
import type { World } from './world';

/**
 * The island property: each unit lives its own inputs through once more, alone, and every decision, step, row, view and
 * offer is the same as it was among the others (CON-6, CON-10).
 */
export function checkAlone({ files, profile, now }: World): void {
  for (const file of files.values()) {
    const alone = unopened(file.unit, file.caseRef);
    for (const { input } of file.turns) takeTurn(alone, throughJson(input), profile);
    const apart = alone.turns.findIndex((turn, nth) => !isDeepStrictEqual(turn, file.turns[nth]));
    const action = file.turns[apart]?.input.action.name ?? '';
    if (apart >= 0) violation('CON-6', `${file.caseRef}: ${action} was answered otherwise among others`);
    if (seenBy(alone, now, profile) !== seenBy(file, now, profile))
      violation('CON-6', `${file.caseRef} looks otherwise among others`);
  }
}

/** CON-6: whatever the file holds, a reader of another unit gets what one gets who asks for nothing. */
export function checkForeign({ profile, now }: World, { state, unit, caseRef }: CaseFile): void {
  const other = unit === 'sav' ? 'centrum' : 'sav';
  const reader = {
    ...staffOf(other, 'supervisor'),
    roles: ['supervisor', 'reception', 'caseworker'] as const,
  };
  const asking = { now, profile, unit, caseRef };
  const context = { ...asking, commandId: 'x', actor: { kind: 'person', ...reader } as const };
  const action = { name: 'closeCase', body: { reason: 'noFurtherAction' } };
  const [there, nowhere] = [state, nothing].map((of) => [
    view(of, reader, asking),
    offers(of, reader, asking),
    decide(of, action, context),
  ]);
  if (!isDeepStrictEqual(there, nowhere))
    violation('CON-6', `${caseRef} can be told from nothing by ${other}`);
  if (there?.[0] !== undefined) violation('CON-6', `${caseRef} is seen by ${other}`);
}

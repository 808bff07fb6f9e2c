import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';

/** The core: identity and kind of matter; with an application also its reference and date (TRF-1). */
export function coreContent(state: CaseState): CategoryContent | undefined {
  const { person, matter, agesToCome } = state.intake;
  const { application } = state.transfer;
  if (person === undefined) return undefined;
  const applied =
    application === undefined
      ? {}
      : {
          ...{ applicationRef: application.ref, appliedAt: application.appliedAt },
          ...(application.earlier === undefined ? {} : { earlierApplication: application.earlier }),
        };
  const ages = agesToCome === undefined ? {} : { agesToCome };
  return { facts: { matter, ...applied, ...ages }, notes: [], person };
}

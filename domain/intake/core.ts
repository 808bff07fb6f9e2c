import type { CaseState } from '../case/state';
import type { CategoryContent } from '../kernel/area';

/** Of the core who it is about: what goes on a ground does not tell that there is an application (CON-5, ADR 0011). */
export function identityContent({ intake: { person, agesToCome } }: CaseState): CategoryContent | undefined {
  if (person === undefined) return undefined;
  return { facts: agesToCome === undefined ? {} : { agesToCome }, notes: [], person };
}

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

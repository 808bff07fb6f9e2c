import { deadlines } from './deadlines';
import { awaits, caseStatus } from './next';
import type { CaseState } from './state';

/** Plain words for the Temporal UI: status, whom the case waits for, what falls due; nothing of the person (ADR 0002). */
export function currentDetails(state: CaseState): string {
  const due = deadlines(state)
    .slice(0, 3)
    .map(({ rule, at }) => `- ${rule}: ${at}`);
  const lines = [`Status: ${caseStatus(state)}`, `Waits for: ${awaits(state)}`];
  return [...lines, ...(due.length === 0 ? [] : ['Next deadlines:', ...due])].join('\n');
}

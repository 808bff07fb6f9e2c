import { proxyLocalActivities } from '@temporalio/workflow';
import type { CaseRecord } from '../domain/ports/case-record.port';

/** Local activities, one marker each, whose results are what the run goes by (ADR 0002). */
const local = proxyLocalActivities<CaseRecord>({
  startToCloseTimeout: '2s',
  retry: { maximumAttempts: 3, initialInterval: '100ms', backoffCoefficient: 2 },
});

type Asked<Name extends keyof CaseRecord> = Parameters<CaseRecord[Name]>;
type Answer<Name extends keyof CaseRecord> = ReturnType<CaseRecord[Name]>;

/** The journal; each call says in the history what it is for (ADR 0028). */
export const journal = {
  load: (...asked: Asked<'load'>): Answer<'load'> =>
    local.load.executeWithOptions({ summary: 'Reads the journal' }, asked),
  profile: (): Answer<'profile'> =>
    local.profile.executeWithOptions({ summary: 'Reads the profile of the municipality' }, []),
  openLetter: (...asked: Asked<'openLetter'>): Answer<'openLetter'> =>
    local.openLetter.executeWithOptions({ summary: 'Takes in a letter' }, asked),
  append: (input: Asked<'append'>[0], summary: string): Answer<'append'> =>
    local.append.executeWithOptions({ summary }, [input]),
};

import type { Bench } from '../workflows/harness';

/** A story plays one case to some point; its histories are then fetched. */
export type Story = (bench: Bench, caseRef: string) => Promise<void>;

import type { Stage } from '../../../dev/demo/stage';

/** One chapter of the routine, played over HTTP against the running service. */
export interface Story {
  /** As `docs/routine.md` names it. */
  readonly name: string;
  /** What it shows, with the rules. */
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
}

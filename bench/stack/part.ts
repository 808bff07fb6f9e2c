import { createProcesses } from '../../dev/processes';
import type { ChildSpec, Processes } from '../../dev/processes';
import type { Env } from '../../dev/root';

/** One process of the service, which the bench may kill and start again. */
export interface Part {
  readonly pid: () => number;
  readonly start: () => Promise<void>;
  /** Ends it at once, as a machine that loses its power would. */
  readonly kill: () => void;
  readonly stop: () => Promise<void>;
}

/** What all parts of one service have in common. */
export interface PartOptions {
  readonly logDir: string;
  readonly env: Env;
  /** Told when a part ends that nobody asked to. */
  readonly onDeath: (message: string) => void;
}

/** A part that is not started yet. */
export function createPart(spec: ChildSpec, { logDir, env, onDeath }: PartOptions): Part {
  let processes: Processes | undefined;
  let pid = 0;
  let end = (): void => undefined;
  return {
    pid: () => pid,
    start: async () => {
      const life = { isKilled: false };
      end = () => {
        life.isKilled = true;
        process.kill(pid, 'SIGKILL');
      };
      processes = createProcesses({
        ...{ logDir, env },
        onStarted: (_name, started) => {
          pid = started;
        },
        onDeath: (message) => {
          if (!life.isKilled) onDeath(message);
        },
      });
      await processes.start(spec);
    },
    kill: () => {
      end();
    },
    stop: async () => {
      await processes?.stop();
    },
  };
}

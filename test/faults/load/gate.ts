/** A place that callers pass before each try; closed, they wait there. */
export interface Gate {
  readonly pass: () => Promise<void>;
  /** Closes it, and waits until everybody that is through has come back. */
  readonly close: () => Promise<void>;
  readonly open: () => void;
  /** One that is through has come back. */
  readonly back: () => void;
  /** From now on whoever comes is sent home. */
  readonly end: () => void;
}

/** The load has ended; nothing is wrong. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/** An open gate. */
export function createGate(): Gate {
  let isOpen = true;
  let isOver = false;
  let through = 0;
  const waiting: (() => void)[] = [];
  const emptied: (() => void)[] = [];
  const free = (): void => {
    for (const go of waiting.splice(0)) go();
  };
  const pass = async (): Promise<void> => {
    while (!isOpen && !isOver) await new Promise<void>((resolve) => waiting.push(resolve));
    if (isOver) throw new Ended();
    through += 1;
  };
  return {
    pass,
    back: () => {
      through -= 1;
      if (through === 0) for (const tell of emptied.splice(0)) tell();
    },
    close: async () => {
      isOpen = false;
      if (through > 0) await new Promise<void>((resolve) => emptied.push(resolve));
    },
    open: () => {
      isOpen = true;
      free();
    },
    end: () => {
      isOver = true;
      free();
    },
  };
}

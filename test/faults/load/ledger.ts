/** A change that was asked for, and what its caller was told. */
export interface Command {
  readonly key: string;
  readonly unit: string;
  readonly person: string;
  /** As the journal calls it, such as `recordCriterion`. */
  readonly action: string;
  /** Absent while the case that it opens is not known. */
  caseRef?: string;
  /** `refused`: it was answered that it may not be done, which no story expects. */
  told: 'nothing' | 'done' | 'refused';
  tries: number;
}

/** A police message that was sent, and whether it was taken. */
export interface Message {
  readonly messageId: string;
  readonly from: string;
  readonly caseRef: string;
  taken: boolean;
}

/** What the callers know, kept outside the service: the measure for everything that is inside. */
export interface Ledger {
  readonly commands: Command[];
  readonly messages: Message[];
  /** Answers that nobody should get, such as a 500; each told once. */
  readonly strange: Map<string, number>;
  /** Stories that could not go on. */
  readonly stuck: string[];
}

/** A ledger in which nothing stands. */
export function openLedger(): Ledger {
  return { commands: [], messages: [], strange: new Map(), stuck: [] };
}

/** How many changes were acknowledged so far. */
export function acknowledged({ commands }: Ledger): number {
  return commands.filter(({ told }) => told === 'done').length;
}

import type { Profile } from '../../../domain/profile/profile';
import type { Instant } from '../../../domain/time/instant';
import type { CaseFile } from './case-file';
import { passing } from './grounds';
import type { Whereabouts } from './holders';
import { emptyMemory } from './memory';
import type { Memory } from './memory';
import type { PoliceRecord } from './police';
import type { Post } from './post';

/** Several units, the police, the post between them, and the clock. */
export interface World {
  now: Instant;
  readonly profile: Profile;
  readonly files: Map<string, CaseFile>;
  /** What the test remembers of each file by its own means, to compare the rules with. */
  readonly memories: Map<string, Memory>;
  readonly post: Post;
  readonly police: Map<string, PoliceRecord>;
  /** The story so far, told when something is wrong. */
  readonly trace: string[];
  /** How often each kind of event was seen, to tell how far walks get. */
  readonly seen: Map<string, number>;
  /** Where each application is, as the events of all files tell it (TRF-6). */
  readonly applications: Map<string, Whereabouts>;
  commands: number;
  /** What staff, the police, letters between units and clocks have done; the post's own reports are not counted. */
  actions: number;
}

/** The profile with follow-ups so near that walks get to them (FUP-1), and a ground that ends on the way (CON-5). */
export function brisk(profile: Profile): Profile {
  const followUp = {
    running: { days: 3 },
    afterClosing: [{ days: 2 }, { days: 5 }],
    escalation: { workingDays: 1 },
  } as const;
  const grounds = profile.grounds.map((ground) =>
    ground.id === passing.id && ground.to === undefined ? { ...ground, to: passing.lastDay } : ground,
  );
  return { ...profile, followUp, grounds };
}

/** Göteborg on a Friday before Easter: free days are near. */
export function newWorld(profile: Profile): World {
  return {
    now: '2026-03-27T07:00:00.000Z',
    profile,
    files: new Map(),
    memories: new Map(),
    post: { rows: [], inbox: new Map(), hidden: new Map() },
    police: new Map(),
    trace: [],
    seen: new Map(),
    applications: new Map(),
    commands: 0,
    actions: 0,
  };
}

/** What the test remembers of a file. */
export function memoryOf(world: World, file: CaseFile): Memory {
  const memory = world.memories.get(file.caseRef) ?? emptyMemory();
  world.memories.set(file.caseRef, memory);
  return memory;
}

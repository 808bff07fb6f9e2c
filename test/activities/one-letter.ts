import type { PostOptions } from '../../activities/post-activities';
import type { Letter } from '../../domain/letters/letter';
import type { DeliveryOutcome } from '../../domain/ports/post.port';
import type { LetterState } from '../../store/outbox';

const letter: Letter = {
  letterId: 'l-1',
  kind: 'disclosure',
  to: 'north',
  fromCase: 'c-1',
  reference: 'r-1',
  facts: { given: '2026-03-02' },
  enclosures: [
    {
      category: 'core',
      carrier: { kind: 'consent', consent: {} as never },
      facts: { n: 1 },
      notes: [{ noteId: 'n-1', field: 'why' }],
      person: 'p-1',
    },
  ],
};

interface LetterStateNow {
  state: LetterState['state'];
  fence: number;
  leaseUntilMs: number;
  readonly calls: string[];
}

/** An outbox of one letter, with the transitions that its store promises. */
export function oneLetter(kind: Letter['kind'] = 'disclosure'): {
  readonly state: LetterStateNow;
  readonly api: PostOptions['outbox'];
} {
  const state: LetterStateNow = { state: 'waiting', fence: 0, leaseUntilMs: Date.now() + 9_000, calls: [] };
  const ended = (): DeliveryOutcome | undefined =>
    state.state === 'sent' || state.state === 'stopped' || state.state === 'rejected'
      ? { outcome: state.state, categories: state.state === 'stopped' ? [] : ['core'] }
      : undefined;
  const now = (): LetterState => {
    const outcome = ended();
    return {
      state: state.state,
      fence: state.fence,
      kind,
      to: 'north',
      leaseUntil: new Date(state.leaseUntilMs).toISOString(),
      ...(outcome === undefined ? {} : { outcome }),
    };
  };
  const api: PostOptions['outbox'] = {
    claim: () => {
      state.calls.push('claim');
      const outcome = ended();
      if (outcome !== undefined) return Promise.resolve({ kind: 'ended', outcome });
      if (state.state === 'unknown') return Promise.resolve({ kind: 'unknown' });
      if (state.state === 'sending')
        return Promise.resolve({ kind: 'busy', until: new Date(state.leaseUntilMs).toISOString() });
      state.state = 'sending';
      state.fence += 1;
      return Promise.resolve({
        kind: 'claimed',
        letter: { ...letter, kind },
        fence: state.fence,
        texts: new Map([['n-1', 'a narrative']]),
        identities: new Map([['p-1', { name: 'N', personalNumber: '1', protectedIdentity: true }]]),
      });
    },
    finish: (_name, fence, outcome) => {
      state.calls.push(`finish ${outcome}`);
      if (outcome !== 'sent' && fence !== state.fence) return Promise.resolve(ended());
      state.state = outcome;
      return Promise.resolve(ended());
    },
    markUnknown: () => {
      if (state.state === 'sending') Object.assign(state, { state: 'unknown', fence: state.fence + 1 });
      return Promise.resolve(now());
    },
    release: (_name, fence) => {
      state.calls.push('release');
      if (fence !== state.fence) return Promise.resolve(false);
      Object.assign(state, { state: 'waiting', fence: state.fence + 1 });
      return Promise.resolve(true);
    },
    stateOf: () => Promise.resolve(now()),
  };
  return { state, api };
}

import type { KeyRing } from '../../security/key-ring';
import type { ReadingDeps } from '../case-file';
import type { Deps } from '../deps';

/** What the codec server needs from outside: the sight, the log and the tokens of the API, and the keys. */
export interface CodecDeps
  extends
    ReadingDeps,
    Pick<Deps, 'tokens' | 'limits' | 'trustedProxies' | 'metrics' | 'log' | 'tracer' | 'report'> {
  readonly namespacePrefix: string;
  readonly keyRing: KeyRing;
  /** Where Temporal's UI is served from; no page of another origin is answered. */
  readonly uiOrigin: string;
}

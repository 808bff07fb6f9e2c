import { clocks } from './families/clocks';
import { fiftyAtOnce } from './families/crowd';
import { cuts, lostAnswers } from './families/cuts';
import { diskFull } from './families/disk';
import { keysAway, payloads } from './families/keys';
import { kills, offAndOn } from './families/kills';
import { newRuns } from './families/new-runs';
import { partnerDown } from './families/partner';
import { threeAndThree, unitAlone } from './families/scale';
import type { Ground, Row, Try } from './trial';

/** A family of faults that belong together; the name is that of `--only`. */
export interface Family {
  readonly name: string;
  readonly run: (ground: Ground, attempt: Try) => Promise<readonly Row[]>;
}

/** Every family, in the order in which they are tried. */
export const families: readonly Family[] = [
  { name: 'kills', run: kills },
  { name: 'off-and-on', run: offAndOn },
  { name: 'cuts', run: cuts },
  { name: 'lost-answers', run: lostAnswers },
  { name: 'clocks', run: clocks },
  { name: 'payloads', run: payloads },
  { name: 'keys', run: keysAway },
  { name: 'disk', run: diskFull },
  { name: 'fifty', run: fiftyAtOnce },
  { name: 'new-runs', run: newRuns },
  { name: 'partner', run: partnerDown },
  { name: 'scale', run: threeAndThree },
  { name: 'alone', run: unitAlone },
];

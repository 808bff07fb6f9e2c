import { carrierFor } from '../consent/carriers';
import type { Context } from '../kernel/context';
import type { Text } from '../kernel/text';
import { carrierName } from '../letters/carrier';
import { transferRoad } from '../transfer/road';
import { heldCategories } from './enclosures';
import type { Asking } from './examples';
import type { CaseState } from './state';

/** What would leave with a transfer, item by item, and what would stay behind and why (TRF-2). */
export interface TransferPreview {
  readonly to: string;
  /** With the consent, or the ground, that carries it. */
  readonly goes: readonly { readonly category: string; readonly carriedBy: string }[];
  readonly kept: readonly { readonly category: string; readonly why: Text }[];
}

const uncovered: Text = {
  en: 'No valid consent or ground lets it go to that unit.',
  sv: 'Inget giltigt samtycke eller stöd låter det gå till enheten.',
};

/** Looks at a transfer to a unit as it would be now; changes nothing (TRF-2). */
export function transferPreview(state: CaseState, to: string, asking: Asking | Context): TransferPreview {
  const road = transferRoad(to, asking);
  const held = heldCategories(state).map((category) => ({
    category,
    carrier: carrierFor(state, road, category, asking),
  }));
  return {
    to,
    goes: held.flatMap(({ category, carrier }) =>
      carrier === undefined ? [] : [{ category, carriedBy: carrierName(carrier) }],
    ),
    kept: held.flatMap(({ category, carrier }) =>
      carrier === undefined ? [{ category, why: uncovered }] : [],
    ),
  };
}

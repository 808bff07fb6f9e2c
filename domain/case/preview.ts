import { carrierOf } from '../consent/questions';
import type { Context } from '../kernel/context';
import type { Text } from '../kernel/text';
import { contentOf, heldCategories } from './enclosures';
import type { Asking } from './examples';
import type { CaseState } from './state';

/** What would leave with a transfer, item by item, and what would stay behind and why (TRF-2). */
export interface TransferPreview {
  readonly to: string;
  readonly goes: readonly { readonly category: string; readonly consent: string }[];
  readonly kept: readonly { readonly category: string; readonly why: Text }[];
}

const uncovered: Text = {
  en: 'No valid consent lets it go to that unit.',
  sv: 'Inget giltigt samtycke låter det gå till enheten.',
};

/** Looks at a transfer to a unit as it would be now; changes nothing (TRF-2). */
export function transferPreview(state: CaseState, to: string, asking: Asking | Context): TransferPreview {
  const held = heldCategories(state).map((category) => ({
    category,
    consent:
      contentOf(state, category) === undefined
        ? undefined
        : carrierOf(state, { to, purpose: 'transfer' }, category, asking.now)?.id,
  }));
  return {
    to,
    goes: held.flatMap(({ category, consent }) => (consent === undefined ? [] : [{ category, consent }])),
    kept: held.flatMap(({ category, consent }) =>
      consent === undefined ? [{ category, why: uncovered }] : [],
    ),
  };
}

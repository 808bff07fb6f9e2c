import type { Context } from '../kernel/context';
import type { Json } from '../kernel/text';
import { localDate } from '../time/local';

type Body = Readonly<Record<string, Json>>;
type Asking = Pick<Context, 'now' | 'profile'>;

function terms({ now, profile }: Asking): Body {
  const { providers, protectionLevels } = profile.placement;
  return {
    ...{ provider: providers[0]?.id ?? '', protectionLevel: protectionLevels[0]?.id ?? '' },
    ...{ costSekPerDay: 0, from: localDate(now, profile.calendar.zone) },
  };
}

const stated = (asking: Asking): Body => ({ ...terms(asking), decidedAt: asking.now });

/** Harmless bodies with which it is asked what can be done with a placement now (WRK-2). */
export const placementExamples = {
  applyForAcutePlacement: (_state: unknown, { now }: Asking): readonly Body[] => [
    { askedAt: now, categories: [] },
  ],
  decideAcutePlacement: (_state: unknown, asking: Asking): readonly Body[] => [terms(asking)],
  renewPlacement: (_state: unknown, asking: Asking): readonly Body[] => [terms(asking)],
  recordPlacementInformation: (_state: unknown, { now }: Asking): readonly Body[] => [
    { toldAt: now, by: '' },
  ],
  takeOverPlacement: (_state: unknown, asking: Asking): readonly Body[] => [{}, { decision: stated(asking) }],
  endPlacement: (_state: unknown, { now }: Asking): readonly Body[] => [{ at: now, reason: 'other' }],
};

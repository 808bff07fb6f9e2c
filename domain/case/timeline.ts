import type { Actor } from '../kernel/actor';
import type { Wording } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import type { RuleId } from '../kernel/rule';
import type { Step } from '../kernel/step';
import type { Text } from '../kernel/text';
import { carrierName } from '../letters/carrier';
import { partyName } from '../profile/lookup';
import type { Profile } from '../profile/profile';
import type { Instant } from '../time/instant';
import { areaList } from './areas';

/** One thing that happened, in plain words (WRK-3). */
export interface TimelineEntry {
  readonly at: Instant;
  readonly by: Text;
  readonly action: string;
  readonly what: Text;
  readonly rules: readonly RuleId[];
  /** The consents and grounds that carried what left. */
  readonly carriedBy: readonly string[];
}

const words = Object.assign({}, ...areaList.map((area) => area.words)) as Readonly<
  Record<string, (event: EventBase, wording: Wording) => Text>
>;

function wordingOf(profile: Profile): Wording {
  return { profile, party: (id) => ({ en: partyName(profile, id, 'en'), sv: partyName(profile, id, 'sv') }) };
}

function nameOf(actor: Actor, wording: Wording): Text {
  switch (actor.kind) {
    case 'person':
      return { en: actor.person, sv: actor.person };
    case 'party':
      return wording.party(actor.party);
    case 'clock':
      return { en: 'the clock', sv: 'klockan' };
    case 'engine':
      return { en: 'the service', sv: 'tjänsten' };
  }
}

function carriersOf(event: EventBase): readonly string[] {
  const all = (event.letters ?? []).flatMap(({ enclosures }) =>
    enclosures.map(({ carrier }) => carrierName(carrier)),
  );
  return [...new Set(all)];
}

const changed: Text = {
  en: 'the case was no longer as it had been read.',
  sv: 'ärendet var inte längre som det hade lästs.',
};

function refused(step: Step, wording: Wording): readonly TimelineEntry[] {
  if (step.refusal === undefined) return [];
  const { kind, obstacles } = step.refusal;
  const why = (language: 'en' | 'sv'): string =>
    kind === 'changed' ? changed[language] : obstacles.map((o) => o.why[language]).join(' ');
  return [
    {
      ...{
        at: step.at,
        by: nameOf(step.actor, wording),
        action: step.action,
        rules: step.rules,
        carriedBy: [],
      },
      what: { en: `Refused: ${why('en')}`, sv: `Avvisat: ${why('sv')}` },
    },
  ];
}

/** Tells the case as a story: what happened, by whom, under which rule, and what carried it (WRK-3). */
export function timeline(steps: readonly Step[], profile: Profile): readonly TimelineEntry[] {
  const wording = wordingOf(profile);
  return steps.flatMap((step) => [
    ...step.events.flatMap((event): readonly TimelineEntry[] => {
      const word = held(words, event.type);
      if (word === undefined) return [];
      const by = nameOf(step.actor, wording);
      const what = word(event, wording);
      return [
        { at: step.at, by, action: step.action, what, rules: event.rules, carriedBy: carriersOf(event) },
      ];
    }),
    ...refused(step, wording),
  ]);
}

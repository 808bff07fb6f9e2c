import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import { isValid } from './questions';
import type { Consent } from './state';

/** What a named consent is to carry. */
interface Load {
  readonly recipient: PartyId;
  readonly categories: readonly string[];
  /** What it must have been given for: one of these. */
  readonly purposes: readonly string[];
}

/** Every way in which a consent does not carry what it is to carry (CON-2, CON-3, CON-4, DEF-10). */
export function notCarried(
  consent: Consent | undefined,
  { recipient, categories, purposes }: Load,
  { now }: Pick<Context, 'now'>,
): readonly (Obstacle | undefined)[] {
  if (consent === undefined) return [];
  const beyond = [...new Set(categories)].filter((category) => !consent.categories.includes(category));
  return [
    isValid(consent, now)
      ? undefined
      : obstacle(
          'CON-3',
          'That consent has ended; nothing flows under it.',
          'Samtycket har upphört; inget lämnas med stöd av det.',
        ),
    consent.origin === undefined
      ? undefined
      : obstacle(
          'DEF-10',
          'A consent received with a transfer carries nothing out.',
          'Ett samtycke som följde med en överflyttning bär inget vidare.',
        ),
    consent.recipients.includes(recipient)
      ? undefined
      : obstacle(
          'CON-2',
          'The consent does not name that recipient.',
          'Samtycket anger inte den mottagaren.',
        ),
    purposes.includes(consent.purpose)
      ? undefined
      : obstacle(
          'CON-2',
          'The consent was given for another purpose.',
          'Samtycket gavs för ett annat ändamål.',
        ),
    beyond.length === 0
      ? undefined
      : obstacle(
          'CON-4',
          `The consent does not cover: ${beyond.join(', ')}.`,
          `Samtycket omfattar inte: ${beyond.join(', ')}.`,
        ),
  ];
}

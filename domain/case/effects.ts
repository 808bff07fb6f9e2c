import { consentsOf } from '../consent/evolve';
import type { EventBase } from '../kernel/event';
import type { Effect } from '../kernel/step';

/** What must be done outside because of an event: letters and notices. */
export function effects(event: EventBase): readonly Effect[] {
  const letters = (event.letters ?? []).map((letter): Effect => ({
    type: 'letter',
    letterId: letter.letterId,
    consents: consentsOf(letter),
  }));
  const notices = (event.notices ?? []).map(({ noticeId }): Effect => ({ type: 'notice', noticeId }));
  return [...letters, ...notices];
}

import { consentsOf } from '../consent/evolve';
import type { EventBase } from '../kernel/event';
import type { Effect } from '../kernel/step';
import type { Letter } from '../letters/letter';

/** What must be done outside because of an event: letters and notices. */
export function effects(event: EventBase): readonly Effect[] {
  const letters = (event.letters ?? []).map((letter): Effect => ({
    type: 'letter',
    letterId: letter.letterId,
    consents: stoppedBy(letter),
  }));
  const notices = (event.notices ?? []).map(({ noticeId }): Effect => ({ type: 'notice', noticeId }));
  return [...letters, ...notices];
}

/**
 * The consents whose withdrawal cuts a letter's delivery short (CON-3). A package that brings the application goes whatever ends: the
 * receiver holds it already (TRF-6), and each claim leaves out what nothing carries any more.
 */
function stoppedBy(letter: Letter): readonly string[] {
  return letter.enclosures.some(({ claimed }) => claimed === true) ? [] : consentsOf(letter);
}

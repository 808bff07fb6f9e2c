import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Json } from '../kernel/text';
import { isInstant, plusSeconds } from '../time/instant';
import type { ReceivedLetter } from './letter';

/** How far the clocks of the police may be ahead of ours, as their messages' signatures may (PIN-1). */
const CLOCKS_DIFFER_SECONDS = 60;

/** Objects unless what the police assessed was assessed before it came (THR-4). */
export function mustBeAssessedBefore(
  { receivedAt }: ReceivedLetter,
  at: Json | undefined,
): Obstacle | undefined {
  const isPast =
    typeof at === 'string' && isInstant(at) && at <= plusSeconds(receivedAt, CLOCKS_DIFFER_SECONDS);
  if (isPast) return undefined;
  return obstacle(
    'THR-4',
    'An assessment says when it was made, and that is not later than it came.',
    'En bedömning anger när den gjordes, och det är inte senare än när den kom.',
  );
}

import { obstacle } from '../domain/kernel/refusal';
import type { Obstacle } from '../domain/kernel/refusal';
import type { Language } from '../domain/kernel/text';
import type { ReadLine } from '../store/log-reading';

/** Why a line cannot be believed, as its reader is told it (AUD-3). */
const doubts: Readonly<Record<NonNullable<ReadLine['doubt']>, Obstacle>> = {
  altered: obstacle(
    'AUD-3',
    'This line was altered after it was written. What was done, and with what outcome, cannot be read; nothing else in it can be relied on. Tell whoever runs the service to check the whole log.',
    'Den här raden har ändrats efter att den skrevs. Vad som gjordes och hur det gick kan inte läsas, och inget annat på raden går att lita på. Be den som driver tjänsten att kontrollera hela loggen.',
  ),
  unproven: obstacle(
    'AUD-3',
    'This line has no code: it is from before the log was a chain, or somebody put it there beside the service. Nothing proves what it says.',
    'Den här raden saknar kod: den är från tiden innan loggen var en kedja, eller så har någon lagt dit den vid sidan av tjänsten. Inget styrker vad den säger.',
  ),
};

/** A line of a case's log as its supervisor reads it; an altered one goes to the review, whatever it was (AUD-5). */
export function logItem(line: ReadLine, language: Language): object {
  const { at, who, roles, doubt } = line;
  const { action = '-', outcome = 'altered', rules = ['AUD-3'], restricted = doubt === 'altered' } = line;
  const told = doubt === undefined ? [] : [doubts[doubt]];
  return {
    ...{ at, who, roles, action, outcome, rules },
    forReview: restricted,
    doubts: told.map(({ rule, why }) => ({ rule, why: why[language] })),
  };
}

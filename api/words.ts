import { nextWords } from '../domain/case/next-words';
import type { Language, Text } from '../domain/kernel/text';

/** What is next in a case; a code that an older version wrote stands for itself. */
export function nextInWords(code: string, language: Language): string {
  const words = new Map<string, Text>(Object.entries(nextWords)).get(code);
  return words?.[language] ?? code;
}

/** The parts of a list with commas, as every list in the environment is read: spaces around a part are none of it. */
export function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * What a record holds under a key that came from outside; `constructor` and the like are keys of no record.
 *
 * @returns undefined when it holds nothing there
 */
export function held<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

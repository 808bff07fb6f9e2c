/** Anything read from JSON, before its shape is known. */
export type Loose = unknown;

/** One entry of a list, with the place where it stands. */
export interface LooseRow {
  readonly path: string;
  readonly row: Loose;
}

/** What stands under the key; undefined where there is no object or no such key. */
export function at(value: Loose, key: string): Loose {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What stands under the key when it is text. */
export function textAt(value: Loose, key: string): string | undefined {
  const found = at(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** The entries of the list under the key; none where there is no list. */
export function rowsAt(value: Loose, key: string): readonly LooseRow[] {
  const found = at(value, key);
  return Array.isArray(found) ? found.map((row: Loose, index) => ({ path: `${key}[${index}]`, row })) : [];
}

/** What an object holds, by its keys; nothing where there is no object. */
export function entriesOf(value: Loose): readonly (readonly [string, Loose])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

/** Whether there is a list under the key at all; where there is none, the schema has said so. */
export function hasList(value: Loose, key: string): boolean {
  return Array.isArray(at(value, key));
}

/** Whether the value is a JSON object. */
export function isRecord(value: Loose): value is Readonly<Record<string, Loose>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Says which rule was broken, and where. */
export function violation(rule: string, what: string): never {
  throw new Error(`${rule}: ${what}`);
}

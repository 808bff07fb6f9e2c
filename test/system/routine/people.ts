import type { Reply } from '../../../dev/demo/client';

/** Personal numbers from the range reserved for tests. */
const numbers = ['19900118-9811', '19900123-9814'] as const;

/** An invented applicant; the same person may apply again and again (CON-10). */
export function applicant(nth: number): { readonly name: string; readonly personalNumber: string } {
  return {
    name: `Påhittad Person ${nth.toString()}`,
    personalNumber: numbers[nth % numbers.length] ?? numbers[0],
  };
}

/** The rules that a refusal names. */
export function spokenRules({ body }: Reply): readonly string[] {
  return ((body['rules'] ?? []) as readonly { readonly rule: string }[]).map(({ rule }) => rule);
}

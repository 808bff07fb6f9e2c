import type { z } from 'zod';

import { concern } from './concern';
import { consent } from './consent';
import { criteria } from './criteria';
import { decisions } from './decisions';
import { handling } from './handling';
import { intake } from './intake';
import { placement } from './placement';
import { plan } from './plan';
import { threat } from './threat';
import { transfer } from './transfer';

/** The body of every action that a person can ask for, by the action's name. */
export const actionBodies: ReadonlyMap<string, z.ZodObject> = new Map<string, z.ZodObject>(
  Object.entries({
    ...intake,
    ...criteria,
    ...consent,
    ...concern,
    ...threat,
    ...handling,
    ...decisions,
    ...transfer,
    ...placement,
    ...plan,
  }),
);

/** `registerApplication` → `register-application`. */
export function toKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

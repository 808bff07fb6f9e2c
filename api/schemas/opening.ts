import { z } from 'zod';

import type { Json } from '../../domain/kernel/text';
import { concernOpenings } from './concern';
import { intake } from './intake';
import type { PersonBody } from './person';
import { placementOpenings } from './placement';

/** Bodies of the actions that may open a case: the action's own, with the person whom it is about. */
export const openings = {
  registerApplication: intake.registerApplication,
  ...concernOpenings,
  ...placementOpenings,
} as const satisfies Readonly<Record<string, z.ZodObject>>;

/** A body that opens a case; the person is called applicant where there is an application. */
export interface Opening {
  readonly action: keyof typeof openings;
  readonly applicant?: PersonBody;
  readonly person?: PersonBody;
  /** An instant; every application has one. */
  readonly receivedAt?: string;
  readonly [field: string]: Json | PersonBody | undefined;
}

const bodies = Object.entries(openings).map(([action, schema]) =>
  z.strictObject({ action: z.literal(action), ...schema.shape }),
) as unknown as [z.ZodObject<{ action: z.ZodLiteral<string> }>];

/** What `POST /v1/cases` takes: one of the opening actions, with its name. */
export const OpeningBody = z.discriminatedUnion('action', bodies) as unknown as z.ZodType<Opening>;

import { z } from 'zod';

import type { Json } from '../../domain/kernel/text';
import { carryingKinds, controlKinds, decidedAs } from '../../domain/letters/letter';
import { readPersonalNumber } from '../../domain/person/personal-number';
import { foreignReference, instant, narrative } from './fields';

const MAX_ITEMS = 64;

const MAX_TEXTS = 200;

/** Characters of a letter without its texts: that much goes through Temporal, whose messages have a limit. */
const MAX_STRUCTURE = 32 * 1024;

const carrying: readonly string[] = carryingKinds;

/** NUL, or half of a surrogate pair, as JSON writes them: PostgreSQL takes neither. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

/** Facts as the sender's area wrote them; what they mean is the recipient's decision, not the transport's. */
const facts = z.record(
  z.string().max(64),
  z.unknown().transform((value) => value as Json),
);

const text = z.strictObject({ field: foreignReference(), text: narrative() });

const bilingual = z.strictObject({ en: z.string().max(500), sv: z.string().max(500) });

const carrier = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('consent'),
    consent: z.strictObject({
      consentId: foreignReference(),
      givingUnit: foreignReference(),
      ledgerCase: foreignReference(),
      purpose: foreignReference(),
      recipients: z.array(foreignReference()).max(MAX_ITEMS),
      categories: z.array(foreignReference()).max(MAX_ITEMS),
      givenAt: instant(),
      until: instant().exactOptional(),
    }),
  }),
  z.strictObject({
    kind: z.literal('ground'),
    ground: z.strictObject({
      id: foreignReference(),
      text: bilingual,
      statute: z.string().max(500),
      from: z.iso.date(),
      to: z.iso.date().exactOptional(),
    }),
    use: z.strictObject({ decidedAt: instant(), as: z.enum(decidedAs) }).exactOptional(),
  }),
]);

const enclosure = z.strictObject({
  category: foreignReference(),
  carrier,
  facts: z.unknown().transform((value) => value as Json),
  texts: z.array(text).max(MAX_TEXTS),
  identity: z
    .strictObject({
      name: z.string().min(1).max(200),
      personalNumber: z
        .string()
        .regex(/^\d{12}$/)
        .refine((number) => readPersonalNumber(number).ok, 'noPersonalNumber'),
      // Unknown counts as protected.
      protectedIdentity: z.boolean().default(true),
    })
    .exactOptional(),
});

const letter = z.strictObject({
  letterId: foreignReference(),
  kind: z.enum([...carryingKinds, ...controlKinds]),
  from: foreignReference(),
  to: foreignReference(),
  fromCase: foreignReference(),
  toCase: foreignReference().exactOptional(),
  opener: foreignReference().exactOptional(),
  reference: foreignReference(),
  sentAt: instant(),
  facts,
  texts: z.array(text).max(MAX_TEXTS),
  enclosures: z.array(enclosure).max(MAX_ITEMS),
});

type Letter = z.output<typeof letter>;

/** Everything of a letter but its texts. */
function structureOf({ texts, enclosures, ...rest }: Letter): string {
  const named = (list: Letter['texts']): readonly string[] => list.map(({ field }) => field);
  const items = enclosures.map((item) => ({ ...item, texts: named(item.texts) }));
  return JSON.stringify([rest, named(texts), items]);
}

/** What a letter as a whole must be, so that its case can take it whatever its sender wrote. */
function checkWhole(body: Letter, context: z.core.$RefinementCtx<Letter>): void {
  const refuse = (path: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [path], message });
  };
  const { texts, enclosures } = body;
  const structure = structureOf(body);
  if (structure.length > MAX_STRUCTURE) refuse('facts', 'tooLong');
  if (UNSTORABLE.test(structure)) refuse('facts', 'notStorable');
  if (enclosures.reduce((sum, item) => sum + item.texts.length, texts.length) > MAX_TEXTS)
    refuse('texts', 'tooLong');
  if (carrying.includes(body.kind)) return;
  if (enclosures.length > 0) refuse('enclosures', 'controlLetter');
  if (texts.length > 0) refuse('texts', 'controlLetter');
}

/** A letter from a unit of this or another service; assessments come by the address for the police. */
export const LetterBody = letter.superRefine(checkWhole);

/** A message of the police, as its signature names it. */
function messageId(): z.ZodString {
  return z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/)
    .meta({ examples: ['p-2026-0001'] });
}

/** A threat assessment as the police send it (THR-4); the message id of the signature names the letter. */
export const AssessmentBody = z.strictObject({
  reference: foreignReference(),
  level: z.enum(['low', 'high']),
  nature: z.enum(['concrete', 'latent']),
  stage: z.enum(['initial', 'inDepth']),
  assessedAt: instant(),
  final: z.boolean(),
  replaces: messageId().exactOptional(),
  grounds: narrative(),
});

/** What the police answer to a question of serious crime (THR-8), named like an assessment. */
export const SeriousCrimeAnswerBody = z.strictObject({
  reference: foreignReference(),
  answer: z.enum(['goOn', 'stop']),
  assessedAt: instant(),
  replaces: messageId().exactOptional(),
  grounds: narrative(),
});

import { z } from 'zod';

import { roles } from '../domain/kernel/actor';
import { looksLikePersonalNumber } from '../domain/person/personal-number';
import type { Profile } from '../domain/profile/profile';
import { isLocalDate } from '../domain/time/local';

// A profile is one JSON file. It may say `"extends": "<id or path>"`: then it holds only what differs, laid over
// the other file as a JSON merge patch (RFC 7396): objects are merged key by key, `null` takes a key away, lists and
// plain values are replaced whole. The shape below is checked after that.

const id = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9-]{0,39}$/,
    'must be a short name of letters, digits and hyphens, beginning with a small letter',
  );
const words = z.string().trim().min(1, 'must not be empty').max(400, 'must have at most 400 characters');
const text = z.strictObject({ sv: words, en: words });
const date = z.string().refine(isLocalDate, 'must be a day that exists, as YYYY-MM-DD');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, as HH:MM');
const count = z.int('must be a whole number').min(1, 'must be at least 1');
const unitFunction = z.enum(['defectorUnit', 'district', 'dutyDesk']);

const span = z.union(
  [
    z.strictObject({ days: count }),
    z.strictObject({ workingDays: count }),
    z.strictObject({ months: count }),
    z.strictObject({ seconds: count }),
  ],
  {
    error:
      'must be exactly one of {"days": n}, {"workingDays": n}, {"months": n} and {"seconds": n}, n a whole number from 1',
  },
);

const calendar = z.strictObject({
  zone: z.string().refine(isZone, 'must be a time zone by its IANA name, such as Europe/Stockholm'),
  officeOpens: time,
  officeCloses: time,
  exceptions: z.record(date, z.enum(['working', 'free'])),
});

const named = z.strictObject({ id, name: text });

/** A member of staff as the access token names them: an id, never a name. */
const staffId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/, 'must be the id of a member of staff, as tokens have it')
  .refine((text) => !looksLikePersonalNumber(text), 'must be a staff id, not a personal number');

const unit = named.extend({
  // A unit's id is also the name of its namespace, where capitals invite mistakes.
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a short name of small letters, digits and hyphens'),
  function: unitFunction,
  contact: text,
  functionAddress: z.email('must be an e-mail address'),
  contactPerson: staffId,
  competent: z.array(staffId).min(1, 'must name at least one'),
});

const claim = z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters');

/** What each value of each claim means; a value of neither unit nor role would be a slip of the pen (ACC-5). */
const signIn = z.strictObject({
  person: claim.exactOptional(),
  claims: z.record(
    claim,
    z.record(
      claim,
      z
        .strictObject({ unit: id.exactOptional(), role: z.enum(roles).exactOptional() })
        .refine(({ unit, role }) => unit !== undefined || role !== undefined, 'must name a unit or a role'),
    ),
  ),
});

const ground = z.strictObject({
  id,
  text,
  statute: words,
  from: date,
  to: date.exactOptional(),
  direction: z
    .array(z.enum(['socialServices', 'healthCare', 'police', 'lawEnforcement', 'authority']))
    .min(1, 'must name at least one'),
  asksFor: z.array(
    z.enum(['abuse', 'suspicion', 'circumstances', 'crimeRisk', 'weighing', 'supervisor', 'namedDecider']),
  ),
  categories: z.array(z.string()).min(1, 'must name at least one').exactOptional(),
  belowAge: count.exactOptional(),
  enabled: z.boolean(),
  decider: words.exactOptional(),
  deciders: z.array(words).min(1, 'must name at least one').exactOptional(),
});

/** The shape of a profile, each value by itself; how they must agree is in `agreement.ts`. */
export const ProfileSchema: z.ZodType<Profile> = z.strictObject({
  id,
  version: count,
  municipality: words,
  calendar,
  minimumAge: z.int('must be a whole number').min(0, 'must not be negative').max(120, 'must be an age'),
  units: z.array(unit),
  commonAddress: unit.pick({ id: true, name: true, functionAddress: true }).exactOptional(),
  signIn: signIn.exactOptional(),
  police: z.array(named.extend({ tasks: z.array(z.enum(['initial', 'inDepth'])) })),
  milieus: z
    .array(named.extend({ group: z.enum(['criminal', 'extremist', 'honour']) }))
    .min(1, 'must name at least one'),
  channels: z
    .array(named.extend({ unitFunction, ongoing: z.literal(true).exactOptional() }))
    .min(1, 'must name at least one'),
  categories: z.array(named),
  purposes: z.array(named),
  grounds: z.array(ground),
  acts: z
    .array(z.strictObject({ statute: words, from: date, to: date.exactOptional() }))
    .min(1, 'must name at least one'),
  authorities: z.array(
    named.extend({
      kind: z.enum(['financialAssistance', 'prison', 'youthCare', 'healthCare', 'lawEnforcement', 'other']),
      contact: text.exactOptional(),
      dutyLine: text.exactOptional(),
    }),
  ),
  methods: z.array(named),
  custody: z.strictObject({ reminders: z.array(span) }),
  placement: z.strictObject({
    limit: span,
    reminders: z.array(span),
    information: span,
    providers: z.array(named).min(1, 'must name at least one'),
    protectionLevels: z.array(named).min(1, 'must name at least one'),
  }),
  followUp: z.strictObject({ running: span, afterClosing: z.array(span), escalation: span }),
  questions: z.strictObject({ reminder: span, escalation: span }),
  seriousCrime: z.strictObject({ answer: span }),
  threat: z.strictObject({ limit: span, reminders: z.array(span), overdueEvery: span }),
  transfer: z.strictObject({ receipt: span, escalation: span }),
  reminderJitterSeconds: z
    .int('must be a whole number')
    .min(0, 'must not be negative')
    .max(300, 'must be at most 300'),
});

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

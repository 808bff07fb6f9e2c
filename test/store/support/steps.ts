import { randomBytes } from 'node:crypto';

import type { Reader } from '../../../domain/kernel/actor';
import type { EventBase } from '../../../domain/kernel/event';
import type { Step } from '../../../domain/kernel/step';
import type { Carrier, Enclosure, Letter } from '../../../domain/letters/letter';
import type { WireLetter } from '../../../domain/letters/wire';
import type { AppendInput, CaseRow, LedgerRow } from '../../../domain/ports/journal.port';

export const NOW = '2026-03-02T09:00:00.000Z';
export const LATER = '2026-03-02T10:00:00.000Z';

/** A text that no other test has. */
export const unique = (prefix: string): string => `${prefix}-${randomBytes(8).toString('hex')}`;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A case reference of the right shape. */
export const someCase = (): string =>
  `c-${[...randomBytes(16)].map((byte) => ALPHABET.charAt(byte % 32)).join('')}`;

export const reader = (person: string, ...roles: Reader['roles']): Reader => ({ person, unit: 'sav', roles });

export const row = (differs: Partial<CaseRow> = {}): CaseRow => ({
  status: 'open',
  awaits: 'us',
  next: 'openInvestigation',
  nextDue: null,
  overdue: false,
  people: [{ person: 'anna', part: 'caseworker' }],
  waitsAtReception: false,
  settled: [],
  supervisors: null,
  ...differs,
});

export const event = (differs: Partial<EventBase> = {}): EventBase => ({
  type: 'Something',
  rules: [],
  ...differs,
});

export const step = (seq: number, differs: Partial<Step> = {}): Step => ({
  v: 1,
  seq,
  commandId: unique('cmd'),
  at: NOW,
  actor: { kind: 'person', person: 'anna', unit: 'sav', roles: ['caseworker'] },
  action: 'openInvestigation',
  profileVersion: '1',
  rules: ['INT-2'],
  events: [event()],
  effects: [],
  nextDue: null,
  ...differs,
});

export interface Appending {
  readonly unit?: string;
  readonly step?: Partial<Step>;
  readonly row?: Partial<CaseRow>;
  readonly ledger?: readonly LedgerRow[];
  readonly inbox?: AppendInput['inbox'];
}

export const append = (caseRef: string, seq: number, differs: Appending = {}): AppendInput => ({
  unit: differs.unit ?? 'sav',
  caseRef,
  step: step(seq, differs.step),
  row: row(differs.row),
  ledger: differs.ledger ?? [],
  ...(differs.inbox === undefined ? {} : { inbox: differs.inbox }),
});

export const stands = (consentId: string, differs: Partial<LedgerRow> = {}): LedgerRow => ({
  consentId,
  validUntil: null,
  endedAt: null,
  ...differs,
});

export const byConsent = (consentId: string): Carrier => ({
  kind: 'consent',
  consent: {
    consentId,
    givingUnit: 'sav',
    ledgerCase: 'c',
    purpose: 'exit',
    recipients: ['north'],
    categories: [],
    givenAt: NOW,
  },
});

export const byGround = {
  kind: 'ground',
  ground: { id: 'duty', text: { en: 'A duty', sv: 'En plikt' }, statute: 'x', from: '2020-01-01' },
} satisfies Carrier;

export const enclosure = (
  category: string,
  carrier: Carrier,
  differs: Partial<Enclosure> = {},
): Enclosure => ({
  category,
  carrier,
  facts: {},
  notes: [],
  ...differs,
});

export const letter = (enclosures: readonly Enclosure[], differs: Partial<Letter> = {}): Letter => ({
  letterId: unique('l'),
  kind: 'disclosure',
  to: 'north',
  fromCase: 'c',
  reference: 'ref',
  facts: {},
  enclosures,
  ...differs,
});

export const wireLetter = (differs: Partial<WireLetter> = {}): WireLetter => ({
  letterId: unique('m'),
  kind: 'policeAssessment',
  from: 'las',
  to: 'sav',
  fromCase: 'p-1',
  reference: 'request-1',
  sentAt: NOW,
  facts: { level: 'high' },
  texts: [],
  enclosures: [],
  ...differs,
});

/** A personal number of nobody's: the check digit by the rule of Skatteverket, written out again here. */
export function personalNumber(birthDate: string, serial = '239'): string {
  const nine = `${birthDate.slice(2)}${serial}`;
  const sum = Array.from(nine, Number).reduce((total, digit, place) => {
    const product = digit * (place % 2 === 0 ? 2 : 1);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return `${birthDate}${serial}${((10 - (sum % 10)) % 10).toString()}`;
}

/** What reaches SAV by telephone. */
export function telephone(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    action: 'registerApplication',
    channel: 'defectorTelephone',
    receivedAt: '2026-03-02T08:30:00Z',
    applicant: { name: 'Invented Person', personalNumber: personalNumber('19900101') },
    inCustody: false,
    wish: 'Wants to leave (invented).',
    ...change,
  };
}

/** A consent given in writing. */
export function consentTo(
  purpose: string,
  recipients: readonly string[],
  categories: readonly string[],
): object {
  return {
    ...{ purpose, recipients, categories },
    form: 'written',
    receivedBy: 'sav.caseworker',
    givenAt: '2026-03-02T08:45:00.000Z',
  };
}

/** An assessment as LAS sends it. */
export function assessment(reference: string, change: Readonly<Record<string, unknown>> = {}): object {
  return {
    reference,
    level: 'low',
    nature: 'latent',
    stage: 'initial',
    assessedAt: '2026-03-02T08:00:00.000Z',
    final: true,
    grounds: 'Invented grounds.',
    ...change,
  };
}

/** A letter of the partner to SAV, a control letter unless changed. */
export function letter(
  letterId: string,
  change: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    ...{ letterId, kind: 'transferReceipt', from: 'partner', to: 'sav', fromCase: 'partner-1' },
    ...{ reference: 't-1', sentAt: '2026-03-02T08:59:00.000Z', facts: {}, texts: [], enclosures: [] },
    ...change,
  };
}

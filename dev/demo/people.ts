/** Applicants who do not exist; the personal numbers are from the range that is reserved for tests. */
export const applicants = {
  notSpecial: { name: 'Demo Påhittadsson', personalNumber: '19900118-9811' },
  special: { name: 'Testa Uppdiktad', personalNumber: '19900123-9814' },
} as const;

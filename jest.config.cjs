// Dates inside tests and the workflow sandbox follow the process's zone; the service always runs in UTC.
process.env.TZ = 'UTC';

/** Packages that Jest can load only when translated: ES modules, and those that import while running. */
const translated = ['jose', '@electric-sql', '@opentelemetry'];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // What takes long has a command of its own: npm run test:ui (the real Temporal server), npm run test:restore.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/ui/', '<rootDir>/test/system/reconcile.test.ts'],
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${translated.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/.sluss', '<rootDir>/dist'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  testSequencer: '<rootDir>/test/support/slow-first.mjs',
  maxWorkers: 2,
  testTimeout: 120_000,
};

import { builtinModules } from 'node:module';

import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import boundaries from 'eslint-plugin-boundaries';
import { importX } from 'eslint-plugin-import-x';
import jest from 'eslint-plugin-jest';
import jsdoc from 'eslint-plugin-jsdoc';
import n from 'eslint-plugin-n';
import temporal from 'eslint-plugin-temporal';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What each room may import: rooms (itself included), packages, and whether Node's own modules. */
const house = {
  domain: { rooms: [], packages: [] },
  messages: { rooms: ['domain'], packages: ['@temporalio/common', '@temporalio/workflow'] },
  workflows: { rooms: ['messages', 'domain'], packages: ['@temporalio/workflow', '@temporalio/common'] },
  activities: {
    rooms: ['domain', 'store', 'security'],
    packages: ['@temporalio/activity', '@temporalio/common', 'nodemailer'],
    node: true,
  },
  store: { rooms: ['domain', 'security'], packages: ['kysely', 'pg'], node: true },
  security: { rooms: ['domain'], packages: ['jose', '@temporalio/common'], node: true },
  telemetry: { rooms: ['domain', 'security'], packages: ['prom-client', '@opentelemetry/*'], node: true },
  api: {
    rooms: ['messages', 'domain', 'store', 'security', 'telemetry', 'profiles'],
    packages: ['express', 'zod', '@temporalio/client', '@temporalio/common', 'swagger-ui-dist'],
    node: true,
  },
  worker: {
    rooms: ['messages', 'activities', 'domain', 'store', 'security', 'telemetry', 'profiles'],
    packages: ['@temporalio/worker', '@temporalio/client', '@temporalio/common', '@temporalio/proto'],
    node: true,
  },
  profiles: { rooms: ['domain'], packages: ['zod'], node: true },
};

/** These build, drive and prove the others, so they may import everything except a workflow. */
const outside = ['dev', 'bench', 'test'];

const all = [...Object.keys(house), ...outside];
const importable = all.filter((name) => name !== 'workflows');

const policiesOf = ([name, { rooms, packages, node = false }]) => ({
  from: { element: { type: name } },
  allow: [
    { to: { element: { types: { anyOf: [name, ...rooms] } } } },
    ...packages.map((source) => ({ to: { module: { origin: 'external', source } } })),
    ...(node ? [{ to: { module: { origin: 'core' } } }] : []),
  ],
});

const policies = [
  ...Object.entries(house).map(policiesOf),
  ...outside.map((name) => ({
    from: { element: { type: name } },
    allow: [
      { to: { element: { types: { anyOf: importable } } } },
      { to: { module: { origin: 'external' } } },
      { to: { module: { origin: 'core' } } },
    ],
  })),
];

/** Programs that are started: here, and only here, the environment is read and handed on. */
const entryPoints = [
  'api/main.ts',
  'api/codec-main.ts',
  'worker/main.ts',
  '{store,worker}/*-main.ts',
  'dev/*-main.ts',
  'dev/start.ts',
  'dev/demo.ts',
  'dev/rules.ts',
  'bench/**/*-main.ts',
  'test/**/*.ts',
];

const banned = {
  thrown: { selector: 'ThrowStatement', message: 'Rules return a refusal; they never throw.' },
  now: {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'The clock is an argument.',
  },
  dateNow: {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'The clock is an argument.',
  },
  chance: {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Chance is an argument.',
  },
  asyncValidator: {
    selector: 'Property[key.name="validator"] > :function[async=true]',
    message: 'An async validator is accepted before it rejects.',
  },
};

export default defineConfig(
  { ignores: ['dist/**', 'coverage/**', '.sluss/**', '*.mjs', '*.cjs', '**/*.mjs'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  { ...temporal.configs.recommended, files: ['workflows/**/*.ts', 'activities/**/*.ts', 'worker/**/*.ts'] },
  {
    files: ['**/*.ts'],
    plugins: { boundaries, 'import-x': importX, n, jsdoc, temporal },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import/resolver': { typescript: true, node: true },
      'import-x/resolver': { typescript: true, node: true },
      'import/core-modules': builtinModules,
      'boundaries/include': [`{${all.join(',')}}/**/*.ts`],
      // The whole path counts: test/workflows/ belongs to the tests.
      'boundaries/elements': all.map((type) => ({ type, pattern: type, partialMatch: false })),
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', checkAllOrigins: true, policies }],
      'boundaries/no-unknown-dependencies': 'error',
      'boundaries/no-unknown-files': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/method-signature-style': ['error', 'property'],
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      // A reader of checked JSON names the shape it gives: fieldsOf<T>(action).
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'n/no-process-env': 'error',
      eqeqeq: 'error',
      complexity: ['error', 10],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 50 }],
    },
  },
  {
    files: ['workflows/**/*.ts', 'activities/**/*.ts', 'worker/**/*.ts'],
    rules: {
      // 0.1.0 takes setHandler() for a promise; the type-aware rule of typescript-eslint is exact.
      'temporal/workflow-no-floating-promises': 'off',
      // 0.1.0 wants a timeout on every condition(), also on allHandlersFinished.
      'temporal/workflow-condition-timeout-style': 'off',
      // 0.1.0 takes every exported function in workflows/ for a workflow.
      'temporal/workflow-prefer-single-object-args': 'off',
      // And every exported function in activities/ for an activity.
      'temporal/activity-prefer-single-object-args': 'off',
      // A case waits until an instant, which is a span from now: the workflow's own clock replays.
      'temporal/workflow-no-nondeterministic-control-flow': 'off',
      'temporal/workflow-no-wall-clock-assumptions': 'off',
      'temporal/workflow-no-date-now-tight-loop': 'off',
      // 0.1.0 takes every function argument for a payload.
      'temporal/workflow-no-nonserializable-types-in-payloads': 'off',
      // 0.1.0 asks for a comment; test/replay asks the recorded histories.
      'temporal/workflow-replay-testing-required-comment': 'off',
    },
  },
  {
    // evolve takes the events that concern its slice and leaves the rest, also those of later versions.
    files: ['domain/*/evolve.ts'],
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: entryPoints, rules: { 'n/no-process-env': 'off' } },
  {
    files: ['domain/**/*.ts'],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        { publicOnly: true, contexts: ['ExportNamedDeclaration > FunctionDeclaration'] },
      ],
      'jsdoc/require-description': 'error',
      'no-restricted-syntax': ['error', banned.thrown, banned.now, banned.dateNow, banned.chance],
      // What Node and the web offer without an import; the workflow sandbox has none of it.
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'require', 'console', 'crypto', 'fetch', 'performance'],
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
      ],
    },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', banned.asyncValidator] },
  },
  {
    files: ['test/**/*.ts'],
    ...jest.configs['flat/recommended'],
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'jest/unbound-method': 'error',
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert', 'assert*'] }],
    },
  },
  {
    // Jest calls the default export of its set-up.
    files: ['test/support/global-setup.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  prettier,
);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Registry, collectDefaultMetrics } from 'prom-client';
import { parse } from 'yaml';

import { root } from '../../dev/root';
import { createApiMetrics } from '../../telemetry/api-metrics';
import { createUnitGauges } from '../../telemetry/unit-gauges';
import { createWorkerMetrics } from '../../telemetry/worker-metrics';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly runbook: string };
    }[];
  }[];
}

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

const file = (...path: string[]): string => readFileSync(join(root, 'docs', ...path), 'utf8');

const alarms = (parse(file('monitoring', 'alerts.yml')) as Rules).groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(file('monitoring', 'dashboard.json')) as Dashboard;
const handbook = file('operations.md');

/** What the SDK of Temporal exports; seen at a running worker, by the names that its documents give. */
const ofTheSdk = [
  'temporal_workflow_task_schedule_to_start_latency',
  'temporal_activity_schedule_to_start_latency',
  'temporal_workflow_task_execution_failed',
  'temporal_sticky_cache_size',
];

/** The labels that our processes put on what they export; Prometheus adds job and instance. */
async function exported(): Promise<ReadonlyMap<string, string>> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  createApiMetrics(registry);
  createWorkerMetrics(registry);
  createUnitGauges(registry, {
    units: [],
    read: () => Promise.reject(new Error('nobody asks')),
    keysOf: () => Promise.resolve(),
    clock: () => 0,
  });
  const metrics = await registry.getMetricsAsJSON();
  return new Map(metrics.map(({ name, type }) => [name, String(type)] as const));
}

const namesIn = (expr: string): readonly string[] => [
  ...new Set(expr.match(/\b(?:sluss|temporal|nodejs|process)_\w+/g) ?? []),
];

/** The name without what a histogram's series end with. */
const metricOf = (series: string): string => series.replace(/_(bucket|sum|count)$/, '');

test('every metric in the alarms and on the dashboard is exported, or is the SDK’s own', async () => {
  const known = await exported();
  const used = [...alarms, ...panels.flatMap(({ targets = [] }) => targets)].flatMap(({ expr }) =>
    namesIn(expr),
  );
  expect(used.length).toBeGreaterThan(40);
  const unknown = used.map(metricOf).filter((name) => !known.has(name) && !ofTheSdk.includes(name));
  expect(unknown).toEqual([]);
});

test('what the service counts of its own is shown or watched, none for nobody', async () => {
  const shown = [...alarms, ...panels.flatMap(({ targets = [] }) => targets)]
    .map(({ expr }) => expr)
    .join('\n');
  const own = [...(await exported()).keys()].filter((name) => name.startsWith('sluss_'));
  // Beside the age of the oldest, how many there are says little to act on; letters in are posted to be answered at once.
  const aside = [
    'sluss_letters_in_open',
    'sluss_mails_waiting',
    'sluss_letters_received_total',
    'sluss_clock_late',
  ];
  expect(own.filter((name) => !shown.includes(name) && !aside.includes(name))).toEqual([]);
});

test.each(alarms.map(({ alert, annotations, labels }) => [alert, { annotations, labels }] as const))(
  '%s has its row in the handbook: what it means, what to do',
  (alert, { annotations, labels }) => {
    expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    expect(['critical', 'warning', 'info']).toContain(labels.severity);
    const row = handbook.split('\n').filter((line) => line.includes(`id="${alert.toLowerCase()}"`));
    expect(row).toHaveLength(1);
    const [, , means = '', todo = ''] = (row[0] ?? '').split('|').map((cell) => cell.trim());
    expect([means.length > 20, todo.length > 20]).toEqual([true, true]);
  },
);

test('each alarm has a test of its rule, and none comes while all is well', () => {
  const tests = parse(file('monitoring', 'alerts.test.yml')) as {
    readonly tests: readonly {
      readonly name: string;
      readonly alert_rule_test: readonly { readonly alertname: string }[];
    }[];
  };
  const names = alarms.map(({ alert }) => alert);
  const well = tests.tests.find(({ name }) => name === 'all is well');
  expect(tests.tests.map(({ name }) => name)).toEqual([...names, 'all is well']);
  expect(well?.alert_rule_test.map(({ alertname }) => alertname)).toEqual(names);
});

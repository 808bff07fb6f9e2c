import type { Step } from '../../domain/kernel/step';
import { obstacle } from '../../domain/kernel/refusal';
import type { RuleId } from '../../domain/kernel/rule';
import { createWorkerMetrics } from '../../telemetry/worker-metrics';
import { toldOf } from '../../worker/told-activities';
import { Registry } from 'prom-client';
import { append, step } from '../store/support/steps';

const refusedBy = (...rules: readonly RuleId[]): Partial<Step> => ({
  refusal: { kind: 'refused', obstacles: rules.map((rule) => obstacle(rule, 'No.', 'Nej.')) },
});
const police = { kind: 'party', party: 'las' } as const;
const shown = { status: 'open', awaits: 'us', nextDue: null, overdue: false } as const;

/** What is told of an append of the step, and what is counted. */
async function told(own: Step, recorded: object = { steps: [own], shown, profileVersion: '1' }) {
  const registry = new Registry();
  const input = { kind: 'step', append: { ...append('c-1', 1), step: own } };
  const found = toldOf('append', [input], { value: recorded });
  found?.count(createWorkerMetrics(registry), 0.02);
  return { fields: found?.fields, metrics: await registry.metrics() };
}

describe('what is told of an append', () => {
  test('a step that is made: its name and its command', async () => {
    const own = step(1, { action: 'openInvestigation', commandId: 'cmd-1' });
    const { fields, metrics } = await told(own);
    expect(fields).toEqual({ outcome: 'done', action: 'openInvestigation', command: 'cmd-1' });
    expect(metrics).toContain('sluss_appends_total{outcome="done"} 1');
    expect(metrics).toContain('sluss_append_seconds_bucket{le="0.025"} 1');
  });

  test('a refusal in its turn: its rules, but for one that says that the case is restricted (ACC-3)', async () => {
    const own = step(1, { action: 'giveConsent', ...refusedBy('CON-1', 'ACC-3') });
    expect((await told(own)).fields).toMatchObject({
      outcome: 'refused',
      action: 'giveConsent',
      rules: ['CON-1'],
    });
  });

  test('ADR 0021: a name that tells is not told, nor are its rules', async () => {
    const own = step(1, { action: 'recordSeriousCrimeSuspicion', ...refusedBy('THR-8') });
    const { fields, metrics } = await told(own);
    expect(fields).toEqual({ outcome: 'refused', action: 'record', command: own.commandId });
    expect(`${JSON.stringify(fields)}${metrics}`).not.toContain('THR-8');
  });

  test('CON-8: a letter that is refused is counted by rule, and its line has its signal and no rule', async () => {
    const own = step(1, { actor: police, action: 'policeSeriousCrimeAnswer', ...refusedBy('CON-8') });
    const { fields, metrics } = await told(own);
    expect(fields).toEqual({ outcome: 'refused', action: 'policeAssessment' });
    expect(metrics).toContain('sluss_letter_refusals_total{rule="CON-8"} 1');
  });

  test('another worker’s steps, and a journal that does not answer', async () => {
    const own = step(1);
    const others = { steps: [step(1)], shown, profileVersion: '1' };
    expect((await told(own, others)).fields).toMatchObject({ outcome: 'again' });
    const { metrics } = await told(own, { otherProfile: true });
    expect(metrics).toContain('sluss_appends_total{outcome="again"} 1');
  });

  test('a failure is one that was tried', () => {
    const input = { kind: 'step', append: append('c-1', 1) };
    expect(toldOf('append', [input], undefined)?.fields).toMatchObject({ outcome: 'failed' });
  });
});

test('a delivery that is tried again is counted as such; what only reads is not told of', async () => {
  const registry = new Registry();
  const metrics = createWorkerMetrics(registry);
  const sent = { value: { outcome: 'sent', categories: ['core'] } };
  const args = ['sav', 'c-1', 'l-1'];
  expect(toldOf('deliver', args, sent)?.fields).toEqual({ outcome: 'sent' });
  toldOf('deliver', args, undefined)?.count(metrics, 0.1);
  expect(await registry.metrics()).toContain('sluss_deliveries_total{outcome="again"} 1');
  expect(toldOf('load', [{}], { value: { steps: [] } })).toBeUndefined();
});

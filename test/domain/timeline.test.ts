import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaList } from '../../domain/case/areas';
import { timeline } from '../../domain/case/timeline';
import { toStep } from '../../domain/case/step';
import type { EventBase } from '../../domain/kernel/event';
import { asked, handledBySav, registered, takenOver } from './support/given';
import { anna } from './support/people';
import { goteborg } from './support/profile';

describe('WRK-3: the timeline', () => {
  /** Every event type that the domain's source names. */
  function eventTypes(): readonly string[] {
    const folder = join(__dirname, '../../domain');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const sources = files.map((file) => readFileSync(join(folder, file), 'utf8'));
    return sources.flatMap((source) =>
      [...source.matchAll(/interface \w+ extends EventBase \{\s+readonly type: '(\w+)'/g)].map(
        ([, type]) => type ?? '',
      ),
    );
  }
  const words = Object.assign({}, ...areaList.map((area) => area.words)) as Record<string, unknown>;

  test('WRK-3: there are words for every type of event, and for none that is not there', () => {
    // That a deadline was consumed is told by the event that it caused.
    const types = eventTypes().filter((type) => type !== 'DeadlinePassed');
    expect(types.length).toBeGreaterThan(40);
    expect(Object.keys(words).sort()).toEqual([...types].sort());
  });

  test('WRK-3: it tells what happened, by whom, under which rule, and which consent carried it', () => {
    const { sender, receiver } = takenOver(['core', 'criteria']);
    const consent = Object.values(sender.state.consent.consents).find(
      ({ purpose }) => purpose === 'transfer',
    )?.id;
    const told = timeline(sender.steps, goteborg);
    expect(told.find(({ rules }) => rules.includes('TRF-1') && rules.includes('TRF-2'))).toEqual({
      ...{ at: '2026-03-02T09:00:00.000Z', action: 'transferReceipt', carriedBy: [consent] },
      by: { en: 'Hisingen social services', sv: 'Socialtjänsten Hisingen' },
      rules: ['TRF-1', 'TRF-2', 'TRF-6', 'CON-4'],
      what: {
        en: expect.stringMatching(
          /^Hisingen social services received .* confirmed by rut\. Sent: .*Kept: /,
        ) as string,
        sv: expect.stringMatching(
          /^Socialtjänsten Hisingen tog emot .* bekräftat av rut\. Skickat: .*Kvar här: /,
        ) as string,
      },
    });
    for (const file of [sender, receiver, handledBySav()]) {
      for (const { what, by, rules } of timeline(file.steps, goteborg)) {
        for (const text of [what.en, what.sv, by.en, by.sv])
          expect(text).not.toMatch(/undefined|\[object|^$/);
        expect(rules.length).toBeGreaterThan(0);
      }
    }
  });

  test('WRK-3: clock, service and refusals are told too', () => {
    const file = asked();
    file.delivered(file.letter('threatAssessmentRequest').letterId, 'sent', ['core']);
    file.until('2026-03-10T00:00:00.000Z');
    const told = timeline(file.steps, goteborg);
    expect(told.map(({ by }) => by.en)).toEqual(expect.arrayContaining(['anna', 'the clock', 'the service']));
    const context = file.context({ kind: 'person', ...anna });
    const obstacle = { rule: 'CON-3' as const, why: { en: 'Ended.', sv: 'Upphört.' } };
    const decision = { ok: false as const, refusal: { kind: 'refused' as const, obstacles: [obstacle] } };
    const step = toStep(
      file.state,
      { action: { name: 'withdrawConsent', body: {} }, decision, seq: 9 },
      context,
    );
    expect(timeline([step], goteborg)).toMatchObject([
      {
        rules: ['CON-3'],
        what: { en: 'Refused: Ended.', sv: 'Avvisat: Upphört.' },
        action: 'withdrawConsent',
      },
    ]);
  });

  test('WRK-3: what was refused because the case had changed is told as that', () => {
    const file = registered();
    const context = file.context({ kind: 'person', ...anna });
    const decision = { ok: false as const, refusal: { kind: 'changed' as const, obstacles: [] } };
    const decided = { action: { name: 'openInvestigation', body: {} }, decision, seq: 3 };
    expect(timeline([toStep(file.state, decided, context)], goteborg)).toMatchObject([
      {
        what: {
          en: 'Refused: the case was no longer as it had been read.',
          sv: 'Avvisat: ärendet var inte längre som det hade lästs.',
        },
      },
    ]);
  });

  test('WRK-3: an event of a type that is not known yet is left out', () => {
    const file = registered();
    const step = file.last();
    const unknown: EventBase = { type: 'constructor', rules: [] };
    expect(timeline([{ ...step, events: [unknown, { type: 'OfLater', rules: [] }] }], goteborg)).toEqual([]);
  });
});

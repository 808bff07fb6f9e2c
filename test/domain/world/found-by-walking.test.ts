import { ledgerRows } from '../../../domain/case/row';
import { closeReason, withdrawalBetween } from './crossing';
import {
  asked,
  assessed,
  consents,
  investigating,
  referenceOf,
  registered,
  takenOver,
} from '../support/given';
import { CaseFile } from '../support/case-file';
import { anna, hedda, hugo } from '../support/people';
import { consentAtSav, terms, tuesday } from '../support/placing';
import { advised, askedAtSav } from '../support/questions';
import { arrives, assessment } from '../support/letters';

// Each was found by a walk through the world and stands here as a case of its own.

test('CON-3: a withdrawal that overtakes the package ends the consent that comes with it', () => {
  const { receiver, withdrawn, consentId } = withdrawalBetween('receipt', 'package');

  expect(withdrawn).toBeUndefined();
  expect(ledgerRows(receiver.state)).toEqual([
    { consentId, validUntil: null, endedAt: '2026-03-02T11:00:00.000Z' },
  ]);
  expect(receiver.letter('withdrawalReceipt')).toMatchObject({ to: 'sav', reference: consentId });
  expect(receiver.view(hugo)).toMatchObject({
    criteria: { consent: 'unknown' },
    consents: [{ valid: false }],
  });
});

test('CON-3: a withdrawal before or after its consent ends in the same ledger', () => {
  const [before, after] = [withdrawalBetween('receipt', 'package'), withdrawalBetween('package', 'end')];

  expect(ledgerRows(before.receiver.state)).toEqual(ledgerRows(after.receiver.state));
  expect(before.receiver.state.consent.consents).toEqual(after.receiver.state.consent.consents);
});

test('CON-3: an unknown consent is withdrawn ahead only where a package is awaited from that unit', () => {
  expect(withdrawalBetween('offer', 'receipt').withdrawn).toEqual({ kind: 'refused', rules: ['CON-3'] });
});

test('NTF-3: a withdrawal that reaches a closed file is recorded and asks nobody for anything', () => {
  const { sender, receiver } = takenOver();
  sender.does(anna, 'closeCase', closeReason);
  const consentId = Object.keys(receiver.state.consent.consents)[0] ?? '';
  receiver.does(hugo, 'withdrawConsent', { consent: consentId, at: receiver.now });

  expect(sender.gets(arrives(receiver.letter('consentWithdrawn'), 'hisingen', sender.now))).toBeUndefined();
  expect(sender.last().events.flatMap(({ notices = [] }) => notices)).toEqual([]);
  expect(sender.letter('withdrawalReceipt').to).toBe('hisingen');
});

test('CON-3: a withdrawal told by one file of a unit reaches its other files under the same consent', () => {
  const exit = registered().does(anna, 'setHomeDistrict', { district: 'hisingen' });
  const consent = consentAtSav(exit);
  exit.does(anna, 'applyForAcutePlacement', { askedAt: exit.now, categories: [] });
  exit.does(anna, 'decideAcutePlacement', terms, 'exceptionalReason');
  const application = exit.letter('placementApplication');
  exit.until(tuesday);
  const handover = exit.letter('placementTakeover');
  const [one, other] = [application, handover].map((letter) => {
    exit.delivered(letter.letterId, 'sent', ['core', 'placement']);
    const file = new CaseFile('hisingen', `c-${letter.kind}`).at(exit.now);
    file.gets(arrives(letter, 'sav', exit.now));
    return file;
  });
  one?.does(hedda, 'withdrawConsent', { consent, at: tuesday });
  exit.gets(arrives(one?.letter('consentWithdrawn') ?? application, 'hisingen', tuesday));

  const told = exit.letters('consentWithdrawn').find(({ opener }) => opener === handover.letterId);
  expect(other?.gets(arrives(told ?? application, 'sav', tuesday))).toBeUndefined();
  expect(other?.state.consent.consents[consent]?.ended?.by).toBe('withdrawal');
});

test('NTF-3: a late clock reminds nobody of an assessment whose consent has run out meanwhile', () => {
  const file = investigating();
  consents(file, ['las'], ['core'], { until: '2026-03-10T12:00:00.000Z' });
  file.does(anna, 'requestThreatAssessment', { occasion: 'first' });
  const reminder = file.due()[0];

  const step = file.at('2026-03-11T12:00:00.000Z').ticks(reminder?.id ?? '');

  expect(reminder?.kind).toBe('assessmentReminder');
  expect(step.events.map(({ type }) => type)).toEqual(['DeadlinePassed']);
  expect(
    file
      .until(file.now)
      .flatMap(({ events }) => events)
      .map(({ type }) => type),
  ).toContain('AssessmentStopped');
  expect(
    asked()
      .due()
      .map(({ kind }) => kind),
  ).toContain('assessmentReminder');
});

test('PIN-5 CON-8: corrections that come after the consent has ended end in the same state in any order', () => {
  const final = { letterId: 'm1', final: true };
  const corrections = [
    { letterId: 'm2', final: false, replaces: 'm1' },
    { letterId: 'm3', final: true, level: 'high' },
  ] as const;
  const [one, other] = [corrections, corrections.toReversed()].map((told) => {
    const file = assessed(final);
    const consent = Object.keys(file.state.consent.consents)[0] ?? '';
    file.does(anna, 'withdrawConsent', { consent, at: file.now });
    told.forEach((answer) => file.gets(assessment(referenceOf(file), answer)));
    return file;
  });

  expect(one?.state).toEqual(other?.state);
  expect(one?.view(anna)).toMatchObject({ awaits: 'us', threat: { assessment: { level: 'high' } } });
});

test('THR-9: a request that the police would not take is awaited no more and can be made anew', () => {
  const file = asked();
  const { letterId } = file.letter('threatAssessmentRequest');
  file.delivered(letterId, 'rejected');

  expect(file.letters('assessmentStopped')).toEqual([]);
  expect(file.due()).toEqual([]);
  expect(file.tries(anna, 'requestThreatAssessment', { occasion: 'first' })).toBeUndefined();
});

test('CON-3: a withdrawal that one file of a unit sends on reaches the other file of that unit under the same consent', () => {
  const { file, consent } = advised();
  const first = askedAtSav(file.letter('adviceQuestion'));
  file.does(hugo, 'askAdvice', { consent, categories: [] }, 'question');
  const [one, other] = file.letters('adviceQuestion');
  for (const { letterId } of file.letters('adviceQuestion')) file.delivered(letterId, 'sent', ['question']);

  first.does(anna, 'withdrawConsent', { consent, at: first.now });
  file.gets(arrives(first.letter('consentWithdrawn'), 'sav', file.now));

  const told = file.letters('consentWithdrawn').map(({ opener }) => opener);
  expect(told).toContain(other?.letterId);
  expect(told).toContain(one?.letterId);
});

test('CON-3: a withdrawal sent on by the only file under the consent is not told back to it', () => {
  const { file, consent } = advised();
  const sav = askedAtSav(file.letter('adviceQuestion'));
  file.delivered(file.letter('adviceQuestion').letterId, 'sent', ['question']);
  sav.does(anna, 'withdrawConsent', { consent, at: sav.now });
  file.gets(arrives(sav.letter('consentWithdrawn'), 'sav', file.now));
  expect(file.letters('consentWithdrawn')).toEqual([]);
});

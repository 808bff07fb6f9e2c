import { consentTo, telephone } from './bodies';
import type { Person } from './asking';

/** Does an action and fails unless it was done. */
export async function act(who: Person, ref: string, action: string, body: unknown): Promise<void> {
  const { status, body: answer } = await who.post(`/v1/cases/${ref}/actions/${action}`, body);
  if (status !== 200) throw new Error(`${action}: ${status.toString()} ${JSON.stringify(answer)}`);
}

/** A case just registered at SAV. */
export async function newCase(worker: Person): Promise<string> {
  const { status, body } = await worker.post('/v1/cases', telephone());
  if (status !== 201) throw new Error(`opening: ${status.toString()} ${JSON.stringify(body)}`);
  return (body as { case: string }).case;
}

/** A case in which LAS has been asked, and the reference of the request. */
export async function askedPolice(
  worker: Person,
): Promise<{ readonly ref: string; readonly reference: string }> {
  const ref = await newCase(worker);
  await act(worker, ref, 'open-investigation', {});
  await act(
    worker,
    ref,
    'give-consent',
    consentTo('threatAssessment', ['las', 'bops'], ['core', 'criteria']),
  );
  await act(worker, ref, 'request-threat-assessment', { occasion: 'first' });
  const { body } = await worker.get(`/v1/cases/${ref}`);
  const { view } = body as { view: { threat: { requests: readonly { reference: string }[] } } };
  return { ref, reference: view.threat.requests[0]?.reference ?? '' };
}

/** A case that may be classified as special on other circumstances. */
export async function classifiable(worker: Person): Promise<string> {
  const ref = await newCase(worker);
  await act(worker, ref, 'open-investigation', {});
  await act(worker, ref, 'give-consent', consentTo('exitProcess', ['las'], ['core']));
  await act(worker, ref, 'record-motivation', { insight: 'strong', motivation: 'strong', text: 'Invented.' });
  for (const criterion of ['milieu', 'wish', 'need']) {
    await act(worker, ref, 'record-criterion', { criterion, value: 'met', reason: 'Invented.' });
  }
  return ref;
}

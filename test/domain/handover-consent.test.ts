import { CaseFile, told } from './support/case-file';
import { consented, fridayEvening, openedBy } from './support/duty-desk';
import { registration } from './support/given';
import { arrives } from './support/letters';
import { jouren, rut } from './support/people';
import { goteborg } from './support/profile';

const monday = '2026-03-09T07:00:00.000Z';
const later = '2026-06-30T00:00:00.000Z';

describe('INT-9: the hand-over wants exactly what the consent covers', () => {
  test.each<{ given: string; file: () => CaseFile; wants: readonly string[]; by: string }>([
    { given: 'no consent', file: fridayEvening, wants: ['core'], by: 'dutyDeskHandover' },
    {
      given: 'a consent',
      file: () => consented(fridayEvening(), ['core', 'motivation', 'criteria']),
      wants: ['core', 'motivation', 'criteria'],
      by: 'consent',
    },
    {
      given: 'two consents',
      file: () => consented(consented(fridayEvening(), ['core', 'criteria']), ['criteria', 'milieu']),
      wants: ['core', 'criteria', 'milieu'],
      by: 'consent',
    },
    {
      given: 'a consent to something else',
      file: () => consented(fridayEvening(), ['core', 'criteria'], { purpose: 'disclosure' }),
      wants: ['core'],
      by: 'dutyDeskHandover',
    },
    {
      given: 'a consent that ends before Monday',
      file: () => consented(fridayEvening(), ['core', 'criteria'], { until: '2026-03-08T12:00:00.000Z' }),
      wants: ['core'],
      by: 'dutyDeskHandover',
    },
  ])('INT-9 CON-4: $given: $wants, the core under $by', ({ file, wants, by }) => {
    const sender = file();
    sender.until(monday);
    expect(sender.event('TransferOffered')).toMatchObject({ categories: wants });
    const receiver = openedBy(sender).does(rut, 'confirmReceipt');
    sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', sender.now));
    const [core] = sender.letter('transferPackage').enclosures;
    const carrier = by === 'consent' ? { kind: by } : { kind: 'ground', ground: { id: by } };
    expect(core).toMatchObject({ category: 'core', carrier });
  });

  test('INT-9 TRF-1: without consent the core goes on the ground of the hand-over, and nothing else', () => {
    const sender = fridayEvening();
    sender.does(jouren, 'recordMotivation', { insight: 'strong', motivation: 'strong' }, 'text');
    sender.until(monday);
    const receiver = openedBy(sender).does(rut, 'confirmReceipt');
    sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', sender.now));
    expect(sender.event('ReceiptRecorded')).toMatchObject({ goes: ['core'], kept: ['motivation'] });
    receiver.gets(arrives(sender.letter('transferPackage'), 'socialjour', sender.now));
    expect(receiver.state.transfer.application).toMatchObject({ standing: 'held', from: 'socialjour' });
    expect(receiver.state.transfer.application?.appliedAt).toBe('2026-03-06T19:00:00.000Z');
  });

  test('INT-9 TRF-1: where neither consent nor ground carries the core, nothing is offered and the caseworker is told', () => {
    const file = new CaseFile('socialjour').at('2026-03-06T19:00:00.000Z');
    file.profile = {
      ...goteborg,
      grounds: goteborg.grounds.filter(({ id }) => id !== 'dutyDeskHandover'),
    };
    const body = { ...registration, channel: 'dutyDesk', receivedAt: file.now };
    file.does(jouren, 'registerApplication', body).does(jouren, 'setHomeDistrict', { district: 'hisingen' });
    const steps = file.until(later);
    expect(steps.map((step) => [step.at, ...told(step)])).toEqual([[monday, 'caseworker:handoverHeldUp']]);
    expect(file.letters()).toEqual([]);
    expect(file.view(jouren)).toMatchObject({ next: { code: 'offerTransfer' } });
  });
});

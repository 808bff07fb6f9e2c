import type { CaseFile, Refused } from '../support/case-file';
import { offered, stubAt } from '../support/given';
import { arrives } from '../support/letters';
import { anna, hedda, rut } from '../support/people';

/** Why the sender's file closes once the application has moved. */
export const closeReason = { reason: 'handlingMovedToOtherBoard' };

type Station = 'offer' | 'receipt' | 'package' | 'end';

interface Crossed {
  readonly receiver: CaseFile;
  readonly consentId: string;
  /** How the withdrawal was answered. */
  readonly withdrawn: Refused | undefined;
}

/** SAV withdraws once the package has left; Hisingen hears of it between two stations of the transfer. */
export function withdrawalBetween(after: Station, before: Station): Crossed {
  const sender = offered();
  const early = stubAt(sender);
  const receiver = stubAt(sender).does(rut, 'confirmReceipt');
  sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', sender.now));
  const parcel = sender.letter('transferPackage');
  sender.delivered(
    parcel.letterId,
    'sent',
    parcel.enclosures.map(({ category }) => category),
  );
  const carrier = parcel.enclosures[0]?.carrier;
  const consentId = carrier?.kind === 'consent' ? carrier.consent.consentId : '';
  sender.does(anna, 'withdrawConsent', { consent: consentId, at: sender.now });
  const told = arrives(sender.letter('consentWithdrawn'), 'sav', sender.now);

  if (before === 'receipt') return { receiver: early, consentId, withdrawn: early.gets(told) };
  const open = (): void => {
    receiver.gets(arrives(parcel, 'sav', sender.now));
    receiver.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
  };
  if (after === 'package') open();
  const withdrawn = receiver.at('2026-03-02T11:00:00.000Z').gets(told);
  if (before === 'package') open();
  return { receiver, consentId, withdrawn };
}

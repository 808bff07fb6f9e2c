import type { CaseState } from '../case/state';
import type { ConsentReceived } from '../consent/state';
import { agesIn } from '../intake/age';
import type { LetterRule } from '../kernel/area';
import { follows, refuses } from '../kernel/decision';
import { idOf } from '../kernel/id';
import { obstacle } from '../kernel/refusal';
import { factsIn, instantOr, textIn } from '../letters/facts';
import type { CarryingConsent, ReceivedEnclosure, ReceivedLetter } from '../letters/letter';
import type { Context } from '../kernel/context';
import type { ApplicationTakenOver } from './state';

/** Each consent that carried something, once; it enters the receiver's ledger (DEF-10). */
function carriersOf(enclosures: readonly ReceivedEnclosure[]): readonly CarryingConsent[] {
  const all = enclosures.flatMap(({ carrier }) => (carrier.kind === 'consent' ? [carrier.consent] : []));
  return all.filter(
    (consent, index) => all.findIndex(({ consentId }) => consentId === consent.consentId) === index,
  );
}

function takenOver(letter: ReceivedLetter, context: Context): ApplicationTakenOver {
  const core = letter.enclosures.find(({ category }) => category === 'core');
  const facts = factsIn(core?.facts);
  const agesToCome = agesIn(facts['agesToCome']);
  return {
    type: 'ApplicationTakenOver',
    rules: ['RSP-3', 'TRF-1', 'TRF-6', 'FUP-9'],
    transferId: letter.reference,
    from: letter.from,
    applicationRef: textIn(facts['applicationRef']) ?? letter.reference,
    appliedAt: instantOr(facts['appliedAt'], letter.receivedAt),
    enclosures: letter.enclosures,
    ...(core?.person === undefined ? {} : { person: core.person }),
    ...(agesToCome === undefined ? {} : { agesToCome }),
    notices: [{ noticeId: idOf(context, 'n'), audience: 'unit', matter: 'transferReceived', rule: 'TRF-1' }],
  };
}

/** The package: this unit takes over an existing application and documents that it did (RSP-3). */
export const transferPackageLetter: LetterRule<CaseState> = {
  accepts: (state, header) => {
    const { incoming } = state.transfer;
    if (
      incoming?.standing === 'confirmed' &&
      incoming.id === header.reference &&
      incoming.from === header.from
    )
      return undefined;
    return obstacle(
      'TRF-1',
      'No confirmed transfer awaits this package.',
      'Ingen bekräftad överflyttning väntar på paketet.',
    );
  },
  decide: (_state, { letter }, context) => {
    if (letter === undefined) return refuses();
    const consents = carriersOf(letter.enclosures).map((consent): ConsentReceived => ({
      type: 'ConsentReceived',
      rules: ['DEF-10'],
      consent,
    }));
    return follows<ApplicationTakenOver | ConsentReceived>(takenOver(letter, context), ...consents);
  },
};

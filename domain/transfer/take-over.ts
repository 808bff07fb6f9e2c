import type { CaseState } from '../case/state';
import { consentsReceived } from '../consent/received';
import type { ConsentReceived } from '../consent/state';
import { agesIn } from '../intake/age';
import type { LetterRule } from '../kernel/area';
import { follows, refuses } from '../kernel/decision';
import { idOf } from '../kernel/id';
import { obstacle } from '../kernel/refusal';
import { factsIn, instantOr, textIn } from '../letters/facts';
import type { ReceivedLetter } from '../letters/letter';
import type { Context } from '../kernel/context';
import { unitOf } from '../profile/lookup';
import type { ApplicationTakenOver } from './state';

function takenOver(letter: ReceivedLetter, context: Context): ApplicationTakenOver {
  const core = letter.enclosures.find(({ category }) => category === 'core');
  const facts = factsIn(core?.facts);
  const agesToCome = agesIn(facts['agesToCome']);
  const takenOverBy = unitOf(context.profile, context.unit)?.function;
  const earlierApplication = textIn(facts['earlierApplication']);
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
    ...(takenOverBy === undefined ? {} : { takenOverBy }),
    ...(earlierApplication === undefined ? {} : { earlierApplication }),
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
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    return follows<ApplicationTakenOver | ConsentReceived>(
      takenOver(letter, context),
      ...consentsReceived(state, letter),
    );
  },
};

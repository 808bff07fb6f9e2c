import { enclosuresFor } from '../case/enclosures';
import type { CaseState } from '../case/state';
import { carrierFor } from '../consent/carriers';
import { mustNotAwaitCrimeAnswer } from '../crime/questions';
import { mustReceive } from '../handling/questions';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import { idOf } from '../kernel/id';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { unitOf } from '../profile/lookup';
import { limitAfter } from '../time/span';
import { mustHoldApplication, mustNotBeOffered, offeredTransfer } from './questions';
import { transferRoad } from './road';
import type { TransferOffered, TransferRecalled } from './state';

/** The end of the next working day, and of the third (TRF-5). */
export function receiptClocks(transferId: string, { now, profile }: Context): readonly Deadline[] {
  const { calendar, transfer } = profile;
  const reminder = limitAfter(now, transfer.receipt, calendar);
  const escalation = limitAfter(now, transfer.escalation, calendar);
  return [
    deadline({ rule: 'TRF-5', kind: 'receiptDue', subject: transferId, at: reminder, legal: true }),
    deadline({ rule: 'TRF-5', kind: 'receiptOverdue', subject: transferId, at: escalation, legal: true }),
  ];
}

/** The core always goes; the caller names the rest, and nothing is chosen beforehand (TRF-1, TRF-2). */
export function wantedCategories(categories: readonly string[]): readonly string[] {
  return [...new Set(['core', ...categories])];
}

/**
 * Offers the application to another unit by a control letter with the stub (CON-11). Nothing is disclosed yet, and
 * this unit goes on holding the application (TRF-1).
 */
export function offerTransfer(state: CaseState, action: Action, context: Context): Decision {
  const { to, categories } = fieldsOf<Pick<TransferOffered, 'to' | 'categories'>>(action);
  const unknown = categories.filter(
    (id) => !context.profile.categories.some((category) => category.id === id),
  );
  const checks = [
    mustBeOpen(state),
    mustHoldApplication(state, 'TRF-6'),
    mustNotBeOffered(state),
    mustNotAwaitCrimeAnswer(state),
    to === context.unit || unitOf(context.profile, to) === undefined
      ? obstacle(
          'TRF-1',
          'The receiver is no other unit of the municipality.',
          'Mottagaren är inte en annan enhet i kommunen.',
        )
      : mustReceive(state, to, context),
    unknown.length === 0
      ? undefined
      : obstacle(
          'TRF-2',
          `No such category: ${unknown.join(', ')}.`,
          `Uppgiftsslaget finns inte: ${unknown.join(', ')}.`,
        ),
    carrierFor(state, transferRoad(to, context), 'core', context) === undefined
      ? obstacle(
          'TRF-1',
          'No valid consent or ground lets the core (identity, reference, matter, date) go to that unit. Ask the person.',
          'Inget giltigt samtycke eller stöd bär kärnan (identitet, referens, ärendeslag, datum) till enheten. Fråga personen.',
        )
      : undefined,
  ];
  return unless<TransferOffered>(checks, () => [offered(state, { to, categories }, context)]);
}

/** The offer as a step: its control letter, and the clocks of the receipt (CON-11, TRF-5). */
export function offered(
  state: CaseState,
  of: Pick<TransferOffered, 'to' | 'categories'>,
  context: Context,
): TransferOffered {
  const transferId = idOf(context, 't');
  const offerLetter = idOf(context, 'l');
  const deadlines = receiptClocks(transferId, context);
  const receiptDue = deadlines[0]?.at ?? context.now;
  return {
    type: 'TransferOffered',
    rules: ['TRF-1', 'CON-1', 'CON-11'],
    transferId,
    to: of.to,
    categories: wantedCategories(of.categories),
    offerLetter,
    receiptDue,
    deadlines,
    letters: [
      {
        letterId: offerLetter,
        kind: 'transferOffer',
        to: of.to,
        fromCase: context.caseRef,
        reference: transferId,
        facts: {
          matter: state.intake.matter,
          homeDistrict: state.intake.homeDistrict ?? 'unclear',
          offeredAt: context.now,
          receiptDue,
        },
        enclosures: [],
      },
    ],
  };
}

/** What would go to a unit now, and what would stay behind and why; changes nothing (TRF-2). */
export function transferPackage(
  state: CaseState,
  to: string,
  wanted: readonly string[],
  context: Context,
): ReturnType<typeof enclosuresFor> {
  return enclosuresFor(state, transferRoad(to, context), wantedCategories(wanted), context);
}

/** Takes an offer back before its receipt is recorded (TRF-1). */
export function recallTransfer(state: CaseState, _action: Action, context: Context): Decision {
  const transfer = offeredTransfer(state);
  const nothing =
    transfer === undefined
      ? obstacle(
          'TRF-1',
          'No transfer waits for its receipt.',
          'Ingen överflyttning väntar på mottagningsbekräftelse.',
        )
      : undefined;
  return unless<TransferRecalled>([nothing], () =>
    transfer === undefined
      ? []
      : [
          {
            type: 'TransferRecalled',
            rules: ['TRF-1'],
            transferId: transfer.id,
            to: transfer.to,
            letters: [recallLetter(transfer, context)],
          },
        ],
  );
}

/** Tells the receiver that the offer is no more; a control letter to a party to it (CON-1). */
export function recallLetter(
  transfer: { readonly id: string; readonly to: string; readonly offerLetter: string },
  context: Context,
): NonNullable<TransferRecalled['letters']>[number] {
  return {
    letterId: idOf(context, 'l'),
    kind: 'transferRecall',
    to: transfer.to,
    fromCase: context.caseRef,
    opener: transfer.offerLetter,
    reference: transfer.id,
    facts: { recalledAt: context.now },
    enclosures: [],
  };
}

import type { CaseState } from '../case/state';
import { consentsReceived } from '../consent/received';
import { isOpen, isOpened, mustBeOpen } from '../intake/questions';
import type { CaseClosed } from '../intake/state';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, follows, refuses, unless } from '../kernel/decision';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { oneOf } from '../letters/facts';
import type { Letter, LetterHeader, ReceivedLetter } from '../letters/letter';
import { mustBeOtherUnit } from '../letters/sender';
import { isBefore } from '../time/instant';
import type { Instant } from '../time/instant';
import { receiptClocks } from '../transfer/offer';
import { mustBeDistrict } from './apply';
import { toldDecision } from './carried';
import type {
  PlacementHandoverRecalled,
  PlacementHandoverReceived,
  PlacementRecallTooLate,
  PlacementTakenOver,
} from './events';
import { incomingPlacement } from './questions';
import { recallReasons } from './state';
import type { IncomingPlacement, PlacementTerms, RecallReason, ToldDecision } from './state';
import { decisionOf, endOf, informationClock, termsFit } from './terms';

/** The hand-over opens a file of its own, with what a consent or a ground carried (PLC-2, TRF-6). */
export const placementTakeover: LetterRule<CaseState> = {
  opens: true,
  accepts: (state, header, context) =>
    isOpened(state)
      ? obstacle(
          'PLC-2',
          'A hand-over opens a file of its own; this one is there already, or the hand-over was taken back.',
          'En överlämning öppnar en egen akt; den här finns redan, eller så är överlämningen återkallad.',
        )
      : (mustBeOtherUnit(header, context) ?? mustBeDistrict(context)),
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    return follows<EventBase>(received(letter, context), ...consentsReceived(state, letter));
  },
};

function received(letter: ReceivedLetter, context: Context): PlacementHandoverReceived {
  const { reference: handoverId, from, fromCase, enclosures } = letter;
  const person = enclosures.find(({ category }) => category === 'core')?.person;
  const told = toldDecision(letter, context);
  const deadlines = receiptClocks(handoverId, context);
  return {
    type: 'PlacementHandoverReceived',
    rules: ['PLC-2', 'TRF-6'],
    opens: {
      ...{ matter: 'placement', homeDistrict: context.unit },
      ...(person === undefined ? {} : { person }),
    },
    ...{ handoverId, from, fromCase, enclosures, deadlines },
    ...(told === undefined ? {} : { told }),
    notices: [
      {
        ...{ noticeId: idOf(context, 'n'), audience: 'reception', matter: 'placementReceiptAwaited' },
        ...{ rule: 'PLC-2', dueAt: deadlines[0]?.at ?? context.now },
      },
    ],
  };
}

/** What the person or the provider told, where the hand-over could not. */
interface Fields {
  readonly decision?: PlacementTerms & { readonly decidedAt: Instant };
}

function statedIn({ decision }: Fields): ToldDecision | undefined {
  return decision === undefined ? undefined : { ...decision, firstDecidedAt: decision.decidedAt };
}

/** PLC-8: the days run from the first decision, so it must be known; what the hand-over told is not stated anew. */
function knowsDecision(
  incoming: IncomingPlacement | undefined,
  stated: ToldDecision | undefined,
  { now }: Context,
): Obstacle | undefined {
  if (incoming === undefined) return undefined;
  if (incoming.told !== undefined) {
    return stated === undefined
      ? undefined
      : obstacle(
          'PLC-8',
          'The hand-over tells of the decision; it is not stated anew.',
          'Överlämningen anger beslutet; det anges inte på nytt.',
        );
  }
  if (stated !== undefined && !isBefore(now, stated.decidedAt)) return undefined;
  return obstacle(
    'PLC-8',
    'The hand-over carries no decision: ask the person, and state when it was first decided, type of provider, protection, cost and from when.',
    'Överlämningen innehåller inget beslut: fråga personen och ange när det först fattades, utförarslag, skydd, kostnad och från när.',
  );
}

function stillRuns(told: ToldDecision | undefined, context: Context): Obstacle | undefined {
  if (told === undefined || !isBefore(endOf(told.decidedAt, context), context.now)) return undefined;
  return obstacle(
    'PLC-6',
    'The time of that decision has run out: the placement has lapsed, a new decision is needed.',
    'Tiden för beslutet har gått ut: placeringen har upphört, ett nytt beslut behövs.',
  );
}

/** Objects where no hand-over waits for our receipt. */
export const nothingWaits = (): Obstacle =>
  obstacle(
    'PLC-2',
    'No placement waits to be taken over here.',
    'Ingen placering väntar på att tas över här.',
  );

/** A named person of the home district takes the placement over; the days run on (PLC-2, PLC-8). */
export function takeOverPlacement(state: CaseState, action: Action, context: Context): Decision {
  const incoming = incomingPlacement(state);
  const stated = statedIn(fieldsOf<Fields>(action));
  const told = incoming?.told ?? stated;
  const checks = [
    mustBeOpen(state),
    incoming === undefined ? nothingWaits() : undefined,
    knowsDecision(incoming, stated, context),
    stated === undefined ? undefined : termsFit(stated, context),
    stillRuns(told, context),
  ];
  return unless<PlacementTakenOver>(checks, () =>
    incoming === undefined || told === undefined || context.actor.kind !== 'person'
      ? []
      : [takenOver(incoming, told, context.actor.person, context)],
  );
}

function takenOver(
  incoming: IncomingPlacement,
  told: ToldDecision,
  by: string,
  context: Context,
): PlacementTakenOver {
  const { id: handoverId, from, fromCase } = incoming;
  const placementId = idOf(context, 'b');
  const { decidedAt, firstDecidedAt, informed } = told;
  const receipt: Letter = {
    ...{ letterId: idOf(context, 'l'), kind: 'placementReceipt', to: from, toCase: fromCase },
    ...{ fromCase: context.caseRef, reference: handoverId },
    facts: { confirmedBy: by, confirmedAt: context.now },
    enclosures: [],
  };
  return {
    type: 'PlacementTakenOver',
    rules: ['PLC-1', 'PLC-2', 'PLC-8'],
    ...{ handoverId, placementId, from, by, firstDecidedAt },
    decision: decisionOf(told, { id: idOf(context, 'd'), decidedAt }, context),
    ...(informed === undefined
      ? { informationClock: informationClock(placementId, 'informationDue', context) }
      : { informed }),
    letters: [receipt],
  };
}

/** The sender takes the hand-over back; also when that overtakes the hand-over on the way (PLC-2). */
export const placementRecall: LetterRule<CaseState> = {
  opens: true,
  overtakes: true,
  accepts: (state, header, context) =>
    isOurs(state, header) || !isOpened(state)
      ? (mustBeOtherUnit(header, context) ?? mustBeDistrict(context))
      : obstacle('PLC-2', 'No such hand-over here.', 'Någon sådan överlämning finns inte här.'),
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    const reason = oneOf(recallReasons, letter.facts['reason']) ?? 'replaced';
    const { incoming } = state.placement;
    if (incoming === undefined) return follows<EventBase>(overtaken(letter, reason), closed());
    if (incoming.standing === 'recalled' || incoming.standing === 'declined') return follows();
    // Its own clock counts here, and it may have been renewed.
    if (incoming.standing === 'takenOver' && reason === 'lapsed') return follows(tooLate(letter));
    return follows<PlacementHandoverRecalled>({
      ...overtaken(letter, reason),
      notices: isOpen(state)
        ? [{ noticeId: idOf(context, 'n'), audience: 'unit', matter: 'placementRecalled', rule: 'PLC-2' }]
        : [],
    });
  },
};

function isOurs({ placement: { incoming } }: CaseState, { reference, from }: LetterHeader): boolean {
  return incoming?.id === reference && incoming.from === from;
}

function overtaken(letter: ReceivedLetter, reason: RecallReason): PlacementHandoverRecalled {
  const { reference: handoverId, from, fromCase } = letter;
  return {
    type: 'PlacementHandoverRecalled',
    rules: ['PLC-2'],
    opens: { matter: 'placement' },
    ...{ handoverId, from, fromCase, reason },
  };
}

/** What never arrived leaves nothing to do. */
const closed = (): CaseClosed => ({ type: 'CaseClosed', rules: ['PLC-2'], reason: 'offerRecalled' });

function tooLate({ reference: handoverId, from }: ReceivedLetter): PlacementRecallTooLate {
  return { type: 'PlacementRecallTooLate', rules: ['PLC-2', 'PLC-6'], handoverId, from };
}

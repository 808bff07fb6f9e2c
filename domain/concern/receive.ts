import type { CaseState } from '../case/state';
import { agesIn } from '../intake/age';
import { registrarAssigned } from '../intake/assign';
import { isOpened, mustBeOpen } from '../intake/questions';
import type { CaseworkerAssigned } from '../intake/state';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, follows, refuses, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Opening } from '../kernel/matter';
import type { Notice } from '../kernel/notice';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Json } from '../kernel/text';
import { factsIn, instantOr } from '../letters/facts';
import type { ReceivedEnclosure, ReceivedLetter } from '../letters/letter';
import { mustBeOtherUnit } from '../letters/sender';
import { hasFunction } from '../profile/lookup';
import { passesOn, reportClocks } from './pass-on';
import { noneWaitsHere, unconfirmedHere } from './questions';
import type { ConcernConfirmed, ConcernReceived } from './state';

interface Reported {
  readonly receivedAt: string;
  readonly agesToCome?: Json;
}

function opening(person: string | undefined, ages: Json | undefined): Opening {
  const agesToCome = agesIn(ages);
  return {
    matter: 'concern',
    ...(person === undefined ? {} : { person }),
    ...(agesToCome === undefined ? {} : { agesToCome }),
  };
}

/** A report reached this unit: in an ongoing case, or it opens one (TRF-7, TRF-8, INT-9). */
export function receiveConcernReport(state: CaseState, action: Action, context: Context): Decision {
  const { receivedAt, agesToCome } = fieldsOf<Reported>(action);
  const isNew = !isOpened(state);
  const onward = passesOn(context);
  const checks = [
    isNew ? undefined : mustBeOpen(state),
    receivedAt > context.now
      ? obstacle(
          onward ? 'TRF-7' : 'TRF-8',
          'The report cannot have been received later than now.',
          'Anmälan kan inte ha kommit in senare än nu.',
        )
      : undefined,
  ];
  return unless<ConcernReceived | CaseworkerAssigned>(checks, () => [
    {
      type: 'ConcernReceived',
      rules: [onward ? 'TRF-7' : 'TRF-8'],
      reportId: idOf(context, 'cr'),
      kind: 'concern',
      ...{ receivedAt, onward, notes: action.notes ?? [] },
      ...(isNew ? { opens: opening(action.person, agesToCome) } : {}),
    },
    ...(isNew ? registrarAssigned(context) : []),
  ]);
}

function arrived(letter: ReceivedLetter, report: ReceivedEnclosure, context: Context): ConcernReceived {
  const facts = factsIn(report.facts);
  const deadlines = reportClocks(letter.letterId, context);
  const dueAt = deadlines[0]?.at ?? context.now;
  const notice: Notice = {
    ...{ noticeId: idOf(context, 'n'), audience: 'reception', matter: 'reportArrived', rule: 'TRF-7', dueAt },
  };
  const home = hasFunction(context.profile, context.unit, 'district') ? { homeDistrict: context.unit } : {};
  return {
    type: 'ConcernReceived',
    rules: ['TRF-7', 'TRF-8'],
    reportId: letter.reference,
    kind: report.category === 'substanceAbuse' ? 'compulsoryCare' : 'concern',
    receivedAt: instantOr(facts['receivedAt'], letter.receivedAt),
    notes: report.notes,
    onward: false,
    from: { unit: letter.from, fromCase: letter.fromCase },
    carrier: report.carrier,
    deadlines,
    opens: { ...opening(report.person, facts['agesToCome']), ...home },
    notices: [notice],
  };
}

/** A report that another unit passed on opens a file of its own: nothing here is joined to it (TRF-6, TRF-8, CON-10). */
export const concernReport: LetterRule<CaseState> = {
  opens: true,
  accepts: (state, header, context) =>
    isOpened(state)
      ? obstacle(
          'TRF-6',
          'A report opens a file of its own; this one is there already.',
          'En anmälan öppnar en egen akt; den här finns redan.',
        )
      : mustBeOtherUnit(header, context),
  decide: (_state, { letter }, context) => {
    const report = letter?.enclosures[0];
    if (letter === undefined) return refuses();
    return report === undefined
      ? refuses(obstacle('TRF-7', 'The letter holds no report.', 'Brevet innehåller ingen anmälan.'))
      : follows<ConcernReceived>(arrived(letter, report, context));
  },
};

/** A named person of the home district confirms that the report has come (TRF-7). */
export function confirmConcernReport(state: CaseState, _action: Action, context: Context): Decision {
  const report = unconfirmedHere(state);
  const { actor } = context;
  if (report?.from === undefined || actor.kind !== 'person') {
    return refuses(noneWaitsHere());
  }
  const { unit: to, fromCase: toCase } = report.from;
  return follows<ConcernConfirmed>({
    type: 'ConcernConfirmed',
    rules: ['TRF-7'],
    reportId: report.id,
    by: actor.person,
    letters: [
      {
        ...{ letterId: idOf(context, 'l'), kind: 'concernReceipt', to, toCase, fromCase: context.caseRef },
        reference: report.id,
        facts: { confirmedBy: actor.person, confirmedAt: context.now },
        enclosures: [],
      },
    ],
  });
}

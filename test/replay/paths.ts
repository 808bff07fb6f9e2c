import type { CaseCommand } from '../../messages/case-messages';
import { CaseFile } from '../domain/support/case-file';
import { ended, notAble, rejected, rejecting, unmet } from '../domain/support/decided';
import { consented, fridayEvening } from '../domain/support/duty-desk';
import {
  asked,
  assessed,
  consents,
  criteriaMet,
  handledBySav,
  investigating,
  moved,
  moving,
  offered,
  registered,
  stubAt,
  takenOver,
} from '../domain/support/given';
import { arrives } from '../domain/support/letters';
import { anna, hugo, jouren, rut, siv } from '../domain/support/people';
import {
  advised,
  answered,
  askedAtSav,
  assessedAtDistrict,
  atDistrict,
  atDutyDesk,
  requested,
} from '../domain/support/questions';
import { openCase, send } from '../workflows/harness';
import type { Bench } from '../workflows/harness';
import { arrive } from './arrive';

// The paths of the routine, each as the tables of `test/domain` drive it, played again through Temporal to be recorded.

const at = '2026-03-02T08:00:00.000Z';
const home = { district: 'hisingen' };

/** A placement begins on the day on which it is recorded. */
function placed(): CaseFile {
  const now = new Date().toISOString();
  const terms = { provider: 'shelter', protectionLevel: 'raised', costSekPerDay: 2400 };
  const placement = { ...terms, from: now.slice(0, 10) };
  return new CaseFile('hisingen')
    .at(now)
    .does(hugo, 'decideAcutePlacement', { ...placement, homeDistrict: 'hisingen' })
    .does(hugo, 'recordPlacementInformation', { toldAt: now, by: 'hugo' })
    .does(hugo, 'renewPlacement', placement);
}

const followUp = {
  needs: [{ need: 'housing', met: 'partly' }],
  ...{ motivation: 'stands', planFollowed: 'followed' },
};

const reported = (): CaseFile =>
  investigating()
    .does(anna, 'setHomeDistrict', home)
    .does(anna, 'receiveConcernReport', { receivedAt: at }, 'text')
    .does(anna, 'forwardConcernReport');

const fromSav = (sender: CaseFile): CaseFile => {
  const file = new CaseFile('hisingen').at(sender.now);
  file.gets(arrives(sender.letter('concernReport'), 'sav', sender.now));
  return file;
};

/** All paths, by the name of their histories; each ends with the file whose history is recorded. */
export const paths: Readonly<Record<string, () => CaseFile>> = {
  'sav-handles': handledBySav,
  'sav-completes': () =>
    handledBySav()
      .does(anna, 'grantIntervention', { kind: 'regular', from: '2026-04-01' }, 'intervention')
      .does(anna, 'completeExit', { outcome: 'leftMilieu' })
      .does(anna, 'closeCase', { reason: 'exitCompleted' }),
  'sav-finds-not-special': moving,
  'sav-offers': () => offered(),
  'sav-recalls': () => offered().does(anna, 'recallTransfer', {}, 'reason'),
  'sav-moved': () => moved().sender.does(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' }),
  'sav-is-declined': () => {
    const file = offered();
    const there = stubAt(file).does(rut, 'declineTransfer', { reason: 'wrongHomeDistrict' });
    file.gets(arrives(there.letter('transferDecline'), 'hisingen', file.now));
    return file;
  },
  'district-took-over': () => takenOver().receiver,
  'district-declines': () => stubAt(offered()).does(rut, 'declineTransfer', { reason: 'wrongHomeDistrict' }),
  'district-settles-the-rest': () =>
    criteriaMet(takenOver(['core']).receiver.does(hugo, 'openInvestigation')),
  'handed-on-to-bops': () => {
    const file = assessed({ final: false }, asked());
    return assessed({ from: 'bops', letterId: 'm2', level: 'high' }, file);
  },
  corrected: () => assessed({ letterId: 'm2', replaces: 'm1', level: 'high' }, assessed({ level: 'low' })),
  'not-able': notAble,
  'rejected-not-able': () => rejected('notAble'),
  'rejected-declines-move': () => rejected('declinesMove'),
  'rejected-criterion': () =>
    unmet().does(anna, 'rejectApplication', rejecting('criterionNotMet'), 'reasons'),
  'exit-ended': ended,
  'application-withdrawn': () => asked().does(anna, 'withdrawApplication', { at }),
  'home-district-asked': () => investigating().does(anna, 'askHomeDistrict', {}, 'what'),
  'home-district-answered': () =>
    atDutyDesk(investigating().does(anna, 'askHomeDistrict', {}, 'what').letter('homeDistrictQuestion')).does(
      { person: 'jonas', unit: 'socialjour', roles: ['caseworker'] },
      'answerHomeDistrict',
      home,
    ),
  'advice-asked': () => advised().file,
  'advice-given': () =>
    askedAtSav(advised().file.letter('adviceQuestion')).does(anna, 'answerAdvice', {}, 'answer'),
  'district-applies': () => atDistrict(),
  'district-assessed': () => assessedAtDistrict(),
  'classification-asked': () => requested().file,
  'classification-answered': () => answered(requested().file),
  'duty-desk-hands-over': fridayEvening,
  'duty-desk-consented': () => consented(fridayEvening(), ['core', 'criteria']),
  'duty-desk-unclear': () => fridayEvening().does(jouren, 'setHomeDistrict', { district: 'unclear' }),
  'in-custody': () =>
    registered().does(anna, 'recordRelease', { date: '2031-04-08', authority: 'kriminalvarden' }, 'contact'),
  'concern-forwarded': reported,
  'concern-received': () => fromSav(reported()),
  'care-reported': () =>
    registered()
      .does(anna, 'setHomeDistrict', home)
      .does(anna, 'recordCompulsoryCareConcern', { at }, 'text'),
  'care-inquiry': () => new CaseFile('hisingen').does(hugo, 'startCompulsoryCareInquiry', { at }),
  'consent-withdrawn': () => {
    const file = asked();
    const consent = Object.keys(file.state.consent.consents)[0] ?? '';
    return file.does(anna, 'withdrawConsent', { consent, at });
  },
  'disclosed-with-consent': () => {
    const file = criteriaMet(investigating());
    const consent = consents(file, ['sydvast'], ['criteria'], { purpose: 'disclosure' });
    const body = { consent, recipient: 'sydvast', categories: ['criteria'], purpose: 'disclosure' };
    return file.does(anna, 'discloseWithConsent', body);
  },
  'disclosed-on-ground': () =>
    investigating().does(
      anna,
      'discloseOnGround',
      { ground: 'careOfSubstanceAbuser', recipient: 'hisingen', categories: ['core', 'substanceAbuse'] },
      ...['why', 'abuse', 'content'],
    ),
  placed,
  'followed-up': () =>
    handledBySav()
      .does(anna, 'setPlan', { needs: ['housing'] }, 'text')
      .does(anna, 'grantIntervention', { kind: 'regular', from: '2026-03-02' }, 'intervention')
      .does(anna, 'recordFollowUp', followUp, 'text')
      .does(anna, 'endParticipation', { at, saidBy: 'person' }),
  'serious-crime': () =>
    handledBySav()
      .does(anna, 'recordSeriousCrimeSuspicion', {}, 'suspicion')
      .does(anna, 'answerSeriousCrime', { answer: 'goOn' }, 'text'),
  appealed: () => {
    const file = rejected('declinesMove');
    const [decision] = Object.keys(file.state.decisions.taken);
    return file.does(siv, 'recordAppeal', { decision: decision ?? '', receivedAt: file.now });
  },
};

/**
 * Asks of a workflow what was asked of a file, in the same order and under the same names, so that every reference comes
 * out the same; what is refused there is refused here.
 */
export async function playAgain(bench: Bench, { inputs, unit, caseRef }: CaseFile): Promise<void> {
  for (const [nth, { commandId, actor, action }] of inputs.entries()) {
    if (action.letter !== undefined) await arrive(bench, caseRef, action.letter, unit);
    if (actor.kind !== 'person') continue;
    const command: CaseCommand = { commandId, actor, action };
    const sent = nth === 0 ? openCase(bench, caseRef, { unit }, command) : send(bench, caseRef, command);
    await sent.catch(() => undefined);
  }
}

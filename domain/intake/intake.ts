import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import { fieldsOf, follows, unless } from '../kernel/decision';
import { obstacle } from '../kernel/refusal';
import { assignCaseworker, classifierNamed } from './assign';
import { evolveIntake } from './evolve';
import { closeCase } from './close';
import {
  answerHomeDistrict,
  askHomeDistrict,
  homeDistrictAnswer,
  homeDistrictQuestion,
  mustBeDistrict,
} from './home-district';
import { isOpen, mustBeOpen } from './questions';
import { registerApplication } from './register';
import { awaitsRelease, recordRelease, releaseDeadlines, releaseDue } from './release';
import type { HomeDistrictSet, InvestigationOpened } from './state';
import { intakeWords } from './words';

/** Intake: registering, assigning, opening the investigation, closing the file. */
export const intake: Area<CaseState, 'intake'> = {
  initial: { status: 'none', matter: 'exit' },
  evolve: evolveIntake,
  follow: classifierNamed,
  words: intakeWords,
  deadlines: releaseDeadlines,
  due: releaseDue,
  asks: { dateReminder: awaitsRelease, dateCome: awaitsRelease },
  letters: { homeDistrictQuestion, homeDistrictAnswer },
  actions: {
    registerApplication: {
      by: ['caseworker', 'reception', 'dutyDesk'],
      opens: 'only',
      decide: registerApplication,
    },
    assignCaseworker: {
      by: ['supervisor', 'reception'],
      names: true,
      decide: assignCaseworker,
    },
    setHomeDistrict: {
      by: ['caseworker', 'supervisor'],
      decide: (state, action, context) => {
        const { district } = fieldsOf<Pick<HomeDistrictSet, 'district'>>(action);
        return unless<HomeDistrictSet>([mustBeOpen(state), mustBeDistrict(context, district)], () => [
          { type: 'HomeDistrictSet', rules: ['INT-6'], district },
        ]);
      },
    },
    askHomeDistrict: { by: ['caseworker', 'supervisor'], decide: askHomeDistrict },
    answerHomeDistrict: { by: ['caseworker', 'supervisor'], decide: answerHomeDistrict },
    openInvestigation: {
      by: ['caseworker', 'supervisor'],
      decide: (state) => {
        if (isOpen(state) && state.intake.status !== 'investigation') {
          return follows<InvestigationOpened>({ type: 'InvestigationOpened', rules: ['INT-2', 'INT-4'] });
        }
        return unless<InvestigationOpened>(
          [
            mustBeOpen(state) ??
              obstacle('INT-2', 'The investigation is already open.', 'Utredningen är redan inledd.'),
          ],
          () => [],
        );
      },
    },
    recordRelease: { by: ['caseworker', 'supervisor'], tells: 'custody', decide: recordRelease },
    closeCase: { by: ['caseworker', 'supervisor'], decide: closeCase },
  },
};

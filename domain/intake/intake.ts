import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import { fieldsOf, follows, unless } from '../kernel/decision';
import { obstacle } from '../kernel/refusal';
import { assignCaseworker, classifierNamed } from './assign';
import { evolveIntake } from './evolve';
import { closeCase } from './close';
import { isOpen, mustBeOpen } from './questions';
import { registerApplication } from './register';
import { awaitsRelease, recordRelease, releaseDeadlines, releaseDue } from './release';
import type { HomeDistrictSet, InvestigationOpened } from './state';
import { intakeWords } from './words';
import { hasFunction } from '../profile/lookup';

/** Intake: registering, assigning, opening the investigation, closing the file. */
export const intake: Area<CaseState, 'intake'> = {
  initial: { status: 'none', matter: 'exit' },
  evolve: evolveIntake,
  follow: classifierNamed,
  words: intakeWords,
  deadlines: releaseDeadlines,
  due: releaseDue,
  asks: { dateReminder: awaitsRelease, dateCome: awaitsRelease },
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
        const known = district === 'unclear' || hasFunction(context.profile, district, 'district');
        return unless<HomeDistrictSet>(
          [
            mustBeOpen(state),
            known
              ? undefined
              : obstacle(
                  'INT-6',
                  'That is no district of the municipality. Name one, or say that it is unclear.',
                  'Det är inget stadsområde i kommunen. Ange ett, eller att tillhörigheten är oklar.',
                ),
          ],
          () => [{ type: 'HomeDistrictSet', rules: ['INT-6'], district }],
        );
      },
    },
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
    recordRelease: { by: ['caseworker', 'supervisor'], decide: recordRelease },
    closeCase: { by: ['caseworker', 'supervisor'], decide: closeCase },
  },
};

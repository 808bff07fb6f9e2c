import type { CaseState } from '../case/state';
import { mustBeOpen } from '../intake/questions';
import type { Area } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Instant } from '../time/instant';
import { appliedAt, mustHoldApplication } from '../transfer/questions';
import { evolveSpeed } from './evolve';
import type { ContactWay, FirstContactRecorded } from './state';
import { speedWords } from './words';

interface Contact {
  readonly at: Instant;
  readonly how: ContactWay;
}

/** The first contact lies between the application and now. */
function fits(state: CaseState, at: Instant, now: Instant): Obstacle | undefined {
  const applied = appliedAt(state);
  if (at <= now && (applied === undefined || applied <= at)) return undefined;
  return obstacle(
    'FUP-8',
    'The first contact lies after the application and not later than now.',
    'Den första kontakten ligger efter ansökan och inte senare än nu.',
  );
}

/** A contact that was recorded too late can be corrected; a later one is not the first. */
function isFirst({ speed: { firstContact } }: CaseState, at: Instant): Obstacle | undefined {
  if (firstContact === undefined || at < firstContact.at) return undefined;
  return obstacle(
    'FUP-8',
    'An earlier contact is recorded: this one is not the first.',
    'En tidigare kontakt är dokumenterad: den här är inte den första.',
  );
}

function recordFirstContact(state: CaseState, action: Action, { now }: Context): Decision {
  const { at, how } = fieldsOf<Contact>(action);
  return unless<FirstContactRecorded>(
    [mustBeOpen(state), mustHoldApplication(state, 'FUP-8'), fits(state, at, now), isFirst(state, at)],
    () => [{ type: 'FirstContactRecorded', rules: ['FUP-8'], contactAt: at, how }],
  );
}

/** How fast help came (FUP-8). */
export const speed: Area<CaseState, 'speed'> = {
  initial: {},
  evolve: evolveSpeed,
  words: speedWords,
  actions: {
    recordFirstContact: { by: ['caseworker', 'supervisor'], decide: recordFirstContact },
  },
};

import type { Json } from '../../../domain/kernel/text';
import type { Action } from '../../../domain/kernel/step';
import { localDate } from '../../../domain/time/local';
import { plusSeconds } from '../../../domain/time/instant';
import type { CaseFile } from './case-file';
import type { Chance } from './chance';
import type { World } from './world';

type Body = Readonly<Record<string, Json>>;

interface Occasion {
  readonly world: World;
  readonly file: CaseFile;
  readonly chance: Chance;
}

type Anywhere = Omit<Occasion, 'file'>;

const today = ({ now, profile }: World): string => localDate(now, profile.calendar.zone);

function termsOf({ world, chance }: Anywhere): Body {
  const { providers, protectionLevels } = world.profile.placement;
  return {
    provider: chance.hits(0.97) ? (chance.some(providers)?.id ?? '') : 'Exempelgatan 7',
    protectionLevel: chance.some(protectionLevels)?.id ?? '',
    costSekPerDay: chance.below(5000),
    from: chance.hits(0.95) ? today(world) : plusSeconds(world.now, -86_400).slice(0, 10),
  };
}

function decisionOf(occasion: Anywhere): Body {
  const { world, chance } = occasion;
  const informed = { toldAt: world.now, by: 'staff-1' };
  return { ...termsOf(occasion), ...(chance.hits(0.5) ? { informed } : {}) };
}

/** What the person tells whom a hand-over is about, where it told nothing itself (PLC-8). */
function toldByPerson({ world, file, chance }: Occasion): Body {
  const { incoming } = file.state.placement;
  if (incoming === undefined || incoming.told !== undefined) return {};
  const sender = world.files.get(incoming.fromCase);
  const decidedAt = sender?.state.placement.placements.at(-1)?.decision.decidedAt ?? world.now;
  return { decision: { ...termsOf({ world, chance }), provider: 'shelter', decidedAt } };
}

/** What the staff do about acute placement and financial assistance, with the fields that somebody might give. */
export const placingBodies = {
  applyForAcutePlacement: ({ world, chance }: Occasion): Body => ({
    askedAt: world.now,
    categories: chance.sample(world.profile.categories, 0.3).map(({ id }) => id),
  }),
  decideAcutePlacement: decisionOf,
  renewPlacement: termsOf,
  recordPlacementInformation: ({ world }: Occasion): Body => ({ toldAt: world.now, by: 'staff-1' }),
  takeOverPlacement: toldByPerson,
  declinePlacement: (): Body => ({}),
  endPlacement: ({ world, chance }: Occasion): Body => ({
    at: chance.hits(0.95) ? world.now : '2026-01-01T00:00:00.000Z',
    reason: chance.pick(['needCeased', 'personLeft', 'otherHelp', 'providerEnded', 'other']),
  }),
  contactFinancialAssistance: ({ chance }: Occasion): Body => {
    const path = chance.pick(['ongoing', 'none', 'acute']);
    const authority = chance.hits(0.9) ? 'ekonomisktbistand' : 'sis';
    return { path, authority, categories: path === 'none' && chance.hits(0.9) ? [] : ['core'] };
  },
};

/** The field of the reason that only the defector unit states (PLC-5). */
export const exceptional: readonly string[] = ['decideAcutePlacement', 'renewPlacement'];

/** Somebody asks for an acute placement, or is placed, at a unit that has no file on them. */
export function placementOpening({ world, chance }: Anywhere, unit: string): Action {
  const name = chance.pick(['applyForAcutePlacement', 'decideAcutePlacement']);
  const districts = world.profile.units.filter((one) => one.function === 'district');
  const home = unit === 'sav' || unit === 'socialjour' ? chance.some(districts)?.id : unit;
  const homeDistrict = chance.hits(0.85) ? (home ?? 'unclear') : 'unclear';
  const asked = { askedAt: world.now, categories: [] };
  const fields = name === 'applyForAcutePlacement' ? asked : decisionOf({ world, chance });
  return {
    ...{ name, body: { ...fields, homeDistrict } },
    person: `person:${unit}:${world.commands.toString()}`,
  };
}

/** With which reason a file about a placement closes, as the test has it. */
export function placementClosing({ state: { placement } }: CaseFile): string {
  const last = placement.placements.at(-1);
  if (last === undefined)
    return placement.asked?.passedOnTo === undefined ? 'noFurtherAction' : 'handlingMovedToOtherBoard';
  return last.standing === 'takenOver' ? 'handlingMovedToOtherBoard' : 'placementEnded';
}

import type { Json } from '../../../domain/kernel/text';
import { plusSeconds } from '../../../domain/time/instant';
import type { Occasion } from './staff';

type Body = Readonly<Record<string, Json>>;

const DAY = 86_400;

/** A consent to what one does in a case; some end, some name the wrong ones. */
export function consentBody({ world, file, chance }: Occasion): Body {
  const { units, police, categories, purposes } = world.profile;
  const home = file.state.intake.homeDistrict;
  const named = [...(home === undefined ? [] : [home]), ...chance.sample(police, 0.7).map(({ id }) => id)];
  const others = chance.sample(units, 0.15).map(({ id }) => id);
  const sav = file.unit !== 'sav' && chance.hits(0.6) ? ['sav'] : [];
  const ends = chance.hits(0.25)
    ? { until: plusSeconds(world.now, (chance.below(12) - 1) * DAY + 3600) }
    : {};
  return {
    purpose: chance.hits(0.8)
      ? 'exitProcess'
      : chance.pick(['transfer', 'threatAssessment', chance.some(purposes)?.id ?? 'nothing']),
    recipients: [...new Set([...named, ...sav, ...others])].filter(
      (id) => id !== file.unit || chance.hits(0.05),
    ),
    categories: [
      ...new Set([
        ...(chance.hits(0.9) ? ['core'] : []),
        ...(sav.length > 0 ? ['question', 'criteria', 'threatAssessment'] : []),
        ...chance.sample(categories, 0.5).flatMap(({ id }) => (id === 'core' ? [] : id)),
      ]),
    ],
    form: 'oral',
    receivedBy: `${file.unit}-caseworker1`,
    givenAt: world.now,
    ...ends,
  };
}

/** What a consent of the file might carry. */
export function disclosureBody({ world, file, chance }: Occasion): Body {
  const consent = chance.some(Object.values(file.state.consent.consents));
  if (consent === undefined)
    return { consent: 's-unknown', recipient: 'sav', categories: [], purpose: 'transfer' };
  const { id, recipients, categories, purpose } = consent;
  const others = world.profile.categories.map((category) => category.id);
  return {
    ...{ consent: id, purpose, recipient: chance.some(recipients) ?? '' },
    categories: chance.sample(chance.hits(0.8) ? categories : others, 0.8),
  };
}

/** Mostly what one might want to tell; now and then anything to anybody. */
export function groundBody({ world, file, chance }: Occasion): Body {
  const { grounds, units, police, authorities, categories } = world.profile;
  const others = units.filter(({ id }) => id !== file.unit);
  const ground = chance.some(grounds);
  const leadsTo = ground?.direction.includes('socialServices') === true ? others : police;
  const anybody = [...units, ...police, ...authorities];
  return {
    ground: ground?.id ?? '',
    recipient: chance.some(chance.hits(0.9) ? leadsTo : anybody)?.id ?? '',
    categories: ground?.categories ?? chance.sample(categories, 0.2).map(({ id }) => id),
  };
}

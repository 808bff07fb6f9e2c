import type { ReceivedLetter } from '../../../domain/letters/letter';
import type { Letter } from '../../../domain/letters/letter';
import { postOutside } from './post';
import type { Chance } from './chance';
import type { World } from './world';

/** What the police know of one request: what they were told, and what they have answered. */
export interface PoliceRecord {
  readonly reference: string;
  stopTold: boolean;
  asked: boolean;
  /** It is a question of serious crime, and no assessment. */
  crime: boolean;
  readonly answers: { readonly letterId: string; readonly from: string }[];
}

/** The police take a letter into their own records, once or more often. */
export function heldByPolice(records: Map<string, PoliceRecord>, { reference, kind }: ReceivedLetter): void {
  // What is told them on a legal ground asks for no answer.
  if (kind === 'disclosure') return;
  const record = records.get(reference) ?? {
    reference,
    stopTold: false,
    asked: false,
    crime: false,
    answers: [],
  };
  records.set(reference, record);
  if (kind === 'assessmentStopped') record.stopTold = true;
  if (kind === 'threatAssessmentRequest' || kind === 'seriousCrimeQuestion') record.asked = true;
  if (kind === 'seriousCrimeQuestion') record.crime = true;
}

interface Answer {
  readonly from: 'las' | 'bops';
  readonly reference: string;
  readonly final: boolean;
  readonly stage: 'initial' | 'inDepth';
  readonly level: 'low' | 'high';
  readonly replaces?: string;
}

/** A result goes into the post; the reference leads it to the unit and the case. */
export function answerOf(world: World, answer: Answer): void {
  const { from, reference, ...result } = answer;
  const [unit = '', ...rest] = reference.split('.');
  world.commands += 1;
  const letterId = `${from}-${world.commands.toString()}`;
  const isCrime = world.police.get(reference)?.crime === true;
  const kind = isCrime ? 'policeSeriousCrimeAnswer' : 'policeAssessment';
  const said = isCrime ? { answer: result.level === 'high' ? 'stop' : 'goOn' } : { nature: 'concrete' };
  const letter: Letter = {
    ...{ letterId, kind, to: unit, reference, fromCase: reference, enclosures: [] },
    toCase: rest.slice(0, -1).join('.'),
    facts: { ...result, ...said, assessedAt: world.now },
  };
  world.police.get(reference)?.answers.push({ letterId, from });
  postOutside(world.post, from, letter);
}

/** LAS or BOPS says something: initial or final, high or low, a correction, now and then about nothing we know. */
export function policeMove(world: World, chance: Chance): void {
  const record = chance.some([...world.police.values()]);
  const from = chance.pick(['las', 'bops'] as const);
  const own = from === 'las' ? 'initial' : 'inDepth';
  const other = from === 'las' ? 'inDepth' : 'initial';
  const corrected = chance.some(record?.answers.filter((answer) => answer.from === from) ?? []);
  const unknown = `sav.c${chance.below(5).toString()}.r-unknown`;
  answerOf(world, {
    from,
    reference: record === undefined || chance.hits(0.04) ? unknown : record.reference,
    final: chance.hits(0.5),
    stage: chance.hits(0.04) ? other : own,
    level: chance.pick(['low', 'high']),
    ...(corrected !== undefined && chance.hits(0.4) ? { replaces: corrected.letterId } : {}),
  });
}

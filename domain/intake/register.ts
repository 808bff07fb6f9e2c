import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Action, Decision } from '../kernel/step';
import type { Json } from '../kernel/text';
import { channelOf, nameIn, unitOf, unitsByFunction } from '../profile/lookup';
import { agesIn } from './age';
import { registrarAssigned } from './assign';
import { isOpened } from './questions';
import type { ApplicationRegistered, CaseworkerAssigned } from './state';

/** What a registration tells; the applicant's identity is in the vault, the wish among the notes. */
interface Registration {
  readonly channel: string;
  readonly receivedAt: string;
  /** Whole years on the local day of `receivedAt`. */
  readonly age: number;
  readonly inCustody: boolean;
  readonly agesToCome?: Json;
  /** The rejected application after which the person applies again (RSP-7). */
  readonly earlierApplication?: string;
}

/** DEF-1: a younger applicant is not registered; the way to the ordinary social services is told. */
function oldEnough(age: number, { profile }: Context): Obstacle | undefined {
  if (age >= profile.minimumAge) return undefined;
  const ways = unitsByFunction(profile, 'district');
  const way = (language: 'en' | 'sv'): string => ways.map((unit) => unit.contact[language]).join('; ');
  const years = profile.minimumAge.toString();
  return obstacle(
    'DEF-1',
    `The routine takes persons aged ${years} or over. Nothing is registered here; tell the applicant the way to the home district: ${way('en')}.`,
    `Rutinen gäller personer från ${years} år. Inget registreras här; berätta vägen till stadsområdets socialtjänst: ${way('sv')}.`,
  );
}

/** INT-1: the channel decides which unit receives. */
function ownChannel(channel: string, { profile, unit }: Context): Obstacle | undefined {
  const way = channelOf(profile, channel);
  const own = unitOf(profile, unit);
  if (way !== undefined && way.unitFunction === own?.function) return undefined;
  return obstacle(
    'INT-1',
    `An application by the channel “${nameIn(profile.channels, channel, 'en')}” is not received by this unit.`,
    `En ansökan genom kanalen ”${nameIn(profile.channels, channel, 'sv')}” tas inte emot av den här enheten.`,
  );
}

/** RSP-8: inside an ongoing case it is the caseworker of that case who registers. */
function ongoingCaseworker(channel: string, { profile, actor }: Context): Obstacle | undefined {
  if (channelOf(profile, channel)?.ongoing !== true) return undefined;
  if (actor.kind === 'person' && actor.roles.includes('caseworker')) return undefined;
  return obstacle(
    'RSP-8',
    'An application in an ongoing case is registered by a caseworker of that case.',
    'En ansökan i ett pågående ärende aktualiseras av den som handlägger ärendet.',
  );
}

/**
 * Registers an application at the unit that received it (INT-2). Other files on the same person play no part (CON-10).
 * The competent caseworker who registers is assigned, at the duty desk whoever receives; everything else waits for assignment (ACC-2, FUP-6).
 */
export function registerApplication(state: CaseState, action: Action, context: Context): Decision {
  const fields = fieldsOf<Registration>(action);
  const own = unitOf(context.profile, context.unit);
  const agesToCome = agesIn(fields.agesToCome);
  const checks = [
    isOpened(state)
      ? obstacle(
          'INT-2',
          'The application is already registered in this case.',
          'Ansökan är redan aktualiserad i ärendet.',
        )
      : undefined,
    oldEnough(fields.age, context),
    ownChannel(fields.channel, context),
    ongoingCaseworker(fields.channel, context),
    fields.receivedAt > context.now
      ? obstacle(
          'INT-1',
          'The application cannot have been received later than now.',
          'Ansökan kan inte ha kommit in senare än nu.',
        )
      : undefined,
  ];
  return unless<ApplicationRegistered | CaseworkerAssigned>(checks, () => [
    {
      type: 'ApplicationRegistered',
      rules: ['INT-1', 'INT-2', 'TRF-6', ...pathOf(fields.channel, context)],
      applicationRef: idOf(context, 'a'),
      channel: fields.channel,
      receivedAt: fields.receivedAt,
      inCustody: fields.inCustody,
      ...(fields.earlierApplication === undefined ? {} : { earlierApplication: fields.earlierApplication }),
      ...(action.person === undefined ? {} : { person: action.person }),
      ...(own === undefined ? {} : { registeredBy: own.function }),
      ...(agesToCome === undefined ? {} : { agesToCome }),
    },
    ...registrarAssigned(context),
  ]);
}

/** From an ongoing case it goes the same way on as from anywhere (RSP-8). */
function pathOf(channel: string, { profile }: Context): readonly RuleId[] {
  return channelOf(profile, channel)?.ongoing === true ? ['RSP-8'] : [];
}

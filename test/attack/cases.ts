import type { AtCase } from '../../dev/demo/at-case';
import { consentTo, offeredCase, telephone, waitingCases } from '../../dev/demo/common';
import { applicants } from '../../dev/demo/people';
import type { Stage } from '../../dev/demo/stage';

/** References to ask about, and who must find nothing under them. */
export interface Cases {
  /** SAV's, at work. */
  readonly own: string;
  /** SAV's, which its first caseworker has lost. */
  readonly lost: string;
  /** Hisingen's, which SAV never had. */
  readonly other: string;
  /** Nordost's own file of an exit that Hisingen handed over. */
  readonly handedOver: string;
  /** Hisingen's file of the same exit. */
  readonly sender: string;
}

/** Of the right shape, and nobody's. */
export const UNKNOWN = 'c-0000000000000000';

const told = 'attack (invented)';

async function opened(stage: Stage, who: string, channel: string): Promise<AtCase> {
  const body = { ...telephone(applicants.notSpecial, 'Attack (invented).'), channel };
  return stage.at(who, await stage.open(who, body, told));
}

async function handOver(stage: Stage): Promise<Pick<Cases, 'handedOver' | 'sender'>> {
  const sender = await opened(stage, 'hisingen.caseworker', 'reception');
  const before = await waitingCases(stage, 'nordost.reception');
  await sender.act('set-home-district', { district: 'nordost', basis: 'Invented.' }, told);
  await sender.act('give-consent', consentTo('transfer', ['nordost'], ['core'], 'hisingen.caseworker'), told);
  await sender.act('offer-transfer', { to: 'nordost', categories: [], reason: 'Invented.' }, told);
  const handedOver = await offeredCase(stage, 'nordost.reception', before);
  await stage.at('nordost.reception', handedOver).act('confirm-receipt', {}, told);
  await sender.until(told, (view) => !view.holdsApplication);
  return { handedOver, sender: sender.caseRef };
}

/** One case of each kind, in a few units. */
export async function makeCases(stage: Stage): Promise<Cases> {
  const own = await opened(stage, 'sav.caseworker', 'defectorTelephone');
  await own.act('give-consent', consentTo('transfer', ['hisingen'], ['core'], 'sav.caseworker'), told);
  const lost = await opened(stage, 'sav.caseworker', 'defectorTelephone');
  const assigned = { person: 'sav.caseworker2', standIns: [] };
  await stage.at('sav.supervisor', lost.caseRef).act('assign-caseworker', assigned, told);
  const other = await opened(stage, 'hisingen.caseworker', 'reception');
  await other.act('give-consent', consentTo('transfer', ['nordost'], ['core'], 'hisingen.caseworker'), told);
  const moved = await handOver(stage);
  return { own: own.caseRef, lost: lost.caseRef, other: other.caseRef, ...moved };
}

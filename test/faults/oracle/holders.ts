import type { EventBase } from '../../../domain/kernel/event';
import type { Findings } from './findings';
import type { CaseJournal } from './journals';

/** How an application came to a file, and by which transfer it left it again. */
interface Hold {
  readonly caseRef: string;
  readonly by: string;
  leftBy?: string;
}

interface Told extends EventBase {
  readonly applicationRef?: string;
  readonly transferId?: string;
}

/** What only the holder of the application does, written down by hand from the routine (TRF-6). */
const handling: readonly string[] = [
  'TransferOffered',
  'ReceiptRecorded',
  'CriterionRecorded',
  'MotivationRecorded',
];

/**
 * At every instant an application is with one file or in one package: it was registered once, each taking over has the one release that
 * it belongs to, and no file acts on it before it has come or after it has left. By the order of each journal and by the transfers
 * between them, so that no clock that was wrong plays a part.
 */
export function checkHolders(journals: readonly CaseJournal[], findings: Findings): void {
  const holds = new Map<string, Hold[]>();
  for (const journal of journals) follow(journal, holds, findings);
  for (const [application, of] of holds) {
    const registered = of.filter(({ by }) => by === 'registered');
    if (registered.length !== 1)
      findings.add('holders not 1', `${application}: registered ${registered.length} times`);
    const released = of.flatMap(({ leftBy }) => (leftBy === undefined ? [] : [leftBy]));
    for (const { by, caseRef } of of) {
      if (by === 'registered') continue;
      const releases = released.filter((transfer) => transfer === by).length;
      const takings = of.filter((other) => other.by === by).length;
      if (releases !== 1 || takings !== 1)
        findings.add(
          'holders not 1',
          `${caseRef}: ${by} released ${releases} and taken over ${takings} times`,
        );
    }
    const onItsWay = released.filter((transfer) => !of.some(({ by }) => by === transfer)).length;
    const held = of.filter(({ leftBy }) => leftBy === undefined).length;
    if (held + onItsWay !== 1)
      findings.add('holders not 1', `${application}: with ${held} files and in ${onItsWay} packages`);
  }
}

const comings: readonly string[] = ['ApplicationRegistered', 'ApplicationTakenOver'];

function follow({ caseRef, steps }: CaseJournal, holds: Map<string, Hold[]>, findings: Findings): void {
  let now: Hold | undefined;
  for (const event of steps.flatMap(({ events }) => events as readonly Told[])) {
    const { type, transferId = '' } = event;
    if (comings.includes(type)) now = come(event, caseRef, holds);
    else if (handling.includes(type) && !isHeld(now))
      findings.add('holders not 1', `${caseRef}: ${type} without holding the application`);
    if (type === 'ReceiptRecorded' && now !== undefined) now.leftBy = transferId;
  }
}

function come(
  { type, applicationRef = '', transferId = '' }: Told,
  caseRef: string,
  holds: Map<string, Hold[]>,
): Hold {
  const hold = { caseRef, by: type === 'ApplicationRegistered' ? 'registered' : transferId };
  holds.set(applicationRef, [...(holds.get(applicationRef) ?? []), hold]);
  return hold;
}

function isHeld(hold: Hold | undefined): boolean {
  return hold !== undefined && hold.leftBy === undefined;
}

import { readFileSync } from 'node:fs';

import { commandId } from '../../../security/references';
import type { Command, Ledger } from '../load/ledger';
import type { Installation } from '../service/installation';
import type { Findings } from './findings';
import { grouped } from './grouped';
import type { CaseJournal } from './journals';

/** Every acknowledged change stands in the journal once, every other at most once, and nobody's that nobody asked for. */
export function checkSteps({ commands }: Ledger, journals: readonly CaseJournal[], findings: Findings): void {
  const secrets = new Map<Installation, Buffer>();
  const idOf = ({ unit, person, key }: Command, by: Installation): string => {
    const secret = secrets.get(by) ?? readFileSync(by.secretFile);
    secrets.set(by, secret);
    return commandId(secret, unit, person, key);
  };
  const inCase = grouped(commands, ({ caseRef }) => caseRef ?? '');
  const opening = inCase.get('') ?? [];
  const known = new Set(journals.map(({ caseRef }) => caseRef));
  for (const [caseRef, asked] of inCase)
    if (caseRef !== '' && !known.has(caseRef) && asked.some(({ told }) => told === 'done'))
      findings.add('lost steps', `${caseRef}: no such case is in a journal`);
  for (const journal of journals) {
    const begun = opening.filter(({ unit }) => unit === journal.unit);
    const asked = [...(inCase.get(journal.caseRef) ?? []), ...begun];
    checkCase(journal, asked, (command) => idOf(command, journal.by), findings);
  }
}

function checkCase(
  { caseRef, steps }: CaseJournal,
  asked: readonly Command[],
  idOf: (command: Command) => string,
  findings: Findings,
): void {
  steps.forEach(({ seq }, nth) => {
    if (seq !== nth + 1) findings.add('lost steps', `${caseRef}: no step ${nth + 1}`);
  });
  const done = steps.filter(({ refusal }) => refusal === undefined);
  for (const command of asked) {
    const id = idOf(command);
    // A try after a recorded refusal has the id with a number.
    const found = done.filter((step) => step.commandId === id || step.commandId.startsWith(`${id}-`)).length;
    const what = `${caseRef}: ${command.action} ${command.key}`;
    if (found === 0 && command.told === 'done') findings.add('lost steps', what);
    if (found > 1 || (found === 1 && command.told === 'refused')) findings.add('doubled steps', what);
  }
  // By the names alone, so that no id hides an effect that came twice.
  const people = done.filter(({ actor }) => actor.kind === 'person');
  for (const [action, those] of grouped(people, (step) => step.action)) {
    const wanted = asked.filter((command) => command.action === action).length;
    if (those.length > wanted)
      findings.add('doubled steps', `${caseRef}: ${those.length} × ${action}, asked for ${wanted} times`);
  }
}

import { log, setHandler } from '@temporalio/workflow';
import type { LetterHeader } from '../domain/letters/letter';
import { caseUpdates, letterSignals } from '../messages/case-messages';
import type { CaseCommand, CommandAnswer } from '../messages/case-messages';
import { commandAttempt, withdrawnConsent } from './attempts';
import type { CaseRun } from './case-run';
import { stopCarriedBy } from './deliveries';
import { faultFailure, refusalFailure, unavailable } from './failures';
import { isReadable } from './readable';

import { whyNot } from './rules';

/** Registers every message of a case, before anything is awaited. */
export function registerHandlers(run: CaseRun): void {
  for (const update of caseUpdates.values()) {
    setHandler(update, (command: CaseCommand) => accept(run, command), {
      validator: (command: CaseCommand) => {
        validate(run, command);
      },
    });
  }
  for (const signal of letterSignals) {
    setHandler(signal, (header: LetterHeader) => {
      if (isReadable(header)) enqueue(run, { kind: 'letter', header });
      else log.error('a signal could not be opened and was dropped', { caseRef: run.file.caseRef });
    });
  }
}

/** A refusal here leaves no history. The same question is asked again when the command has its turn. */
function validate(run: CaseRun, command: CaseCommand): void {
  if (!isReadable(command)) throw faultFailure();
  if (run.file.outcomes.has(command.commandId)) return;
  if (run.storeAway) throw unavailable();
  // A worker died between commit and answer, so the journal has a step that this run does not know yet; in its turn it will (ADR 0002).
  if ((command.seenSeq ?? 0) > run.file.seq) return;
  const refusal = whyNot(run.file, commandAttempt(command));
  if (refusal !== undefined) throw refusalFailure(refusal);
}

function accept(run: CaseRun, command: CaseCommand): Promise<CommandAnswer> {
  return new Promise((resolve, reject) => {
    enqueue(run, { kind: 'command', command, resolve, reject });
  });
}

function enqueue(run: CaseRun, job: CaseRun['queue'][number]): void {
  const consentId = withdrawnConsent(job);
  if (consentId !== undefined) stopCarriedBy(run, consentId);
  run.queue.push(job);
}

import { Client } from '@temporalio/client';
import type { Connection } from '@temporalio/client';
import type { PartyId } from '../domain/kernel/actor';
import { toInstant } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import { namespaceOf } from '../messages/case-messages';
import { UNADDRESSED } from '../store/inbox';
import type { Config } from './config';
import { runMailer } from './mailer';
import { runRelay } from './relay';
import { betweenLooks, runRepair } from './revive';
import { runSweeper } from './sweeper';
import { tracedSignals } from './traced-signals';
import { converterOf } from './unit-worker';
import type { Parts } from './wiring';

/** What goes on beside the workers: relays, repair, the mailer and the sweeper. Each reports its faults and tries again. Returns when the signal is aborted. */
export async function runLoops(
  config: Config,
  parts: Parts,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  const { store, keyRing, database, telling } = parts;
  const { report, tracer } = telling;
  const { inbox, cases, notes } = store;
  const unitLoops = config.units.map(async (unit) => {
    const namespace = namespaceOf(config.temporal.namespacePrefix, unit);
    const client = new Client({
      ...{ connection, namespace, dataConverter: converterOf(unit, parts, 'refuse') },
      interceptors: { workflow: tracer.isOn ? [tracedSignals(tracer)] : [] },
    });
    await Promise.all([
      runRepair({ client, database, unit, report, pause: betweenLooks }, signal),
      runRelay({ unit, client, inbox, cases, keyRing, report }, signal),
    ]);
  });
  const unaddressed = runRelay({ unit: UNADDRESSED, inbox, cases, keyRing, report }, signal);
  const sweeper = runSweeper(config.units, notes, report, signal);
  await Promise.all([...unitLoops, unaddressed, mailerOf(config.units, parts, signal), sweeper]);
}

/** Without a mail server notices stand in the built-in inbox, and what would be mailed waits. */
async function mailerOf(
  units: readonly PartyId[],
  { mail, store, telling }: Parts,
  signal: AbortSignal,
): Promise<void> {
  if (mail === undefined) return;
  const now = (): Instant => toInstant(Date.now());
  await runMailer({ ...mail, units, mails: store.noticeMails, now, report: telling.report }, signal);
}

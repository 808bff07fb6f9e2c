import type { PartyId } from '../domain/kernel/actor';
import { toInstant } from '../domain/time/instant';
import { ifAway } from '../security/key-away';
import type { AccessLog } from '../store/access-log';
import { counted } from './ops/counted';
import { retireOld, rewrapAll, takeCensus, targetVersion } from './key-rotation';
import type { RotationParts } from './key-rotation';

/** What an operator can do with the keys of a unit. */
export const keyTasks = ['status', 'rotate', 'retire'] as const;

/** One task of an operator, of one unit. */
export interface KeyTask {
  readonly task: (typeof keyTasks)[number];
  readonly unit: PartyId;
  /** Without it nothing is changed: what would be done is said. */
  readonly isMeant: boolean;
}

/** What the command works with. */
export interface KeyCommandParts extends RotationParts {
  readonly accessLog: Pick<AccessLog, 'write'>;
  readonly say: (line: string) => void;
  /** Hears how far it is. */
  readonly tell: (line: string) => void;
  readonly now: () => Date;
}

/**
 * Does a task and says what was done (ADR 0017). Every look stands in the unit's log, and every change before it begins and when it is
 * done (AUD-1).
 *
 * @throws NotRetired, and whatever the store or the master keys throw
 */
export async function runKeyTask(parts: KeyCommandParts, { task, unit, isMeant }: KeyTask): Promise<void> {
  switch (task) {
    case 'status':
      await status(parts, unit);
      // Where the unit's key does not open its log takes no line; status is how that is found out.
      return log(parts, unit, 'keyStatus', 'answered').catch(ifAway);
    case 'rotate':
      return rotate(parts, unit, isMeant);
    case 'retire':
      return retire(parts, unit, isMeant);
  }
}

async function status(parts: KeyCommandParts, unit: PartyId): Promise<void> {
  const { byVersion, damaged } = await takeCensus(unit, parts);
  for (const { version, since } of await parts.masterKeys.versions(unit))
    parts.say(
      `Version ${version}, since ${since.toISOString()}: wraps ${counted(byVersion.get(version) ?? 0, 'key')}`,
    );
  for (const keyId of damaged)
    parts.say(
      `Does not open: ${keyId}. Its case waits; bring the row back from a backup, and with it the version of the master key of its time.`,
    );
}

async function rotate(parts: KeyCommandParts, unit: PartyId, isMeant: boolean): Promise<void> {
  const { say } = parts;
  const census = await takeCensus(unit, parts);
  const { version, isNew } = await targetVersion(unit, parts, census);
  const waiting = isNew ? total(census.byVersion) : total(census.byVersion, version);
  say(
    isNew
      ? `A new version ${version} of the master key of ${unit}`
      : `Goes on with version ${version}, begun before`,
  );
  say(`Keys to be wrapped anew: ${waiting}; the service may run meanwhile`);
  if (!isMeant) {
    await log(parts, unit, 'rotateKeys', 'answered');
    say('Nothing was done. Say --do to do it.');
    return;
  }
  await log(parts, unit, 'rotateKeys', 'begun');
  if (isNew) await parts.masterKeys.addVersion(unit);
  const done = await rewrapAll(unit, parts, (count) => {
    parts.tell(`${count} of ${waiting} keys`);
  });
  await log(parts, unit, 'rotateKeys', 'done');
  say(
    `Wrapped anew: ${done}. Version ${version} wraps from now on; retire the ones before when you have a backup of it.`,
  );
  for (const keyId of census.damaged) say(`Left as it is, since it does not open: ${keyId}`);
}

async function retire(parts: KeyCommandParts, unit: PartyId, isMeant: boolean): Promise<void> {
  if (!isMeant) {
    await log(parts, unit, 'retireKeys', 'answered');
    parts.say(`The versions before the newest would be put out of use for ${unit}. Say --do to do it.`);
    return;
  }
  await log(parts, unit, 'retireKeys', 'begun');
  const version = await retireOld(unit, parts, parts.now());
  await log(parts, unit, 'retireKeys', 'done');
  parts.say(
    `Only version ${version} and later are used now. Nothing was destroyed; old backups need the old versions.`,
  );
}

function total(byVersion: ReadonlyMap<number, number>, before = Infinity): number {
  return [...byVersion].reduce((sum, [version, count]) => (version < before ? sum + count : sum), 0);
}

function log(
  parts: KeyCommandParts,
  unit: PartyId,
  action: string,
  outcome: 'answered' | 'begun' | 'done',
): Promise<void> {
  const at = toInstant(parts.now().getTime());
  const who = { who: 'operator', roles: ['operator'] };
  return parts.accessLog.write({ at, unit, ...who, action, outcome, rules: [] });
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { root } from '../root';

const run = promisify(execFile);

/** One service, as Compose itself reads it: variables filled in, anchors merged, paths absolute. */
export interface Service {
  readonly image: string;
  readonly user: string;
  readonly entrypoint?: readonly string[] | null;
  readonly command?: readonly string[] | null;
  readonly working_dir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly Mount[];
  readonly secrets?: readonly { readonly source: string; readonly target: string }[];
  readonly tmpfs?: readonly string[];
  readonly profiles?: readonly string[];
  readonly network_mode?: string;
  readonly networks?: Readonly<Record<string, { readonly aliases?: readonly string[] } | null>>;
  readonly depends_on?: Readonly<Record<string, Dependency>>;
  readonly healthcheck?: Healthcheck;
  readonly stop_grace_period?: string;
  readonly read_only?: boolean;
}

/** What is mounted where: a path of this machine, or a named volume. */
export interface Mount {
  readonly type: 'bind' | 'volume';
  readonly source: string;
  readonly target: string;
  readonly read_only?: boolean;
}

interface Dependency {
  readonly condition: 'service_healthy' | 'service_completed_successfully' | 'service_started';
  readonly required: boolean;
}

/** How it is known that a service works. */
export interface Healthcheck {
  readonly test?: readonly string[];
  readonly interval?: string;
  readonly retries?: number;
  readonly start_period?: string;
  readonly disable?: boolean;
}

/** All that Compose makes of `docker-compose.yml`. */
export interface Model {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

/** Asks Compose about the file under all profiles; nothing of the caller's environment goes before what the settings say. */
export async function askCompose(
  compose: string,
  envFile: string,
  command: readonly string[],
): Promise<string> {
  const args = ['--env-file', envFile, '--profile', '*', ...command];
  const env = { PATH: '/usr/bin:/bin', HOME: '/' };
  return (await run(compose, args, { cwd: root, env, maxBuffer: 16 * 1024 * 1024 })).stdout;
}

/**
 * Has Compose read and check the file.
 *
 * @param compose the program
 * @throws Error with Compose's own words
 */
export async function readModel(compose: string, envFile: string): Promise<Model> {
  const stdout = await askCompose(compose, envFile, ['config', '--format', 'json']);
  // What Compose prints is itself a Compose file, in which a dollar stands twice.
  return JSON.parse(stdout, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('$$', '$') : value,
  ) as Model;
}

/** The services that `docker compose up` starts under the profiles, each after those that it depends on. */
export function startOrder({ services }: Model, profiles: readonly string[]): readonly string[] {
  const order: string[] = [];
  const isOn = (name: string): boolean => {
    const wanted = services[name]?.profiles ?? [];
    return wanted.length === 0 || wanted.some((profile) => profiles.includes(profile));
  };
  const visit = (name: string): void => {
    if (order.includes(name) || !isOn(name)) return;
    for (const needed of Object.keys(services[name]?.depends_on ?? {})) visit(needed);
    order.push(name);
  };
  for (const name of Object.keys(services)) visit(name);
  return order;
}

/** Milliseconds of a time as Compose writes it: `1m30s`. */
export function millis(span: string | undefined, otherwise: number): number {
  if (span === undefined) return otherwise;
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  return [...span.matchAll(/([\d.]+)(ms|[smh])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
}

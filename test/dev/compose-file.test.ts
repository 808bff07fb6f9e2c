import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { root } from '../../dev/root';

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly restart?: string;
  readonly mem_limit?: string;
  readonly pids_limit?: number;
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly networks?: unknown;
  readonly network_mode?: string;
  readonly volumes?: readonly (string | { readonly read_only?: boolean; readonly bind?: object })[];
  readonly profiles?: readonly string[];
}

const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services, networks } = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
};
const all = Object.entries(services);
const isJob = ({ healthcheck }: Service): boolean => healthcheck?.disable === true;

test.each(all)('%s: nobody is root, nothing can be written but what is mounted', (_name, service) => {
  expect(service).toMatchObject({
    user: expect.stringContaining('SLUSS_UID') as string,
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  });
});

test.each(all)('%s: bounds on memory and processes, and time to end', (_name, service) => {
  expect(service.mem_limit).toMatch(/^\d+[mg]$/);
  expect(service.pids_limit).toBeLessThanOrEqual(512);
  expect(service.stop_grace_period).toMatch(/^\d+s$/);
});

test.each(all)(
  '%s: has a health check and is started again, or is a job that runs once',
  (_name, service) => {
    const kept = service.healthcheck?.test?.[0] === 'CMD' && service.restart === 'unless-stopped';
    expect(kept || (isJob(service) && service.restart === 'no')).toBe(true);
  },
);

test.each(all)('%s: waits for health, and for the end of jobs', (_name, { depends_on: needed = {} }) => {
  const wrong = Object.entries(needed).filter(([name, { condition }]) => {
    const job = services[name];
    const wanted = job !== undefined && isJob(job) ? 'service_completed_successfully' : 'service_healthy';
    return condition !== wanted;
  });
  expect(wrong).toEqual([]);
});

test.each(all)('%s: the image is pinned to a version', (_name, { image }) => {
  expect(image).toMatch(/^(sluss(-try)?:\$\{SLUSS_VERSION:-local\}|[\w/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?)$/);
});

test.each(all)('%s: what is published is reached from this machine only', (_name, { ports = [] }) => {
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
});

test.each(all)(
  '%s: no secret stands in a variable, only where its file is',
  (_name, { environment = {} }) => {
    const secret = /PASSWORD|PWD|SECRET|TOKEN_KEY_|_KEY$|CREDENTIAL/;
    const wrong = Object.entries(environment).filter(
      ([name, value]) => secret.test(name) && !/^\/run\/(secrets|sluss)\//.test(String(value)),
    );
    expect(wrong).toEqual([]);
    expect(JSON.stringify(environment)).not.toMatch(/:\/\/[^/"]*:[^/"]*@/);
  },
);

test('the database and the engine are reached by nobody outside, and publish nothing', () => {
  expect(networks).toMatchObject({ data: { internal: true }, engine: { internal: true } });
  expect(services['postgres']).toMatchObject({ networks: ['data'] });
  for (const name of ['postgres', 'temporal', 'worker', 'tokens'])
    expect(services[name]?.ports).toBeUndefined();
  expect(services['tokens']?.network_mode).toBe('none');
});

test('what plays the sign-in and the partners runs only when it is asked for', () => {
  const optional = all.filter(([, { profiles }]) => profiles !== undefined).map(([name]) => name);
  const stands = all.filter(([, { image }]) => image.startsWith('sluss-try:')).map(([name]) => name);
  expect(optional).toEqual(expect.arrayContaining(stands));
});

test('only the operator’s tools may write a key', () => {
  const writing = all.filter(([, { volumes = [] }]) =>
    volumes.some((mount) => typeof mount === 'object' && 'bind' in mount && mount.read_only !== true),
  );
  expect(writing.map(([name]) => name)).toEqual(['ops']);
});

test('no secret has a value of its own, and every mount that is missing stops the start', () => {
  expect(text).not.toMatch(/(password|secret)\s*[:=]\s*['"]?[A-Za-z0-9]{6,}['"]?$/im);
  const binds = all.flatMap(([, { volumes = [] }]) => volumes.filter((mount) => typeof mount === 'object'));
  for (const mount of binds.filter((one) => 'bind' in one))
    expect(mount).toMatchObject({ bind: { create_host_path: false } });
});

describe('what a container’s log would keep in the clear', () => {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');

  test('NTF-1: the web server in front logs no request, not even one that failed', () => {
    const front = read('compose/front.conf');
    expect(front.match(/^\s*(access|error)_log .*$/gm)?.map((line) => line.trim())).toEqual([
      'error_log stderr emerg;',
      'access_log off;',
    ]);
  });

  test('NTF-1: Temporal’s UI logs none: details that were opened stand in its addresses', () => {
    expect(parse(read('dev/real/config/temporal-ui.yaml').replaceAll(/\{\{.*?\}\}/g, ''))).toMatchObject({
      hideLogs: true,
    });
  });
});

describe('the image', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const stage = (name: string): string =>
    dockerfile
      .split(/^(?=FROM )/m)
      .find((part) => part.startsWith(`FROM `) && part.includes(`AS ${name}\n`)) ?? '';
  const copied = (name: string): readonly string[] =>
    [...stage(name).matchAll(/^COPY (\w+) /gm)].map(([, room = '']) => room);
  const rooms = readdirSync(root, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && readdirSync(join(root, entry.name)).some((name) => name.endsWith('.ts')),
    )
    .map(({ name }) => name);
  const outside = ['bench', 'dev', 'test'];

  test('holds every room that runs in production, and none of those that build and prove', () => {
    const wanted = [
      ...rooms.filter((room) => !outside.includes(room)),
      'workflows',
      'profiles',
      'domain',
      'messages',
    ];
    expect([...copied('service')].sort()).toEqual([...new Set(wanted)].sort());
    expect(stage('service')).not.toContain('all-packages');
  });

  test('has the packages of production only, without their scripts, from a pinned base, and runs as nobody', () => {
    expect(stage('packages')).toMatch(/RUN npm ci --omit=dev --ignore-scripts/);
    expect(stage('base')).toMatch(/^FROM node:\d+\.\d+\.\d+-\w+-slim AS base/);
    expect(stage('service')).toMatch(/^USER 10001:10001$/m);
    expect(stage('service')).toMatch(/^HEALTHCHECK .*CMD \["node"/m);
  });

  test('takes nothing from the folder but what is named', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
    expect(ignored).toContain('*');
    for (const name of ['secrets', '.env', '.sluss', 'test', 'node_modules'])
      expect(ignored).not.toContain(`!${name}`);
  });
});

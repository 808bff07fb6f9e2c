import { readFileSync } from 'node:fs';
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
  readonly volumes?: readonly (
    string | { readonly target: string; readonly read_only?: boolean; readonly bind?: object }
  )[];
  readonly secrets?: readonly string[];
  readonly profiles?: readonly string[];
}

const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const { services, networks } = parse(text, { merge: true, maxAliasCount: -1 }) as {
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
  expect(image).toMatch(
    /^(sluss(-try|-backup)?:\$\{SLUSS_VERSION:-local\}|[\w/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?)$/,
  );
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

test('only the operator’s tools may write a key, and a backup only its own folder', () => {
  const written = all.flatMap(([name, { volumes = [] }]) =>
    volumes.flatMap((mount) =>
      typeof mount === 'object' && 'bind' in mount && mount.read_only !== true ? [[name, mount.target]] : [],
    ),
  );
  expect(written).toEqual([
    ['ops', '/run/sluss/master'],
    ['ops-backup', '/backups'],
    ['log', '/backups'],
  ]);
});

test('the superuser’s password is read by the database, its jobs and the backup alone', () => {
  const reading = all.filter(([, { secrets = [] }]) => secrets.includes('superuser-database'));
  expect(reading.map(([name]) => name)).toEqual(['postgres', 'databases', 'ops-backup']);
});

test('the client that makes backups is of the server’s major version', () => {
  const [, major = ''] = /^postgres:(\d+)\./.exec(services['postgres']?.image ?? '') ?? [];
  expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain(` postgresql-client-${major} `);
});

describe('what is told of the processes', () => {
  const telling = ['worker', 'api', 'codec'] as const;

  test.each(telling)('%s: by its monitor, over plain HTTP, to this container and one network', (name) => {
    const { environment = {}, networks: own } = services[name] ?? {};
    expect(environment).toMatchObject({
      SLUSS_MONITOR_NETWORKS: '127.0.0.1,${SLUSS_MONITOR_SUBNET:-172.31.252.0/24}',
    });
    expect(own).toContain('monitor');
  });

  test('the codec server’s health is not asked by its certificate, which may be for another name', () => {
    expect(services['codec']?.environment).toMatchObject({
      SLUSS_MONITOR_PORT: 9466,
      SLUSS_HEALTH_URL: 'http://127.0.0.1:9466/readyz',
    });
  });

  test('nobody else is in that network, and nothing leads out of it', () => {
    const members = all.filter(([, { networks: own }]) => Array.isArray(own) && own.includes('monitor'));
    expect(members.map(([name]) => name)).toEqual(telling);
    expect(networks['monitor']).toMatchObject({ internal: true });
  });
});

test('what the operator may set reaches the process that reads it, and is as if unset where it is empty', () => {
  const keys = ['SLUSS_VAULT_TOKEN_FILE', 'SLUSS_VAULT_CA_FILE'];
  const telling = ['SLUSS_LOG_LEVEL', 'SLUSS_TRACES_URL'];
  const mail = ['SLUSS_MAIL_URL', 'SLUSS_MAIL_FROM', 'SLUSS_STAFF_ADDRESSES_FILE', 'SLUSS_BUILD_ID'];
  const passed = {
    worker: [...keys, ...telling, ...mail],
    api: [...keys, ...telling],
    codec: [...keys, ...telling],
    ...{ ops: keys, log: keys, 'ops-backup': keys },
  };
  for (const [name, variables] of Object.entries(passed)) {
    for (const variable of variables)
      expect([name, services[name]?.environment?.[variable]]).toEqual([name, `\${${variable}:-}`]);
  }
});

test('a caller’s word for its own address is believed from the web server in front alone', () => {
  expect(services['api']?.environment?.['SLUSS_TRUSTED_PROXIES']).toContain('SLUSS_WEB_SUBNET');
  // Its port is published as it is, and comes from the same gateway as everybody's.
  expect(services['codec']?.environment?.['SLUSS_TRUSTED_PROXIES']).toBe('${SLUSS_CODEC_TRUSTED_PROXIES:-}');
  expect(readFileSync(join(root, 'compose/front.conf'), 'utf8')).not.toMatch(
    /set_real_ip_from|real_ip_header/,
  );
});

test('the operator’s tools have what asking partners takes', () => {
  expect(services['ops']?.environment).toMatchObject({
    SLUSS_ADDRESS_BOOK_FILE: '/run/sluss/addresses.json',
    SLUSS_SIGNING_KEYS_DIR: '/run/sluss/signing',
  });
  expect(services['ops']?.networks).toContain('web');
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
    expect(parse(read('compose/temporal-ui.yaml').replaceAll(/\{\{.*?\}\}/g, ''))).toMatchObject({
      hideLogs: true,
    });
  });
});

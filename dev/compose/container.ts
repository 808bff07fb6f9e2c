import { dirname, join } from 'node:path';

import { machine } from './image';
import type { Image } from './image';
import type { Model, Service } from './model';

/** What every container of a run has in common. */
export interface Ground {
  readonly model: Model;
  /** Images of our own, by their name in the compose file. */
  readonly images: Readonly<Record<string, Image>>;
  /** Named volumes, `hosts` and `bin` with the stand-ins of other images' programs. */
  readonly dir: string;
}

/** Programs of the images that are not ours, found before what the machine has. */
export const STAND_INS = '/opt/image';
const PATH = [STAND_INS, '/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'].join(':');

/**
 * The command line by which a service's program runs as it would in its container: a root that cannot be written, only what the compose
 * file mounts, its variables and no other, its account without any capability.
 *
 * @param command what to run in place of the service's own, such as its health check
 */
export function contained(ground: Ground, service: Service, command?: readonly string[]): readonly string[] {
  const image = ground.images[service.image.replace(/:.*/, '')];
  return [
    ...['bwrap', '--die-with-parent', '--unshare-ipc', ...machine()],
    ...['--ro-bind', join(ground.dir, 'bin'), STAND_INS],
    ...etc(ground.dir),
    ...(image === undefined ? [] : ['--ro-bind', join(image.dir, 'app'), '/app']),
    ...tmpfs(service),
    ...mounts(ground, service),
    ...walls(service),
    ...environment(service, image),
    ...['--chdir', service.working_dir ?? image?.workdir ?? '/tmp'],
    ...account(service.user),
    ...(command ?? programOf(service, image)),
  ];
}

function programOf({ entrypoint, command }: Service, image: Image | undefined): readonly string[] {
  return [...(entrypoint ?? []), ...(command ?? image?.command ?? [])];
}

function walls({ read_only: isReadOnly, network_mode: network }: Service): readonly string[] {
  return [
    ...(isReadOnly === true ? ['--remount-ro', '/'] : []),
    ...(network === 'none' ? ['--unshare-net'] : []),
  ];
}

function environment(service: Service, image: Image | undefined): readonly string[] {
  const env = { PATH, HOME: '/tmp', ...image?.env, ...service.environment };
  return ['--clearenv', ...Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value])];
}

/** How services find each other, and who they are: an engine and the image bring these. */
function etc(dir: string): readonly string[] {
  return ['hosts', 'resolv.conf', 'passwd'].flatMap((name) => ['--ro-bind', join(dir, name), `/etc/${name}`]);
}

function tmpfs({ tmpfs: named = [] }: Service): readonly string[] {
  return named.flatMap((entry) => {
    const [path = '', mode = '755'] = entry.split(':mode=');
    return ['--perms', mode, '--tmpfs', path];
  });
}

function mounts({ model, dir }: Ground, { volumes = [], secrets = [] }: Service): readonly string[] {
  const named = volumes.flatMap(({ type, source, target, read_only: isReadOnly }) => [
    isReadOnly === true ? '--ro-bind' : '--bind',
    type === 'volume' ? join(dir, 'volumes', source) : source,
    target,
  ]);
  const targets = [...volumes, ...secrets].flatMap(({ target }) => parentsOf(target));
  const parents = [...new Set(targets)].flatMap((path) => ['--perms', '755', '--dir', path]);
  const files = secrets.flatMap(({ source, target }) => [
    '--ro-bind',
    model.secrets[source]?.file ?? '',
    target,
  ]);
  return [...parents, ...named, ...files];
}

/** The directories on the way, which an engine makes so that everybody may pass. */
function parentsOf(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === '/' ? [] : [...parentsOf(parent), parent];
}

function account(user: string): readonly string[] {
  const [uid = '', gid = ''] = user.split(':');
  const nothing = ['--clear-groups', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'];
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, ...nothing];
}

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../dev/root';

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

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Service } from '../system/service';
import { historiesWithoutCodec } from '../system/histories';
import type { Markers } from '../system/planted';
import { createMarkers, findInFiles, plantedCase, wordsIn } from '../system/planted';
import type { Counts } from './tally';
import { countsOf, found } from './tally';
import type { Shot, Target } from './target';
import { asStaff } from './target';

/** A marked case that has been there, and what to look for when the service has stopped. */
export interface Planted {
  readonly counts: Counts;
  readonly markers: Markers;
}

/** Wrong requests that carry markers: what they are answered must not repeat them. */
function refusedShots(ref: string, plant: Markers['plant']): readonly Shot[] {
  const action = (name: string, body: object): Shot => ({
    method: 'post',
    path: `/v1/cases/${ref}/actions/${name}`,
    body: JSON.stringify(body),
  });
  return [
    action('classify-defector', { classification: 'special', otherCircumstances: plant('Refused') }),
    action('record-motivation', { insight: plant('Bad'), motivation: 'strong', text: plant('Bad2') }),
    action('set-home-district', { district: 'hisingen', basis: plant('Unknown'), extra: plant('Field') }),
    { method: 'get', path: `/v1/cases/${encodeURIComponent(plant('Path'))}` },
    { method: 'get', path: `/v1/worklists/mine?x=${encodeURIComponent(plant('Query'))}` },
    { method: 'get', path: '/v1/unit', headers: { 'x-note': 'ZqxHeaderVrk', 'user-agent': 'ZqxAgentVrk' } },
  ];
}

/** What shows no names to anybody. */
const quiet = ['/v1/notices', '/v1/worklists/mine', '/v1/worklists/our-receipt', '/v1/worklists/overdue'];

/** Plants markers through the API, and looks for them in answers and in what Temporal shows without the codec. */
export async function plantMarkers(target: Target): Promise<Planted> {
  const counts = countsOf('marker words and keys');
  const markers = createMarkers();
  const ref = await plantedCase(target.stage, markers);
  const ask = (who: string, shot: Shot) => target.shoot(counts, asStaff(target, who, shot));
  const asked = [
    ...refusedShots(ref, markers.plant).map((shot) => ask('sav.caseworker', shot)),
    ...['sav.caseworker', 'sav.supervisor', 'hisingen.reception'].flatMap((who) =>
      quiet.map((path) => ask(who, { method: 'get', path })),
    ),
    ask('sav.operator', { method: 'get', path: '/metrics' }),
    target.shoot(counts, { method: 'get', path: '/openapi.json' }),
  ];
  const words = [...markers.words(), 'ZqxHeaderVrk', 'ZqxAgentVrk'];
  for (const answer of await Promise.all(asked)) {
    for (const word of wordsIn(JSON.stringify(answer), words)) found(counts, 'wrong', `${word} in an answer`);
  }
  const own = await ask('sav.caseworker', { method: 'get', path: `/v1/cases/${ref}` });
  if (!own.text.includes('ZqxWishVrk')) found(counts, 'wrong', 'the marked case does not show its markers');
  const histories = await historiesWithoutCodec(target.service);
  for (const word of wordsIn(histories, words))
    found(counts, 'wrong', `${word} in a history without the codec`);
  return { counts, markers };
}

/** The secrets of the run as they would stand in a log or a table: bytes, hexadecimal, base64, the line of a PEM file. */
function secretsOf(stateDir: string): Readonly<Record<string, Buffer>> {
  const forms = ['master', 'api', 'signing', 'token'].flatMap((kind) => {
    const dir = join(stateDir, 'keys', kind);
    return readdirSync(dir).flatMap((name): readonly (readonly [string, Buffer])[] => {
      const bytes = readFileSync(join(dir, name));
      if (name.endsWith('.pem'))
        return [[`the key ${name}`, Buffer.from(bytes.toString('utf8').split('\n')[1] ?? '')]];
      return [
        [`the bytes of ${name}`, bytes],
        [`${name} in hexadecimal`, Buffer.from(bytes.toString('hex'))],
        [`${name} in base64`, Buffer.from(bytes.toString('base64').replace(/=+$/, ''))],
      ];
    });
  });
  return Object.fromEntries(forms);
}

/** Looks for markers in every file that the service wrote, and for its secrets everywhere but where they are kept. */
export function searchFiles({ stateDir }: Pick<Service, 'stateDir'>, { counts, markers }: Planted): void {
  const words = [...markers.words(), 'ZqxHeaderVrk', 'ZqxAgentVrk'];
  const secrets = secretsOf(stateDir);
  const { tokens } = JSON.parse(readFileSync(join(stateDir, 'service.json'), 'utf8')) as {
    readonly tokens: Readonly<Record<string, string>>;
  };
  const faults = [
    ...findInFiles(stateDir, words),
    ...['postgres', 'logs', 'temporal.db'].flatMap((place) =>
      findInFiles(join(stateDir, place), Object.values(tokens), secrets),
    ),
  ];
  for (const where of faults) found(counts, 'wrong', where);
}

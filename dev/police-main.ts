import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { createKeyFile } from '../security/key-file';
import { entryOf, newSigningPem, readPrivateKey } from '../security/party-keys';
import type { PartnerKeyEntry } from '../security/party-keys';
import { call } from './police/call';
import type { Message, Sender } from './police/call';
import { assessmentFrom, crimeAnswerFrom, options } from './police/messages';
import type { Given } from './police/messages';
import { USAGE, inWords, requestsInWords } from './police/words';
import type { Request } from './police/words';
import { messageOf, root } from './root';

const stateDir = process.env['SLUSS_STATE_DIR'] ?? join(root, '.sluss');
const TRIES = 5;

/** The running embedded service: where it is, and where its stand-in police are. */
function embedded(): { readonly api: string; readonly police: string } {
  const file = join(stateDir, 'service.json');
  if (!existsSync(file))
    throw new Error(`No service has run here (${file} is missing). Start one (npm start), or say --to.`);
  return JSON.parse(readFileSync(file, 'utf8')) as { api: string; police: string };
}

function needed(given: Given, name: 'as' | 'out'): string {
  const value = given[name];
  if (value === undefined) throw new Error(`--${name} is missing.\n\n${USAGE}`);
  return value;
}

function senderOf(given: Given): Sender {
  const as = needed(given, 'as');
  const to = given.to ?? embedded().api;
  if (given.key !== undefined) {
    if (given['key-id'] === undefined)
      throw new Error('--key needs --key-id: the id that it is registered under.');
    return { to, keyFile: resolve(given.key), keyId: given['key-id'] };
  }
  const registry = join(stateDir, 'keys', 'partner-keys.json');
  const entries = JSON.parse(readFileSync(registry, 'utf8')) as readonly PartnerKeyEntry[];
  const entry = entries.find(({ party }) => party === as);
  if (entry === undefined)
    throw new Error(`The stand-ins have no key of ${as}. Give your own: --key, --key-id.`);
  return { to, keyFile: join(stateDir, 'keys', 'signing', `${as}.signing.pem`), keyId: entry.keyId };
}

async function exchange(given: Given, message: Message): Promise<void> {
  const say = given.json === true ? () => undefined : console.log;
  if (message.body !== undefined) say(`Message id: ${message.messageId}`);
  const answered = await call(senderOf(given), message, { tries: TRIES, say });
  if (given.json === true) console.log(JSON.stringify({ messageId: message.messageId, ...answered }));
  else console.log(inWords(needed(given, 'as'), message.messageId, answered));
  if (answered.status >= 300) process.exitCode = 1;
}

async function send(given: Given, path: string, body: unknown): Promise<void> {
  await exchange(given, { path, messageId: given.id ?? `p-${randomUUID()}`, body });
}

async function makeKey(given: Given): Promise<void> {
  const file = resolve(needed(given, 'out'));
  await createKeyFile(file, dirname(file), newSigningPem());
  console.log(JSON.stringify(entryOf(needed(given, 'as'), await readPrivateKey(file)), null, 2));
  if (given.json !== true)
    console.error(`${file} stays with you. The entry above is what the municipality registers.`);
}

async function requests({ json }: Given): Promise<void> {
  const { police } = embedded();
  const answer = await fetch(`${police}/control/letters`).catch((error: unknown) => {
    throw new Error(`The stand-in police at ${police} do not answer. Start them: npm start`, {
      cause: error,
    });
  });
  const received = (await answer.json()) as readonly Request[];
  console.log(json === true ? JSON.stringify(received, null, 2) : requestsInWords(received));
}

/** The command line; one that is not understood is told with what is. */
function readArguments(): { readonly given: Given; readonly positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { given: values, positionals };
  } catch (error) {
    const [what = ''] = messageOf(error).split('.');
    throw new Error(`${what}.\n\n${USAGE}`, { cause: error });
  }
}

async function main(): Promise<void> {
  const { given, positionals } = readArguments();
  const [command, id] = given.help === true ? [] : positionals;
  if (command === 'send') return send(given, '/v1/police/assessments', assessmentFrom(given));
  if (command === 'answer') return send(given, '/v1/police/serious-crime-answers', crimeAnswerFrom(given));
  if (command === 'requests') return requests(given);
  if (command === 'key') return makeKey(given);
  if (command === 'standing' && id !== undefined) {
    const path = `/v1/police/letters/${encodeURIComponent(id)}`;
    return exchange(given, { path, messageId: `q-${randomUUID()}` });
  }
  console.log(USAGE);
  process.exitCode = command === undefined ? 0 : 2;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});

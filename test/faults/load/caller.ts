import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { signedCall } from '../../../dev/partners/signed-call';
import type { SigningKey } from '../../../security/party-keys';
import type { Store } from '../../../store/store';
import type { Gate } from './gate';
import type { Command, Ledger } from './ledger';

/** Where calls go, and as whom. */
export interface Reached {
  readonly origin: string;
  readonly tokens: Readonly<Record<string, string>>;
  /** Past all proxies, for what nobody is told over HTTP. */
  readonly witness: { readonly store: Pick<Store, 'inbox'> };
}

/** Staff and police at their screens: they ask until they are answered, always with the same key. */
export interface Caller {
  /** Does an action in a case, or opens one; gives the case. */
  readonly act: (who: string, what: Asked) => Promise<string>;
  readonly read: (who: string, path: string) => Promise<Body>;
  /** Sends a police message until it is taken. */
  readonly tell: (key: SigningKey, message: Told) => Promise<void>;
  /** The case of the unit that a letter has opened, once it has come: no sender can tell (ADR 0027). */
  readonly openedBy: (unit: string, from: string, letterId: string) => Promise<string>;
}

export type Body = Readonly<Record<string, unknown>>;

/** One change that somebody wants. */
export interface Asked {
  readonly action: string;
  readonly body: object;
  /** Absent to open a case. */
  readonly caseRef?: string;
  readonly key?: string;
}

/** One police message. */
export interface Told {
  readonly messageId: string;
  readonly caseRef: string;
  readonly body: object;
}

/** A change was refused that the story needs. */
class NotDone extends Error {
  override readonly name = 'NotDone';
}

const ANSWER_MS = 20_000;
const PAUSE_MS = 100;

const DONE: readonly number[] = [200, 201];

/** Something is away, or the clock of the one who asks or answers is wrong: nothing is known of the effect, so the same is asked again. */
const AGAIN: readonly number[] = [401, 429, 503];

/** A caller of an installation, whose every try stands in the ledger. */
export function createCaller({ origin, tokens, witness }: Reached, gate: Gate, ledger: Ledger): Caller {
  const strange = (what: string): void => {
    ledger.strange.set(what, (ledger.strange.get(what) ?? 0) + 1);
  };
  const attempt = async <T>(call: () => Promise<T>): Promise<T | undefined> => {
    await gate.pass();
    try {
      return await call();
    } catch {
      return undefined;
    } finally {
      gate.back();
    }
  };
  const ask = (who: string, path: string, more: RequestInit): Promise<Answered | undefined> =>
    attempt(async () => {
      const headers = { authorization: `Bearer ${tokens[who] ?? ''}`, ...(more.headers as object) };
      const signal = AbortSignal.timeout(ANSWER_MS);
      const answer = await fetch(`${origin}${path}`, { ...more, headers, signal });
      return { status: answer.status, body: (await answer.json()) as Body };
    });

  const act = async (who: string, { action, body, caseRef, key = randomUUID() }: Asked): Promise<string> => {
    const command = commandOf(who, action, key, caseRef);
    ledger.commands.push(command);
    const path = caseRef === undefined ? '/v1/cases' : `/v1/cases/${caseRef}/actions/${kebab(action)}`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    for (;;) {
      const answer = await ask(who, path, { method: 'POST', headers, body: JSON.stringify(body) });
      command.tries += 1;
      if (answer !== undefined && DONE.includes(answer.status)) {
        command.told = 'done';
        command.caseRef = String(answer.body['case']);
        return command.caseRef;
      }
      await afterwards(answer, `${action} in ${caseRef ?? 'a new case'} by ${who}`, command);
    }
  };
  const afterwards = async (answer: Answered | undefined, what: string, command?: Command): Promise<void> => {
    if (answer !== undefined && !AGAIN.includes(answer.status)) {
      const said = `${what}: ${answer.status} ${JSON.stringify(answer.body['rules'] ?? answer.body)}`;
      if (answer.status < 500) {
        if (command !== undefined) command.told = 'refused';
        throw new NotDone(said);
      }
      strange(said);
    }
    await sleep(PAUSE_MS);
  };

  return {
    act,
    read: async (who, path) => {
      for (;;) {
        const answer = await ask(who, path, {});
        if (answer?.status === 200) return answer.body;
        await afterwards(answer, `GET ${path} by ${who}`);
      }
    },
    openedBy: async (unit, from, letterId) => {
      for (;;) {
        const found = await attempt(() => witness.store.inbox.caseOf(unit, from, letterId));
        if (found !== undefined) return found;
        await sleep(PAUSE_MS);
      }
    },
    tell: async (key, { messageId, caseRef, body }) => {
      const message = { messageId, from: key.party, caseRef, taken: false };
      ledger.messages.push(message);
      while (!message.taken) {
        const url = `${origin}/v1/police/assessments`;
        const answer = await attempt(() => signedCall(url, messageId, key, body));
        message.taken = answer?.status === 202;
        if (!message.taken)
          await afterwards(
            answer === undefined ? undefined : { status: answer.status, body: answer.answer as Body },
            `assessment by ${key.party}`,
          );
      }
    },
  };
}

function commandOf(person: string, action: string, key: string, caseRef: string | undefined): Command {
  const [unit = ''] = person.split('.');
  const command: Command = { key, unit, person, action, told: 'nothing', tries: 0 };
  if (caseRef !== undefined) command.caseRef = caseRef;
  return command;
}

interface Answered {
  readonly status: number;
  readonly body: Body;
}

function kebab(action: string): string {
  return action.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

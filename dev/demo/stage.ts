import { setTimeout as sleep } from 'node:timers/promises';

import type { Person, Reply, ServiceFile } from './client';
import { control, personOf } from './client';

/** A rule that spoke, with its words where it refused. */
interface Spoken {
  readonly rule: string;
  readonly why: string;
}

interface Happening {
  readonly what: string;
  readonly rules: readonly string[];
}

/** A step that the API has acknowledged: what must be there afterwards, once, whatever fails. */
export interface Acknowledged {
  readonly who: string;
  readonly case: string;
  readonly action: string;
  readonly happened: readonly string[];
}

/** The demo went otherwise than it should. */
export class DemoFailed extends Error {
  override readonly name = 'DemoFailed';
}

/** What a story needs: people, partners, and a teller. */
export interface Stage {
  readonly service: ServiceFile;
  readonly person: (role: string) => Person;
  readonly title: (text: string) => void;
  /** Does an action in a case and tells what happened and which rules spoke. */
  readonly act: (who: string, caseRef: string, action: string, body: unknown, told: string) => Promise<void>;
  /** Tries an action that must be refused, and tells by which rules; all named ones must speak. */
  readonly refused: (
    who: string,
    caseRef: string,
    action: string,
    body: unknown,
    rules: readonly string[],
  ) => Promise<void>;
  readonly open: (who: string, body: unknown, told: string) => Promise<string>;
  /** Waits until the case looks as it should; tells what that means. */
  readonly until: (
    who: string,
    caseRef: string,
    told: string,
    holds: (view: View) => boolean,
  ) => Promise<View>;
  readonly view: (who: string, caseRef: string) => Promise<View>;
  readonly tell: (who: string, told: string, lines?: readonly string[]) => void;
  readonly control: (url: string, body: unknown) => Promise<Reply>;
  readonly fail: (what: string) => never;
}

/** A case as the API shows it; the story knows which parts it asks for. */
export interface View {
  readonly kind: string;
  readonly status: string;
  readonly file: string;
  readonly criteria: Readonly<Record<string, string>>;
  readonly consents: readonly { readonly id: string; readonly purpose: string; readonly valid: boolean }[];
  readonly threat: {
    readonly needsProtection: boolean;
    readonly requests: readonly {
      readonly reference: string;
      readonly standing: string;
      readonly results: readonly unknown[];
    }[];
  };
  readonly letters: readonly {
    readonly letterId: string;
    readonly kind: string;
    readonly to: string;
    readonly standing: string;
  }[];
  readonly holdsApplication: boolean;
  readonly closed: { readonly reason: string } | null;
  readonly [part: string]: unknown;
}

const WAIT_MS = 20_000;
const POLL_MS = 200;

/** Sets the stage: prints to the teller, and waits for the service as long as it is told to. */
export function createStage(
  service: ServiceFile,
  patienceMs: number,
  print: (line: string) => void,
  acknowledge: (what: Acknowledged) => void = () => undefined,
): Stage {
  let number = 0;
  const people = new Map<string, Person>();

  const person = (role: string): Person => {
    const known = people.get(role) ?? personOf(service, role, patienceMs);
    people.set(role, known);
    return known;
  };
  const fail = (what: string): never => {
    throw new DemoFailed(what);
  };
  const tell = (who: string, told: string, lines: readonly string[] = []): void => {
    number += 1;
    print(`${String(number).padStart(3)}  ${who.padEnd(22)} ${told}`);
    for (const line of lines) print(`${' '.repeat(28)}${line}`);
  };
  const happened = ({ body }: Reply): readonly string[] =>
    ((body['happened'] ?? []) as readonly Happening[]).map(
      ({ what, rules }) => `→ ${what}  [${rules.join(' ')}]`,
    );
  const acknowledged = (who: string, caseRef: string, action: string, { body }: Reply): void => {
    const entries = (body['happened'] ?? []) as readonly Happening[];
    acknowledge({ who, case: caseRef, action, happened: entries.map(({ what }) => what) });
  };
  const expect = (reply: Reply, status: number, what: string): void => {
    if (reply.status !== status)
      fail(
        `${what}: expected ${status.toString()}, got ${reply.status.toString()} ${JSON.stringify(reply.body)}`,
      );
  };
  const view = async (who: string, caseRef: string): Promise<View> => {
    const reply = await person(who).get(`/v1/cases/${caseRef}`);
    expect(reply, 200, `${who} reads ${caseRef}`);
    return reply.body['view'] as View;
  };

  return {
    service,
    person,
    fail,
    tell,
    view,
    title: (text) => {
      print(`\n${text}\n${'─'.repeat(text.length)}`);
    },
    open: async (who, body, told) => {
      const reply = await person(who).post('/v1/cases', body);
      expect(reply, 201, told);
      acknowledged(who, String(reply.body['case']), 'open', reply);
      tell(who, told, [`case ${String(reply.body['case'])}`, ...happened(reply)]);
      return String(reply.body['case']);
    },
    act: async (who, caseRef, action, body, told) => {
      const reply = await person(who).post(`/v1/cases/${caseRef}/actions/${action}`, body);
      expect(reply, 200, told);
      acknowledged(who, caseRef, action, reply);
      tell(who, told, happened(reply));
    },
    refused: async (who, caseRef, action, body, rules) => {
      const reply = await person(who).post(`/v1/cases/${caseRef}/actions/${action}`, body);
      expect(reply, 409, `${who} tries ${action}`);
      const spoken = reply.body['rules'] as readonly Spoken[];
      const missing = rules.filter((rule) => !spoken.some((said) => said.rule === rule));
      if (missing.length > 0)
        fail(`${action} was refused, but not by ${missing.join(', ')}: ${JSON.stringify(spoken)}`);
      tell(
        who,
        `tries ${action}: refused`,
        spoken.map(({ rule, why }) => `✗ ${rule}: ${why}`),
      );
    },
    until: async (who, caseRef, told, holds) => {
      const lastMoment = Date.now() + WAIT_MS + patienceMs;
      for (;;) {
        const seen = await view(who, caseRef);
        if (holds(seen)) {
          tell(who, told);
          return seen;
        }
        if (Date.now() > lastMoment) fail(`Waited in vain until: ${told}. The case: ${JSON.stringify(seen)}`);
        await sleep(POLL_MS);
      }
    },
    control: async (url, body) => control(url, body, patienceMs),
  };
}

import { setTimeout as sleep } from 'node:timers/promises';

import type { Stage } from './stage';
import { expectStatus, fail } from './expect';

/** A case as the API shows it; the story knows which parts it asks for. */
export interface View {
  readonly kind: string;
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
  readonly letters: readonly { readonly kind: string; readonly standing: string }[];
  readonly holdsApplication: boolean;
  readonly [part: string]: unknown;
}

/** A member of staff at work in one case. */
export interface AtCase {
  readonly caseRef: string;
  readonly view: () => Promise<View>;
  /** Does an action and tells what happened and which rules spoke. */
  readonly act: (action: string, body: unknown, told: string) => Promise<void>;
  /** Tries an action that must be refused by these rules, and tells all that spoke. */
  readonly refused: (action: string, body: unknown, rules: readonly string[]) => Promise<void>;
  /** Waits until the case looks as it should, and tells what that means. */
  readonly until: (told: string, holds: (view: View) => boolean) => Promise<View>;
}

interface Spoken {
  readonly rule: string;
  readonly why: string;
}

const WAIT_MS = 20_000;
const POLL_MS = 200;

/** Puts somebody to work in a case. */
export function atCase(stage: Stage, who: string, caseRef: string): AtCase {
  const person = stage.person(who);
  const path = (action: string): string => `/v1/cases/${caseRef}/actions/${action}`;
  const view = async (): Promise<View> => {
    const reply = await person.get(`/v1/cases/${caseRef}`);
    expectStatus(reply, 200, `${who} reads ${caseRef}`);
    return reply.body['view'] as View;
  };
  return {
    ...{ caseRef, view },
    act: async (action, body, told) => {
      const reply = await person.post(path(action), body);
      expectStatus(reply, 200, told);
      stage.done(who, reply, told);
    },
    refused: async (action, body, rules) => {
      const reply = await person.post(path(action), body);
      expectStatus(reply, 409, `${who} tries ${action}`);
      const spoken = reply.body['rules'] as readonly Spoken[];
      const silent = rules.filter((rule) => !spoken.some((said) => said.rule === rule));
      if (silent.length > 0)
        fail(`${action} was refused, but not by ${silent.join(', ')}: ${JSON.stringify(spoken)}`);
      stage.tell(
        who,
        `tries ${action}: refused`,
        spoken.map(({ rule, why }) => `✗ ${rule}: ${why}`),
      );
    },
    until: async (told, holds) => {
      const lastMoment = Date.now() + WAIT_MS + stage.patienceMs;
      for (;;) {
        const seen = await view();
        if (holds(seen)) {
          stage.tell(who, told);
          return seen;
        }
        if (Date.now() > lastMoment) fail(`Waited in vain until: ${told}. The case: ${JSON.stringify(seen)}`);
        await sleep(POLL_MS);
      }
    },
  };
}

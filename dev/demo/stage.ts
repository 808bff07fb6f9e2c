import type { AtCase } from './at-case';
import { atCase } from './at-case';
import type { Person, Reply, ServiceFile } from './client';
import { control, personOf } from './client';
import { expectStatus, fail } from './expect';

interface Happening {
  readonly what: string;
  readonly rules: readonly string[];
}

/** How the demo waits and where it tells. */
export interface StageOptions {
  /** How long a call is repeated while nobody answers. */
  readonly patienceMs: number;
  readonly print: (line: string) => void;
}

/** What a story needs: people, partners, and a teller. */
export interface Stage extends Pick<StageOptions, 'patienceMs'> {
  readonly service: ServiceFile;
  readonly person: (role: string) => Person;
  readonly title: (text: string) => void;
  /** Opens a case and gives its reference. */
  readonly open: (who: string, body: unknown, told: string) => Promise<string>;
  /** A member of staff at work in one case. */
  readonly at: (who: string, caseRef: string) => AtCase;
  readonly tell: (who: string, told: string, lines?: readonly string[]) => void;
  /** Tells what an acknowledged change did, with its rules. */
  readonly done: (who: string, reply: Reply, told: string) => void;
  readonly control: (url: string, body: unknown) => Promise<Reply>;
  readonly fail: (what: string) => never;
}

/** Numbers the steps and prints them. */
function tellerOf(print: StageOptions['print']): Stage['tell'] {
  let number = 0;
  return (who, told, lines = []) => {
    number += 1;
    print(`${String(number).padStart(3)}  ${who.padEnd(22)} ${told}`);
    for (const line of lines) print(`${' '.repeat(28)}${line}`);
  };
}

function peopleOf(service: ServiceFile, patienceMs: number): Stage['person'] {
  const people = new Map<string, Person>();
  return (role) => {
    const person = people.get(role) ?? personOf(service, role, patienceMs);
    people.set(role, person);
    return person;
  };
}

/** Sets the stage: prints to the teller, and waits for the service as long as it is told to. */
export function createStage(service: ServiceFile, options: StageOptions): Stage {
  const { patienceMs, print } = options;
  const tell = tellerOf(print);
  const person = peopleOf(service, patienceMs);
  const stage: Stage = {
    ...{ service, patienceMs, person, tell, fail },
    title: (text) => {
      print(`\n${text}\n${'─'.repeat(text.length)}`);
    },
    done: (who, { body }, told) => {
      const entries = (body['happened'] ?? []) as readonly Happening[];
      tell(
        who,
        told,
        entries.map(({ what, rules }) => `→ ${what}  [${rules.join(' ')}]`),
      );
    },
    open: async (who, body, told) => {
      const reply = await person(who).post('/v1/cases', body);
      expectStatus(reply, 201, told);
      const caseRef = String(reply.body['case']);
      stage.done(who, reply, `${told} (case ${caseRef})`);
      return caseRef;
    },
    at: (who, caseRef) => atCase(stage, who, caseRef),
    control: async (url, body) => control(url, body, patienceMs),
  };
  return stage;
}

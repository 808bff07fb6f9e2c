import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

import { createPostActivities, openLetter } from '../../../activities/post-activities';
import type { Letter, LetterKind } from '../../../domain/letters/letter';
import type { DeliveryOutcome, Post } from '../../../domain/ports/post.port';
import type { SigningKey } from '../../../security/party-keys';
import { takeLetter } from './domain-gateway';
import type { CaseOf } from './domain-gateway';
import type { Service } from './service';

/** What workers do with letters, over real connections and without Temporal. */
export interface PostOffice {
  /** Everything that came over the wire, line of request, headers and body, as it came. */
  readonly came: readonly string[];
  readonly deliver: (of: CaseOf, letterId: string) => Promise<DeliveryOutcome>;
  /** The case takes a letter that its unit's inbox has. */
  readonly take: (of: CaseOf, from: string, letterId: string) => Promise<void>;
  /** The letter of the kind that the case has written. */
  readonly written: (of: CaseOf, kind: LetterKind) => Promise<Letter>;
  readonly close: () => Promise<void>;
}

/** Opens the service's address for letters; deliveries are signed by the real clock, so the service's is set to it. */
export async function openPostOffice(service: Service): Promise<PostOffice> {
  service.clock.now = new Date().toISOString();
  const came: string[] = [];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const publicOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}`;
  const app = service.but({ publicOrigin });
  server.on('request', (request, response) => {
    came.push(`${request.method ?? ''} ${request.url ?? ''} ${JSON.stringify(request.rawHeaders)}`);
    request.on('data', (chunk: Buffer) => came.push(chunk.toString('utf8')));
    app(request as never, response as never);
  });
  const { journal, inbox } = service.store;
  return {
    came,
    deliver: (of, letterId) => deliver(service, `${publicOrigin}/v1/letters`, of, letterId),
    async take({ unit, caseRef }, from, letterId) {
      const wire = await inbox.read(unit, from, letterId);
      if (wire === undefined) throw new Error(`the inbox of ${unit} has no such letter`);
      const { kind, reference } = wire;
      const header = { letterId, from, kind, reference };
      const letter = await openLetter(service.store, { unit, caseRef, header });
      if (letter === undefined) throw new Error('the letter does not open');
      const rules = { journal, profile: service.deps.profile, now: () => service.clock.now };
      const outcome = await takeLetter(rules, { unit, caseRef }, letter);
      if (outcome.kind !== 'done') throw new Error(`the letter was not taken: ${JSON.stringify(outcome)}`);
    },
    async written({ unit, caseRef }, kind) {
      const steps = await journal.load(unit, caseRef, 0);
      const letters = steps.flatMap(({ events }) => events.flatMap((event) => event.letters ?? []));
      const found = letters.find((letter) => letter.kind === kind);
      if (found === undefined) throw new Error(`no ${kind} was written`);
      return found;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function deliver(
  service: Service,
  address: string,
  { unit, caseRef }: CaseOf,
  letterId: string,
): Promise<DeliveryOutcome> {
  const post = createPostActivities({
    outbox: service.store.outbox,
    addresses: { socialjour: address, goteborg: address, sav: address, hisingen: address },
    signingKey: keyOf(service, unit),
    commonAddress: { signingKey: keyOf(service, 'goteborg'), hide: service.returns.hide },
    log: () => undefined,
  });
  const env = new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') });
  return env.run<[string, string, string], DeliveryOutcome, Post['deliver']>(
    post.deliver,
    unit,
    caseRef,
    letterId,
  );
}

function keyOf(service: Service, party: string): SigningKey {
  const key = service.signingKeys[party];
  if (key === undefined) throw new Error(`no key of ${party}`);
  return key;
}

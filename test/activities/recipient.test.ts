import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createPostActivities } from '../../activities/post-activities';
import type { DeliveryOutcome, Post } from '../../domain/ports/post.port';
import { quiet, signing } from './attempts';
import { oneLetter } from './one-letter';

let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Delivers a letter to a system that answers so. */
async function deliverTo(answer: RequestListener): Promise<DeliveryOutcome> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const north = `http://127.0.0.1:${(server.address() as AddressInfo).port}/letters`;
  const { deliver } = createPostActivities({
    outbox: oneLetter().api,
    addresses: { north },
    signingKey: signing('sav'),
    log: () => undefined,
  });
  return quiet().run<[string, string, string], DeliveryOutcome, Post['deliver']>(
    deliver,
    ...(['sav', 'c-1', 'l-1'] as const),
  );
}

test('CON-4: a redirect is not followed, wherever it leads: the letter goes to its address and nowhere else', async () => {
  const paths: (string | undefined)[] = [];
  const delivery = deliverTo(({ url }, response) => {
    paths.push(url);
    response.writeHead(url === '/letters' ? 307 : 202, { location: '/elsewhere' }).end();
  });
  await expect(delivery).rejects.toMatchObject({ type: 'unavailable' });
  expect(paths).toEqual(['/letters']);
});

test('an answer without end is not read: its status is all that counts', async () => {
  let hangUp: () => void = () => undefined;
  const hungUp = new Promise<void>((resolve) => {
    hangUp = resolve;
  });
  const delivery = deliverTo((_request, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on('close', hangUp).on('drain', pour).writeHead(202);
    pour();
  });
  await expect(delivery).resolves.toMatchObject({ outcome: 'sent' });
  await hungUp;
});

import { connect as connectSocket, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

import { sql } from 'kysely';

import { connect } from '../../store/database';
import type { Database } from '../../store/database';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';

describe.each(servers)('a connection lost on $server', ({ open }) => {
  let test_: TestStore;
  let proxy: Server;
  let db: Database;
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    test_ = await openStore(open);
    const url = new URL(test_.url);
    const { hostname } = url;
    const port = Number(url.port);
    proxy = createServer((near) => {
      const far = connectSocket(port, hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    url.port = (proxy.address() as AddressInfo).port.toString();
    db = connect(url.href, { max: 2 });
  });

  afterAll(async () => {
    await db.close();
    proxy.close();
    await test_.close();
  });

  const cut = async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await new Promise((resolve) => setTimeout(resolve, 50));
  };

  const ask = () => db.inUnit('sav', (tx) => sql<{ one: number }>`select 1 as one`.execute(tx));

  test('while idle, between two statements or under one: the call says that the store is away, and the next one succeeds', async () => {
    await ask();
    await cut();
    await expect(ask()).resolves.toBeDefined();
    const between = db.inUnit('sav', async (tx) => {
      await cut();
      return sql`select 1`.execute(tx);
    });
    await expect(between).rejects.toMatchObject({ name: 'StoreAway' });
    const under = db.inUnit('sav', async (tx) => {
      const asked = sql`select generate_series(1, 200000)`.execute(tx);
      await Promise.all([cut(), asked]);
    });
    await expect(under).rejects.toMatchObject({ name: 'StoreAway' });
    await expect(ask()).resolves.toBeDefined();
  });
});

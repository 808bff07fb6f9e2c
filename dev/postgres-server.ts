import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

import type { PGlite } from '@electric-sql/pglite';

import { createFrames } from './postgres-frames';
import type { Frame } from './postgres-frames';
import { messageOf } from './root';

/** A socket server in front of PGlite. */
export interface PostgresServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

interface Message {
  readonly type: string;
  readonly bytes: Uint8Array;
}

interface Connection {
  readonly socket: Socket;
  readonly waiting: Message[];
  isGone: boolean;
}

const SYNC: Message = { type: 'S', bytes: Uint8Array.of('S'.charCodeAt(0), 0, 0, 0, 4) };
/** Parse, Bind, Describe, Execute, Close and Flush: steps of a statement that only Sync ends. */
const STATEMENT_STEPS = new Set('PBDECH');

/** PGlite's one session, and whether something in it still waits for its end. */
interface Session {
  readonly run: (message: Message, onData: (data: Uint8Array) => void) => Promise<void>;
  readonly isOpen: () => boolean;
  readonly undo: () => Promise<void>;
}

function createSession(db: PGlite): Session {
  let isStatementOpen = false;
  const run = async ({ type, bytes }: Message, onRawData: (data: Uint8Array) => void): Promise<void> => {
    await db.runExclusive(() => db.execProtocolRawStream(bytes, { onRawData }));
    isStatementOpen = STATEMENT_STEPS.has(type);
  };
  return {
    run,
    isOpen: () => isStatementOpen || db.isInTransaction(),
    undo: async () => {
      if (isStatementOpen) await run(SYNC, () => undefined);
      if (db.isInTransaction()) await db.exec('ROLLBACK');
    },
  };
}

/**
 * Shares the session between connections: whoever has begun a transaction or a statement owns it until that has ended,
 * or until its connection is lost and what it left open has been undone. The socket server that PGlite offers mixes
 * statements with parameters message by message, so that one caller can get another's answer.
 */
function createTurns(session: Session): (connection: Connection) => void {
  const queue: Connection[] = [];
  let owner: Connection | undefined;
  let isPumping = false;

  const runNext = async (connection: Connection): Promise<void> => {
    const message = connection.waiting.shift();
    if (message === undefined) return;
    await session.run(message, (data) => {
      // PGlite reuses the memory that it hands out.
      if (!connection.isGone) connection.socket.write(Buffer.from(data));
    });
    owner = session.isOpen() ? connection : undefined;
    if (owner === undefined && connection.waiting.length > 0) queue.push(connection);
  };

  const pump = async (): Promise<void> => {
    for (;;) {
      if (owner?.isGone) {
        await session.undo();
        owner = undefined;
      }
      const next = owner ?? queue.shift();
      if (next === undefined || (next === owner && next.waiting.length === 0)) return;
      await runNext(next).catch((error: unknown) => {
        console.error(`postgres: a connection was closed: ${messageOf(error)}`);
        owner = next;
        next.isGone = true;
        next.socket.destroy();
      });
    }
  };

  return (connection) => {
    if (connection !== owner && !queue.includes(connection)) queue.push(connection);
    if (isPumping) return;
    isPumping = true;
    void pump().finally(() => {
      isPumping = false;
    });
  };
}

function receive(connection: Connection, frame: Frame): void {
  if (frame.kind === 'encryptionRequest') connection.socket.write('N');
  else if (frame.kind === 'cancelRequest' || frame.type === 'X') connection.socket.end();
  else connection.waiting.push(frame);
}

/** Listens for PostgreSQL clients of this machine; port zero takes any free one. */
export async function servePostgres(db: PGlite, port: number, host: string): Promise<PostgresServer> {
  const takeTurn = createTurns(createSession(db));
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    const connection: Connection = { socket, waiting: [], isGone: false };
    const frames = createFrames();
    sockets.add(socket);
    socket.on('data', (chunk) => {
      for (const frame of frames.read(chunk)) receive(connection, frame);
      takeTurn(connection);
    });
    // What matters about an error is the close that follows it.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      connection.isGone = true;
      connection.waiting.length = 0;
      takeTurn(connection);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, close };
}

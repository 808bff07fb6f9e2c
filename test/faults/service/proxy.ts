import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';

/**
 * What a connection goes through.
 *
 * - `clear`: as it is
 * - `cut`: every connection is broken, and none is made
 * - `deafUp`, `deafDown`, `deaf`: what the caller says, what it is answered, or both, is held on the way until the weather clears
 * - `slow`: every piece comes so much later
 */
export type Weather = 'clear' | 'cut' | 'deafUp' | 'deafDown' | 'deaf' | { readonly slowMs: number };

/** A place on the way between two processes, in which the weather may turn. */
export interface Proxy {
  readonly port: number;
  readonly turn: (weather: Weather) => void;
  /** The answers to the next so many questions that hold the words are lost, and the connection with each. */
  readonly loseAnswers: (count: number, words?: string) => void;
  /** How many answers were lost since. */
  readonly lost: () => number;
  readonly close: () => void;
}

interface Pair {
  readonly caller: Socket;
  readonly server: Socket;
  /** The answer to what was just asked is not to arrive. */
  doomed: boolean;
}

/** Answers on a port of this machine, and hands on to one of the ports, in turn; one that nobody answers at is passed over. */
export async function openProxy(targets: () => readonly number[], at = 0): Promise<Proxy> {
  const pairs = new Set<Pair>();
  let weather: Weather = 'clear';
  let toLose = 0;
  let lost = 0;
  let words = '';
  let turn = 0;

  const breakOff = (pair: Pair): void => {
    pairs.delete(pair);
    pair.caller.destroy();
    pair.server.destroy();
  };
  const listen = (pair: Pair): void => {
    const isHeld = (way: 'up' | 'down'): boolean =>
      weather === 'deaf' || weather === (way === 'up' ? 'deafUp' : 'deafDown');
    if (isHeld('up')) pair.caller.pause();
    else pair.caller.resume();
    if (isHeld('down')) pair.server.pause();
    else pair.server.resume();
  };
  const hand = (to: Socket, chunk: Buffer): void => {
    if (typeof weather === 'string') to.write(chunk);
    else setTimeout(() => to.write(chunk), weather.slowMs);
  };
  const ask = (pair: Pair, chunk: Buffer): void => {
    if (toLose > 0 && !pair.doomed && (words === '' || chunk.includes(words))) {
      toLose -= 1;
      pair.doomed = true;
    }
    hand(pair.server, chunk);
  };
  const answer = (pair: Pair, chunk: Buffer): void => {
    if (!pair.doomed) {
      hand(pair.caller, chunk);
      return;
    }
    lost += 1;
    breakOff(pair);
  };
  const join = (caller: Socket, left: number): void => {
    const ports = targets();
    const port = ports[turn % Math.max(1, ports.length)];
    turn += 1;
    if (port === undefined) {
      caller.destroy();
      return;
    }
    const server = connect({ port, host: '127.0.0.1', noDelay: true });
    const passOver = (): void => {
      server.destroy();
      if (left > 0) join(caller, left - 1);
      else caller.destroy();
    };
    server.once('error', passOver);
    server.once('connect', () => {
      server.off('error', passOver);
      joined({ caller, server, doomed: false });
    });
  };
  const joined = (pair: Pair): void => {
    pairs.add(pair);
    const end = (): void => {
      breakOff(pair);
    };
    for (const socket of [pair.caller, pair.server]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    pair.caller.on('data', (chunk: Buffer) => {
      ask(pair, chunk);
    });
    pair.server.on('data', (chunk: Buffer) => {
      answer(pair, chunk);
    });
    listen(pair);
  };

  const server = createServer({ noDelay: true, pauseOnConnect: true }, (caller) => {
    caller.on('error', () => undefined);
    if (weather === 'cut') caller.destroy();
    else join(caller, targets().length);
  });
  server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    turn: (next) => {
      weather = next;
      if (next === 'cut') pairs.forEach(breakOff);
      pairs.forEach(listen);
    },
    loseAnswers: (count, of = '') => {
      [toLose, words, lost] = [count, of, 0];
    },
    lost: () => lost,
    close: () => {
      server.close();
      pairs.forEach(breakOff);
    },
  };
}

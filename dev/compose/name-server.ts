import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const PORT = 53;
const HEADER = 12;
const ANSWER_FLAGS = 0x8180;
const NO_SUCH_NAME = 0x8183;
const SECONDS = 5;

/** Answers where the engine's name server does, that every service is at 127.0.0.1. Gives what stops it. */
export async function startNameServer(names: readonly string[]): Promise<() => void> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    socket.send(answerTo(query, names), from.port, from.address);
  });
  socket.bind(PORT, '127.0.0.11');
  await once(socket, 'listening');
  return () => {
    socket.close();
  };
}

/** RFC 1035: the question again, and one address record, or that there is no such name. */
function answerTo(query: Buffer, names: readonly string[]): Buffer {
  const { name, end } = questionOf(query);
  const isKnown = names.includes(name);
  const header = Buffer.from(query.subarray(0, HEADER));
  header.writeUInt16BE(isKnown ? ANSWER_FLAGS : NO_SUCH_NAME, 2);
  header.writeUInt16BE(isKnown ? 1 : 0, 6);
  header.writeUInt32BE(0, 8);
  const record = Buffer.from([0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, SECONDS, 0, 4, 127, 0, 0, 1]);
  return Buffer.concat([header, query.subarray(HEADER, end), ...(isKnown ? [record] : [])]);
}

function questionOf(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 5 };
}

import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** What an HTTP server answers there; `away` where none listens. */
export async function statusOf(url: string): Promise<number | 'away'> {
  return fetch(url, { headers: { connection: 'close' } }).then(
    ({ status }) => status,
    () => 'away' as const,
  );
}

/** Half of a request, on a connection of its own; the rest is sent when the test says so. */
export async function halfSent(url: string): Promise<{ socket: Socket; finish: () => Promise<string> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const head = ['POST /v1/letters HTTP/1.1', `Host: ${hostname}:${port}`, 'Content-Type: application/json'];
  socket.write([...head, 'Content-Length: 2', '', '{'].join('\r\n'));
  const finish = async (): Promise<string> => {
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write('}');
    await once(socket, 'close');
    return answer;
  };
  return { socket, finish };
}

import { connect, createServer } from 'node:net';

import type { Env } from './root';

/** A port that the embedded service listens on, and the variable that changes it. */
export interface Port {
  readonly title: string;
  readonly variable: string;
  readonly port: number;
}

const ports = {
  api: { title: 'API', variable: 'SLUSS_API_PORT', port: 8080 },
  temporal: { title: 'Temporal', variable: 'SLUSS_TEMPORAL_PORT', port: 7233 },
  temporalUi: { title: 'Temporal UI', variable: 'SLUSS_TEMPORAL_UI_PORT', port: 8233 },
  postgres: { title: 'PostgreSQL', variable: 'SLUSS_POSTGRES_PORT', port: 5433 },
  police: { title: 'Stand-in police', variable: 'SLUSS_POLICE_PORT', port: 8091 },
  partner: { title: 'Stand-in district', variable: 'SLUSS_PARTNER_PORT', port: 8092 },
} as const satisfies Record<string, Port>;

/** The names of the ports. */
export type PortName = keyof typeof ports;

function numberFrom(variable: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${variable} is "${text}": a port is a whole number from 1 to 65535.`);
}

/** Every port of the embedded service, as the environment sets it; throws on one that is no port number. */
export function readPorts(env: Env): Readonly<Record<PortName, Port>> {
  const read = Object.entries<Port>(ports).map(([name, standard]) => {
    const text = env[standard.variable];
    return [name, text ? { ...standard, port: numberFrom(standard.variable, text) } : standard];
  });
  return Object.fromEntries(read) as Record<PortName, Port>;
}

/** Whether nobody on this machine listens on the port. */
export async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

/** Throws one error that names every taken port, and the line that starts the service on free ones. */
export async function checkPorts(wanted: readonly Port[]): Promise<void> {
  const faults: string[] = [];
  const seen = new Map<number, string>();
  const settings: string[] = [];
  for (const { title, variable, port } of wanted) {
    const twin = seen.get(port);
    if (twin !== undefined) faults.push(`Port ${port} is set for both ${twin} and ${title}.`);
    else if (!(await isFree(port))) faults.push(`Port ${port} (${title}) is taken.`);
    const chosen = await freeFrom(port, [...seen.keys()]);
    seen.set(chosen, title);
    if (chosen !== standards.get(variable)) settings.push(`${variable}=${chosen}`);
  }
  if (faults.length === 0) return;
  throw new Error([...faults, `Start it on free ports: ${settings.join(' ')} npm start`].join('\n'));
}

/** What holds where no variable is set. */
const standards: ReadonlyMap<string, number> = new Map(
  Object.values(ports).map(({ variable, port }) => [variable, port]),
);

/** The port, or the next after it that is free and not chosen yet. */
async function freeFrom(port: number, chosen: readonly number[]): Promise<number> {
  for (let next = port; next < 65_536; next += 1)
    if (!chosen.includes(next) && (await isFree(next))) return next;
  return port;
}

/** True when something on this machine accepts connections on the port. */
export async function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

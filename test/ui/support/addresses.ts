import { freePorts } from '../../../dev/free-ports';

const server = ['temporal', 'internal', 'matching', 'history', 'worker'] as const;
const names = [
  ...server,
  ...server.map((part) => `${part}Members` as const),
  ...(['postgres', 'api', 'codec', 'ui', 'uiFront', 'police', 'partner'] as const),
];

/** Where everything of a run is. */
export interface Addresses {
  readonly ports: Readonly<Record<(typeof names)[number], number>>;
  readonly api: string;
  readonly codec: string;
  readonly ui: string;
}

/** Ports that nobody else has now. */
export async function claimAddresses(): Promise<Addresses> {
  const ports = await freePorts(names);
  return {
    ports,
    api: `http://127.0.0.1:${ports.api}`,
    codec: `https://127.0.0.1:${ports.codec}`,
    ui: `https://127.0.0.1:${ports.uiFront}`,
  };
}

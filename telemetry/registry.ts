import { Registry, collectDefaultMetrics } from 'prom-client';

/** The metrics of a process: memory, event loop and garbage collection from the start, and whatever is put beside them. */
export function processRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

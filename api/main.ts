import { createApiMetrics } from '../telemetry/api-metrics';
import { startMonitor } from '../telemetry/monitor';
import { tellingOf } from '../telemetry/telling';
import { createApp } from './app';
import { readConfig } from './config';
import { createHttpServer } from './http/server';
import { run, serve, starting } from './process';
import { wire } from './wiring';

void run('The API', async (leaving) => {
  const config = readConfig(process.env);
  const telling = tellingOf('api', process.env);
  const metrics = createApiMetrics(telling.registry);
  let checks = starting;
  const monitor = await startMonitor({ ...telling.monitor, checks: () => checks, metrics: metrics.text });
  const { deps, close } = await wire(config, { ...telling, metrics }, leaving);
  checks = deps.checks;
  const { port } = await serve(createHttpServer(createApp(deps)), config, {
    leaving,
    close: () => Promise.all([close(), monitor.close(), telling.tracer.close()]),
  });
  console.log(`api ready at http://${config.host}:${port}; it tells how it is at ${monitor.url}`);
});

import { createApiMetrics } from '../telemetry/api-metrics';
import { startMonitor } from '../telemetry/monitor';
import { tellingOf } from '../telemetry/telling';
import { createCodecApp } from './codec/app';
import { readCodecConfig } from './codec/config';
import { wireCodec } from './codec/wiring';
import { createHttpServer } from './http/server';
import { run, serve, starting } from './process';

void run('The codec server', async (leaving) => {
  const config = readCodecConfig(process.env);
  const telling = tellingOf('codec', process.env);
  const metrics = createApiMetrics(telling.registry);
  let checks = starting;
  const monitor = await startMonitor({ ...telling.monitor, checks: () => checks, metrics: metrics.text });
  const { deps, tls, close, ...wired } = await wireCodec(config, { ...telling, metrics }, leaving);
  ({ checks } = wired);
  const { port } = await serve(createHttpServer(createCodecApp(deps), undefined, tls), config, {
    leaving,
    close: () => Promise.all([close(), monitor.close(), telling.tracer.close()]),
  });
  const address = `${tls === undefined ? 'http' : 'https'}://${config.host}:${port}`;
  console.log(`codec server ready at ${address}; it tells how it is at ${monitor.url}`);
});

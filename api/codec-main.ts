import { createApiMetrics } from '../telemetry/api-metrics';
import { startMonitor } from '../telemetry/monitor';
import { tellingOf } from '../telemetry/telling';
import { createCodecApp } from './codec/app';
import { readCodecConfig } from './codec/config';
import { wireCodec } from './codec/wiring';
import { createHttpServer } from './http/server';
import { run, serve } from './process';

void run('The codec server', async () => {
  const config = readCodecConfig(process.env);
  const telling = tellingOf('codec', process.env);
  const metrics = createApiMetrics(telling.registry);
  const { deps, tls, checks, close } = await wireCodec(config, { ...telling, metrics });
  const monitor = await startMonitor({ ...telling.monitor, checks: () => checks, metrics: metrics.text });
  const { port } = await serve(createHttpServer(createCodecApp(deps), undefined, tls), config, async () => {
    await Promise.all([close(), monitor.close(), telling.tracer.close()]);
  });
  const address = `${tls === undefined ? 'http' : 'https'}://${config.host}:${port}`;
  console.log(`codec server ready at ${address}; it tells how it is at ${monitor.url}`);
});

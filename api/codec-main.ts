import { createCodecApp } from './codec/app';
import { readCodecConfig } from './codec/config';
import { wireCodec } from './codec/wiring';
import { createHttpServer } from './http/server';
import { report, run, serve } from './process';

void run('The codec server', async () => {
  const config = readCodecConfig(process.env);
  const { deps, tls, close } = await wireCodec(config, report);
  const { port } = await serve(createHttpServer(createCodecApp(deps), undefined, tls), config, close);
  console.log(`codec server ready at ${tls === undefined ? 'http' : 'https'}://${config.host}:${port}`);
});

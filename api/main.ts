import { createApp } from './app';
import { readConfig } from './config';
import { createHttpServer } from './http/server';
import { report, run, serve } from './process';
import { wire } from './wiring';

void run('The API', async () => {
  const config = readConfig(process.env);
  const { deps, close } = await wire(config, report);
  const { port } = await serve(createHttpServer(createApp(deps)), config, close);
  console.log(`api ready at http://${config.host}:${port}`);
});

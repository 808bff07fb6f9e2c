import { temporalCli, temporalTestServer } from '../../dev/binaries';

/** Prepares what every test process shares: the time zone and the paths of Temporal's two servers. */
export default async function globalSetup(): Promise<void> {
  process.env['TZ'] = 'UTC';
  process.env['TEMPORAL_CLI_PATH'] = await temporalCli(process.env);
  process.env['TEMPORAL_TEST_SERVER_PATH'] = await temporalTestServer(process.env);
}

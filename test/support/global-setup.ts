import { temporalCli, temporalTestServer } from '../../dev/binaries';
import { keepCluster } from './embedded';

/** Prepares what every test process shares: the time zone, the paths of Temporal's two servers, an empty cluster. */
export default async function globalSetup(): Promise<void> {
  process.env['TZ'] = 'UTC';
  process.env['TEMPORAL_CLI_PATH'] = await temporalCli(process.env);
  process.env['TEMPORAL_TEST_SERVER_PATH'] = await temporalTestServer(process.env);
  await keepCluster();
}

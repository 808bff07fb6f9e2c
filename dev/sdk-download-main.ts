// A process of its own, because the SDK's download runs in native code that only ends with its process.
import { TestWorkflowEnvironment } from '@temporalio/testing';

import { messageOf } from './root';

async function main(kind: string | undefined, downloadDir: string | undefined, version: string | undefined) {
  if (downloadDir === undefined || version === undefined) throw new Error('expected: KIND FOLDER VERSION');
  const server = { executable: { type: 'cached-download', downloadDir, version } } as const;
  const started =
    kind === 'temporal'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server });
  await started.teardown();
}

main(...(process.argv.slice(2) as [string?, string?, string?])).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});

import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

import type { Service } from './service';

/** Every history of every unit as Temporal's UI fetches it without the codec, and what its lists show, as one text. */
export async function historiesWithoutCodec({ env, file }: Service): Promise<string> {
  const units = new Set(Object.keys(file().tokens).map((who) => who.split('.')[0] ?? ''));
  const connection = await Connection.connect({ address: `127.0.0.1:${env['SLUSS_TEMPORAL_PORT'] ?? ''}` });
  const found: string[] = [];
  try {
    for (const unit of units) {
      const { workflow } = new Client({ connection, namespace: `sluss-${unit}` });
      for await (const { workflowId, runId, memo, typedSearchAttributes } of workflow.list()) {
        const history = await workflow.getHandle(workflowId, runId).fetchHistory();
        found.push(
          JSON.stringify([workflowId, memo, typedSearchAttributes]),
          payloadsAsText(historyToJSON(history)),
        );
      }
    }
  } finally {
    await connection.close();
  }
  if (found.length === 0) throw new Error('Temporal showed no history');
  return found.join('\n');
}

/** The history, and once more with its payloads read from base64, as the UI shows what it can read. */
function payloadsAsText(history: string): string {
  const decoded = history.replaceAll(/"([A-Za-z0-9+/]{8,}={0,2})"/g, (_all, text: string) =>
    Buffer.from(text, 'base64').toString('utf8'),
  );
  return `${history}\n${decoded}`;
}

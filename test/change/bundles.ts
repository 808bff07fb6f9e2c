import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { WorkflowBundle } from '@temporalio/worker';
import { bundleOf } from '../workflows/bundle';

// What workers ran: the bundle of `workflows/` of the release before, kept as it was, so that its cases can be taken through today's code
// (docs/changing.md). `node --import tsx test/change/bundles.ts` puts today's in its place.

const kept = join(__dirname, 'previous.js.br');
const MAP = '\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,';
/** The engine wants a source map; that of a kept bundle is left out, being twice as large as the code. */
const noMap = Buffer.from(
  '{"version":3,"file":"workflow-bundle.js","sources":[],"names":[],"mappings":""}',
).toString('base64');

/** The bundle of the release before. */
export function previousBundle(): WorkflowBundle {
  const code = brotliDecompressSync(readFileSync(kept)).toString('utf8');
  return { code: `${code}${MAP}${noMap}` };
}

async function keep(): Promise<void> {
  const { code } = await bundleOf();
  writeFileSync(kept, brotliCompressSync(code.slice(0, code.lastIndexOf('\n//# sourceMappingURL='))));
  console.log(`${kept}: today's bundle`);
}

if (require.main === module) void keep();

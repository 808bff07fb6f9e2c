import type { Payload } from '@temporalio/common';

import type { Reader } from '../../domain/kernel/actor';
import { namespaceOf } from '../../messages/case-messages';
import { caseKeyId } from '../../security/key-ring';
import { PayloadRefused, createPayloadCodec } from '../../security/payload-codec';
import { isCaseRef } from '../../security/references';
import { NO_CASE, logReading, openFile } from '../case-file';
import { writeLine } from '../log';
import { caseRoles } from '../operations/cases';
import { checkRole } from '../operations/staff';
import { Problem } from '../problem';
import type { ProblemKind } from '../problem-kinds';
import type { CodecDeps } from './deps';
import { isEngineMarker } from './engine-marker';

/** How a reading by way of Temporal's UI stands in the log. */
export const READ_PAYLOADS = 'readPayloads';

/** What stands in the place of a payload that the reader may not open, or that nobody can. */
const closed: Payload = {
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify('[closed]')),
};

/** What closes one case and not the page, which may show others too: a key that is away stops its own case (ADR 0017). */
const closing: readonly ProblemKind[] = ['foreign', 'notPermitted', 'keyAway'];

/**
 * What stands in the place of the engine's own note on a local activity. The UI shows the name that is in it instead of the summary, whichever
 * comes last; without a name it shows the summary (ADR 0028).
 */
const nothingSaid: Payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{}') };

/** Who asks, and in which namespace the payloads are said to lie. */
export interface Asking {
  readonly reader: Reader;
  readonly namespace: string;
}

/** The case under whose key the payload lies; what names none is logged and answered like an unknown one. */
export function caseOf({ metadata }: Payload): string {
  const named = Buffer.from(metadata?.['encryption-key-id'] ?? []).toString('utf8');
  const caseRef = named.slice(caseKeyId('').length);
  return isCaseRef(caseRef) && caseKeyId(caseRef) === named ? caseRef : NO_CASE;
}

/**
 * Opens the payloads of cases whose whole file is open to the reader (ACC-2, ACC-3), and answers the rest with `[closed]`: another unit's,
 * another case's, a key that is unknown, what was altered. Each case has its line in the log before anything is opened (AUD-2). The engine's
 * own notes on local activities were never sealed, and are left out.
 */
export async function openPayloads(
  deps: CodecDeps,
  asking: Asking,
  payloads: readonly Payload[],
): Promise<readonly Payload[]> {
  const open = new Map<string, boolean>();
  for (const caseRef of new Set(payloads.filter((payload) => !isEngineMarker(payload)).map(caseOf))) {
    open.set(caseRef, await isOpen(deps, asking, caseRef));
  }
  const codec = createPayloadCodec(asking.reader.unit, deps.keyRing);
  const openOne = async (payload: Payload): Promise<Payload> => {
    if (isEngineMarker(payload)) return nothingSaid;
    const workflowId = caseOf(payload);
    if (open.get(workflowId) !== true) return closed;
    const context = { type: 'workflow', namespace: asking.namespace, workflowId } as const;
    const [opened = closed] = await codec.decode([payload], context).catch(closeRefused);
    return opened;
  };
  return Promise.all(payloads.map(openOne));
}

/** The same questions as the API's, with the same line in the log (CON-6): do the reader's functions include cases, and is the whole file open? */
async function isOpen(deps: CodecDeps, { reader, namespace }: Asking, caseRef: string): Promise<boolean> {
  if (namespace !== namespaceOf(deps.namespacePrefix, reader.unit)) {
    await writeLine(deps, { reader, caseRef, action: READ_PAYLOADS, outcome: 'foreign', rules: ['CON-6'] });
    return false;
  }
  try {
    await checkRole(deps, reader, { action: READ_PAYLOADS, caseRef }, caseRoles);
    const opened = await openFile(deps, reader, caseRef, READ_PAYLOADS);
    await logReading(deps, reader, opened, READ_PAYLOADS);
    return true;
  } catch (error) {
    if (error instanceof Problem && closing.includes(error.kind)) return false;
    throw error;
  }
}

function closeRefused(error: unknown): Payload[] {
  if (error instanceof PayloadRefused) return [closed];
  throw error;
}

import { openApiDocument } from '../../../api/openapi';
import { operations } from '../../../api/operations/table';
import type { Answered, OpenApi } from '../../support/conformance';
import { createConformance } from '../../support/conformance';
import { profile } from './profile';

export type { Answered };

/** The document as a client gets it. */
export const document = JSON.parse(JSON.stringify(openApiDocument(operations, profile()))) as OpenApi;

const conformance = createConformance(document);

/** What was answered in this test file: `method path status`. */
export const answered = new Set<string>();

/** Fails unless the document says that this operation may answer so; addresses that are none are let through. */
export function assertConforms(method: 'get' | 'post', target: string, response: Answered): Answered {
  const { where, fault } = conformance(method, target, response);
  if (where !== '') answered.add(where);
  if (fault !== undefined) throw new Error(fault.what);
  return response;
}

import { caseOperations } from './cases';
import { changeOperations } from './changes';
import { letterOperations } from './letters';
import type { Operation } from './operation';
import { reviewOperations } from './review';
import { serviceOperations } from './service';
import { unitOperations } from './unit';
import { worklistOperations } from './worklists';

/** Every operation of the API: the router and the document are both made of this (ADR 0010). */
export const operations: readonly Operation[] = [
  ...changeOperations,
  ...caseOperations,
  ...reviewOperations,
  ...worklistOperations,
  ...unitOperations,
  ...letterOperations,
  ...serviceOperations,
];

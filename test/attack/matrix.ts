import type { OpenApi } from '../support/conformance';
import type { Cases } from './cases';
import { UNKNOWN } from './cases';
import { compare } from './sameness';
import type { Counts } from './tally';
import { countsOf, found } from './tally';
import type { Shot, Target } from './target';
import { asStaff, inParallel } from './target';

/** An operation of staff as the document has it. */
interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly example?: unknown;
}

interface Described {
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly example?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
}

/** Every operation of staff, with the parameters other than the case filled in. */
export function staffOperations({ paths }: OpenApi): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const { security = [], parameters = [], requestBody } = operation as unknown as Described;
      if (!security.some((way) => 'token' in way)) return [];
      const filled = parameters.reduce(
        (text, { name, example = 'x' }) =>
          name === 'case' ? text : text.replace(`{${name}}`, encodeURIComponent(example)),
        path,
      );
      const needed = path.endsWith('/transfer-preview') ? '?to=hisingen' : '';
      const example = requestBody?.content['application/json']?.example;
      return [{ method: method as 'get' | 'post', path: `${filled}${needed}`, example }];
    }),
  );
}

function shotAt({ method, path, example }: Operation, ref: string): Shot {
  const at = path.replace('{case}', ref);
  return method === 'get' ? { method, path: at } : { method, path: at, body: JSON.stringify(example) };
}

/** One member of staff, and the cases that must look to them like none. */
interface Row {
  readonly who: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly visible: readonly string[];
}

function rowsOf(tokens: Target['tokens'], cases: Cases): readonly Row[] {
  const { own, lost, other, handedOver, sender } = cases;
  return Object.keys(tokens).flatMap((who): readonly Row[] => {
    const [unit] = who.split('.');
    const elsewhere = { other, 'handed over': handedOver, sender };
    if (who === 'sav.caseworker') return [{ who, hidden: { lost, ...elsewhere }, visible: [own] }];
    if (unit === 'sav') return [{ who, hidden: elsewhere, visible: [own] }];
    if (unit === 'hisingen')
      return [{ who, hidden: { own, 'handed over by the unit': handedOver }, visible: [] }];
    return unit === 'nordost' ? [{ who, hidden: { own, 'of the sender': sender }, visible: [] }] : [];
  });
}

async function attackRow(target: Target, counts: Counts, row: Row): Promise<void> {
  const operations = staffOperations(target.document);
  const aimed = operations.filter(({ path }) => path.includes('{case}'));
  const ask = (operation: Operation, ref: string) =>
    target.shoot(counts, asStaff(target, row.who, shotAt(operation, ref)));
  await inParallel(aimed, 4, async (operation) => {
    const unknown = await ask(operation, UNKNOWN);
    for (const [kind, ref] of Object.entries(row.hidden)) {
      const what = `${row.who}, ${operation.method} ${operation.path}, ${kind}`;
      const foreign = await ask(operation, ref);
      compare(counts, what, foreign, unknown);
      if (foreign.status < 400) found(counts, 'wrong', `${what}: ${foreign.status.toString()}`);
    }
  });
  for (const operation of operations) {
    if (!operation.path.includes('{case}')) await ask(operation, UNKNOWN);
    else for (const ref of row.visible) await ask(operation, ref);
  }
}

/** Every operation × every role × own, lost, handed over, another unit's and unknown case. */
export async function attackMatrix(target: Target, cases: Cases): Promise<Counts> {
  const counts = countsOf('operation × role × case');
  for (const row of rowsOf(target.tokens, cases)) await attackRow(target, counts, row);
  return counts;
}

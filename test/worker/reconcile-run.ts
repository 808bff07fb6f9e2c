import { runOps } from '../../worker/ops/commands';

interface Difference {
  readonly kind: string;
  readonly unit: string;
  readonly caseRef?: string;
  readonly to?: string;
}

interface Report {
  readonly told: readonly { readonly finding: Difference; readonly outcome: string; readonly by?: string }[];
  readonly failed: readonly { readonly why: string }[];
}

/** How a run ended. */
export interface Reconciled extends Pick<Report, 'told'> {
  readonly code: number;
  /** What it said to people while it ran. */
  readonly said: string;
  /** Why something could not be looked at. */
  readonly why: string;
}

/** `npm run ops -- reconcile … --json`: its exit code, what it found, and what it could not look at. */
export async function runReconcile(
  variables: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Reconciled> {
  const [out, said]: [string[], string[]] = [[], []];
  const code = await runOps(['reconcile', '--json', ...args], variables, {
    print: (text) => void out.push(text),
    say: (line) => void said.push(line),
  });
  const reports = JSON.parse(out.join('\n') || '[]') as readonly Report[];
  return {
    code,
    told: reports.flatMap((report) => report.told),
    said: said.join('\n'),
    why: reports.flatMap(({ failed }) => failed.map(({ why }) => why)).join('\n'),
  };
}

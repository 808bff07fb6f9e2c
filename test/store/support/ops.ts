import { runOps } from '../../../worker/ops/commands';

/** Runs one command line against a database, and gives its exit code and all that it printed. */
export async function ops(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly text: string }> {
  const lines: string[] = [];
  const take = (line: string): void => void lines.push(line);
  const code = await runOps(args, { PATH: process.env['PATH'], ...env }, { print: take, say: take });
  return { code, text: lines.join('\n') };
}

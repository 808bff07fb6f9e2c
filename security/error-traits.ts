/** What a log may say of an error: enough to find it, without its words, which may quote what it worked on (ADR 0005). */
export interface ErrorTraits {
  /** The error's name, or of what type something else was that was thrown. */
  readonly error: string;
  readonly code?: string;
  /** Where it arose: the first three places of its stack. */
  readonly at?: string;
}

const FRAME = /^ {4}at /;

/** Name, code and place of an error. */
export function traitsOf(error: unknown): ErrorTraits {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { error: error.name, ...code, at: placesOf(error).slice(0, 3).join(' < ') };
}

/** A stack begins with the error's words, and they may have lines that look like places. */
function placesOf({ message, stack = '' }: Error): readonly string[] {
  const words = stack.indexOf(`${message}\n`);
  if (words < 0) return [];
  const lines = stack.slice(words + message.length).split('\n');
  return lines.filter((line) => FRAME.test(line)).map((line) => line.replace(FRAME, ''));
}

import { dirname } from 'node:path';

/** The folder of the project. */
export const root = dirname(__dirname);

/** One line of progress, told to whoever waits. */
export type Say = (line: string) => void;

/** The environment as a value: only entry points read the real one. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What an unknown thrown value says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

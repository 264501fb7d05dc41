import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** A command of `npm run ops`. */
export interface Command {
  /** One line of the usage. */
  says: string;
  /** @returns the exit code: 0 all is well, 1 something is wrong or left over */
  run(words: readonly string[], say: (line: string) => void): Promise<number>;
}

/** It was asked wrongly. */
export class WrongWords extends Error {
  override readonly name = 'WrongWords';
}

/** Where a command works. */
export const WHERE = {
  region: { type: 'string' },
  profile: { type: 'string' },
  endpoint: { type: 'string' },
  data: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

export const YES = { yes: { type: 'boolean', default: false } } as const satisfies ParseArgsOptionsConfig;

/** The flags of a command. @throws WrongWords for one that it does not have */
export function flagsOf<O extends ParseArgsOptionsConfig>(words: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: false }).values;
  } catch (cause) {
    throw new WrongWords(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What the system says about a process: its command line, its parent, and when it began.
 * A pid alone proves nothing, because the system gives the numbers out again.
 */
export interface ProcessIdentity {
  readonly commandLine: readonly string[] | string;
  readonly parent: number;
  readonly startedAt: string;
}

/** Looks a process up by its id; `undefined` when there is none (or only its empty shell, a zombie). */
export function processIdentity(pid: number): ProcessIdentity | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** Whether the process was started with exactly these arguments, in this order, among its others. */
export function wasStartedWith(identity: ProcessIdentity, args: readonly string[]): boolean {
  const { commandLine } = identity;
  if (typeof commandLine === 'string') return commandLine.includes(args.join(' '));
  return commandLine.some((_, at) => args.every((arg, offset) => commandLine[at + offset] === arg));
}

function fromProc(pid: number): ProcessIdentity | undefined {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything, blanks and brackets too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    return { commandLine, parent: Number(fields[1]), startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): ProcessIdentity | undefined {
  try {
    const ask = (column: string) =>
      execFileSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
    if (ask('stat').startsWith('Z')) return undefined;
    return { commandLine: ask('args'), parent: Number(ask('ppid')), startedAt: ask('lstart') };
  } catch {
    return undefined;
  }
}

import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-identity.ts';

const MARKER = '.recourse-data';
const LOCK = 'server.lock';

/** The folder holds files and is not one of ours, so nothing is written or deleted in it. */
export class FolderNotOurs extends Error {
  override readonly name = 'FolderNotOurs';
}

/** Another server works on the folder. The message is the sentence to print. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
}

export interface DataDir {
  readonly path: string;
  /** A file's path in the folder. */
  file(name: string): string;
  /** A folder in the folder, made when it is not there. */
  folder(name: string): string;
  /** Gives the folder free for another server. */
  release(): void;
}

/**
 * Makes or opens the folder in which a local server keeps everything, and holds it for this process alone.
 *
 * The lock names its process by id and start time, so one that was left behind by a kill is taken over, even when
 * the id belongs to another process by now.
 *
 * @param fresh empties the folder first, all but the pid files: what was left running is found by them.
 * @throws FolderNotOurs when the folder holds anything and was not made by this function.
 * @throws DataDirInUse when a living process holds it.
 */
export function openDataDir(path: string, { fresh = false } = {}): DataDir {
  mkdirSync(path, { recursive: true });
  const folder = realpathSync(path);
  const held = readdirSync(folder);
  if (held.length > 0 && !held.includes(MARKER)) {
    throw new FolderNotOurs(
      `${folder} holds files that Recourse did not make: name an empty folder, or one that does not exist yet.`,
    );
  }
  writeFileSync(join(folder, MARKER), 'This folder belongs to a local Recourse server and may be deleted.\n');
  const lock = join(folder, LOCK);
  takeLock(lock, folder);
  if (fresh) empty(folder, new Set([MARKER, LOCK]));
  let released = false;
  return {
    path: folder,
    file: (name) => join(folder, name),
    folder: (name) => {
      mkdirSync(join(folder, name), { recursive: true });
      return join(folder, name);
    },
    release: () => {
      if (!released) rmSync(lock, { force: true });
      released = true;
    },
  };
}

interface Holder {
  readonly pid: number;
  readonly startedAt: string;
}

function takeLock(lock: string, folder: string): void {
  const mine = `${lock}.${process.pid}`;
  const holder: Holder = { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
  writeFileSync(mine, JSON.stringify(holder));
  try {
    // A link appears at once and whole, or not at all: no one ever reads half a lock.
    while (!linked(mine, lock)) removeStale(lock, folder);
  } finally {
    unlinkSync(mine);
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

/** @throws DataDirInUse */
function removeStale(lock: string, folder: string): void {
  const holder = readHolder(lock);
  if (holder === 'gone') return;
  if (isAlive(holder)) throw inUse(folder, holder);
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  // Between the look and the rename another server may have taken the stale lock over: then this is its lock.
  const moved = readHolder(aside);
  if (moved !== 'gone' && isAlive(moved)) {
    renameSync(aside, lock);
    throw inUse(folder, moved);
  }
  unlinkSync(aside);
}

function readHolder(lock: string): Holder | undefined | 'gone' {
  let text: string;
  try {
    text = readFileSync(lock, 'utf8');
  } catch {
    return 'gone';
  }
  try {
    const holder: Holder = JSON.parse(text);
    return Number.isSafeInteger(holder.pid) && holder.pid > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder | undefined): holder is Holder {
  return holder !== undefined && startOf(holder.pid) === holder.startedAt;
}

function startOf(pid: number): string | undefined {
  return processIdentity(pid)?.startedAt;
}

function inUse(folder: string, { pid }: Holder): DataDirInUse {
  return new DataDirInUse(
    `Another Recourse server (process ${pid}) works on ${folder}: stop it, or name another folder.`,
  );
}

function empty(folder: string, spared: ReadonlySet<string>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (spared.has(entry.name) || entry.name.endsWith('.pid')) continue;
    if (!entry.isDirectory()) rmSync(path);
    else {
      empty(path, new Set());
      if (readdirSync(path).length === 0) rmdirSync(path);
    }
  }
}

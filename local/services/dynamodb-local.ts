import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findJava } from './java.ts';
import { poll } from './poll.ts';
import { processIdentity, wasStartedWith } from './process-identity.ts';

const PID_FILE = 'dynamodb-local.pid';
const END_LIMIT_MILLISECONDS = 10_000;

/** DynamoDB Local did not come up, or went away while it came up. */
export class DynamoDbLocalFailed extends Error {
  override readonly name = 'DynamoDbLocalFailed';
}

/** A living process runs DynamoDB Local on the same files. */
export class DynamoDbLocalInUse extends Error {
  override readonly name = 'DynamoDbLocalInUse';
}

export interface DynamoDbLocalOptions {
  /** A free one is chosen when none is given. */
  readonly port?: number;
  /** Where the database file lives; in memory when none is given. */
  readonly dataDir?: string;
  readonly log?: (line: string) => void;
  /** The Java programs to try, in order. */
  readonly java?: readonly string[];
}

export interface DynamoDbLocal {
  readonly endpoint: string;
  readonly pid: number;
  /** Resolves when the JVM has ended, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts DynamoDB Local and returns when it answers.
 *
 * A JVM outlives a parent that was killed, and keeps the port and the files. It is found again by the pid file
 * in `dataDir`, and ended, but only when that pid really is this jar on this folder and its parent is gone.
 *
 * The database file keeps the streams too: shards, records and sequence numbers survive the end of the JVM, even
 * by SIGKILL. In memory they die with it.
 *
 * @throws JavaMissing when there is no Java that is new enough.
 * @throws DynamoDbLocalInUse when a living process runs it on the same `dataDir`.
 * @throws DynamoDbLocalFailed when the port is taken or the JVM does not come up.
 */
export async function startDynamoDbLocal(options: DynamoDbLocalOptions = {}): Promise<DynamoDbLocal> {
  const log = options.log ?? (() => {});
  const java = findJava(options.java);
  const emulator = emulatorFolder();
  const jar = join(emulator, 'DynamoDBLocal.jar');
  const dataDir = options.dataDir === undefined ? undefined : existing(options.dataDir);
  if (dataDir !== undefined) await endLeftOver(dataDir, jar, log);
  const port = await freePort(options.port ?? 0);

  const child = spawn(
    java,
    [
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      `-Djava.library.path=${join(emulator, 'DynamoDBLocal_lib')}`,
      '-jar',
      jar,
      '-port',
      String(port),
      '-disableTelemetry',
      ...(dataDir === undefined ? ['-inMemory'] : ['-sharedDb', ...onFiles(dataDir)]),
    ],
    // A process group of its own: Ctrl-C goes to the whole group of the terminal, and would take the database
    // away while the server still finishes what it has in hand.
    // It writes a file of its own into the folder that it starts in.
    { detached: true, cwd: dataDir ?? tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const complaints = lastLines(child);
  const pid = child.pid;
  if (pid === undefined) throw new DynamoDbLocalFailed(`${java} could not be started`);
  const pidFile = dataDir === undefined ? undefined : join(dataDir, PID_FILE);
  if (pidFile !== undefined) writeRecord(pidFile, pid);
  const letGo = endWithThisProcess(child);
  // The child must not keep this process alive: stop() ends it, and so does the end of this process.
  child.unref();

  const stop = async () => {
    letGo();
    child.ref();
    await end(pid);
    await ended;
    if (pidFile !== undefined) rmSync(pidFile, { force: true });
  };
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await poll('DynamoDB Local', async () => {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new DynamoDbLocalFailed(`DynamoDB Local ended at once: ${complaints()}`);
      }
      return answers(endpoint);
    });
  } catch (cause) {
    await stop();
    if (cause instanceof DynamoDbLocalFailed) throw cause;
    throw new DynamoDbLocalFailed(`DynamoDB Local does not answer: ${complaints()}`, { cause });
  }
  log(`DynamoDB Local ${endpoint} (pid ${pid}, ${dataDir ?? 'in memory'})`);
  return { endpoint, pid, ended, stop };
}

/** By the package's folder and never by importing it: it pulls in a whole command line tool. */
function emulatorFolder(): string {
  return fileURLToPath(new URL('../../node_modules/amplify-dynamodb-simulator/emulator', import.meta.url));
}

function existing(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return realpathSync(folder);
}

function onFiles(dataDir: string): string[] {
  return ['-dbPath', dataDir];
}

async function endLeftOver(dataDir: string, jar: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(dataDir, PID_FILE);
  if (!existsSync(pidFile)) return;
  const record = readRecord(pidFile);
  const left = record && processIdentity(record.pid);
  if (record && left && wasStartedWith(left, ['-jar', jar]) && wasStartedWith(left, onFiles(dataDir))) {
    // An orphan is handed to another parent, so a JVM that still has the one that started it is in use.
    if (
      left.parent === record.parent &&
      processIdentity(record.parent)?.startedAt === record.parentStartedAt
    ) {
      throw new DynamoDbLocalInUse(
        `process ${record.parent} already runs DynamoDB Local on ${dataDir}: stop it first.`,
      );
    }
    log(`DynamoDB Local of an earlier run still holds ${dataDir}: ending process ${record.pid}`);
    await end(record.pid);
  }
  rmSync(pidFile, { force: true });
}

interface PidRecord {
  readonly pid: number;
  readonly parent: number;
  readonly parentStartedAt: string;
}

function readRecord(pidFile: string): PidRecord | undefined {
  try {
    const record: PidRecord = JSON.parse(readFileSync(pidFile, 'utf8'));
    // 0 and negative numbers mean whole groups of processes, and 1 is never ours.
    return Number.isSafeInteger(record.pid) && record.pid > 1 ? record : undefined;
  } catch {
    return undefined;
  }
}

function writeRecord(pidFile: string, pid: number): void {
  const parentStartedAt = processIdentity(process.pid)?.startedAt ?? '';
  const record: PidRecord = { pid, parent: process.pid, parentStartedAt };
  writeFileSync(pidFile, JSON.stringify(record));
}

async function end(pid: number): Promise<void> {
  const began = processIdentity(pid)?.startedAt;
  const gone = () => began === undefined || processIdentity(pid)?.startedAt !== began;
  const limit = { limitMilliseconds: END_LIMIT_MILLISECONDS };
  signal(pid, 'SIGTERM');
  try {
    await poll(`the end of process ${pid}`, gone, limit);
  } catch {
    signal(pid, 'SIGKILL');
    await poll(`the end of process ${pid}`, gone, limit);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already, which is what was wanted.
  }
}

const running = new Set<ChildProcess>();

/** Ends the JVM when this process ends in a way that it can notice. Returns what takes the watch off again. */
function endWithThisProcess(child: ChildProcess): () => void {
  if (running.size === 0) {
    process.on('exit', endAll);
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  }
  running.add(child);
  const letGo = () => {
    if (!running.delete(child) || running.size > 0) return;
    process.off('exit', endAll);
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  child.once('exit', letGo);
  return letGo;
}

function endAll(): void {
  for (const child of running) child.kill('SIGTERM');
}

function onSignal(name: NodeJS.Signals): void {
  // Whoever else listens shuts the server down in order, needs the database for it, and calls stop().
  if (process.listenerCount(name) > 1) return;
  // With no one else, having listened must not keep the process alive: it ends as it would have ended.
  endAll();
  process.off(name, onSignal);
  process.kill(process.pid, name);
}

function lastLines(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-2_000);
  });
  if (child.stderr && 'unref' in child.stderr) (child.stderr as { unref(): void }).unref();
  return () => text.trim() || 'it said nothing';
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then((response) => response.arrayBuffer());
    return true;
  } catch {
    return false;
  }
}

/**
 * Listens for a moment and lets go. On all interfaces, as the JVM will: another program on the port would answer
 * the ready check in its place.
 */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause) => {
      reject(new DynamoDbLocalFailed(`port ${wanted} is taken by another program`, { cause }));
    });
    probe.listen(wanted, '0.0.0.0', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}

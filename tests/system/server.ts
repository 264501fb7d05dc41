import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Visitor } from '../../local/visitor.ts';

const START_WITHIN_MS = 60_000;
const ROOT = join(import.meta.dirname, '../..');

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The local server as a process of its own, on a folder that outlives it. */
export class Server {
  readonly folder = mkdtempSync(join(tmpdir(), 'recourse-system-'));
  kills = 0;
  #child: ChildProcess | undefined;
  #port = 0;
  #said = '';

  async start(): Promise<Visitor> {
    this.#port ||= await freePort();
    const where = ['--port', String(this.#port), '--data', this.folder];
    const args = ['local/start.ts', ...where, '--empty', '--no-console'];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#said = '';
    const listens = Promise.withResolvers<void>();
    const hear = (chunk: Buffer): void => {
      this.#said += chunk.toString();
      if (this.#said.includes('Recourse is running')) listens.resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => listens.reject(new Error(`the server ended: ${this.#said}`)));
    const limit = setTimeout(() => listens.reject(new Error(`no start: ${this.#said}`)), START_WITHIN_MS);
    await listens.promise;
    clearTimeout(limit);
    return new Visitor(`http://localhost:${this.#port}`);
  }

  /** As a power cut: nothing is said good-bye to. */
  async kill(): Promise<void> {
    this.kills += 1;
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async remove(): Promise<void> {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) await this.stop();
    this.#endDatabase();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** A JVM that a killed server left behind, and no later one took over. */
  #endDatabase(): void {
    try {
      const [pid] =
        /\d+/.exec(readFileSync(join(this.folder, 'dynamodb', 'dynamodb-local.pid'), 'utf8')) ?? [];
      if (pid !== undefined) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Ended already.
    }
  }
}

/** `npm run verify` on a folder: its exit code and what it prints. */
export async function runVerify(folder: string): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['local/verify.ts', '--data', folder], { cwd: ROOT });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'exit');
  return { code: Number(code), said };
}

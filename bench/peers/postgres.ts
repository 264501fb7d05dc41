import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PeerFailed } from './peer.ts';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
const DATABASE = 'peer';

/** A cluster of its own in a folder, as PostgreSQL comes, to be spoken to by a socket in that folder only. */
export interface Postgres {
  url: string;
  /** The numbers of the first row. */
  numbers(query: string): Promise<number[]>;
  stop(): Promise<void>;
}

/** @throws PeerFailed when PostgreSQL is not here or does not come up */
export async function startPostgres(folder: string): Promise<Postgres> {
  const programs = programsFolder();
  const owner = await ownerOf(folder);
  const data = path.join(folder, 'data');
  await run(path.join(programs, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8'], {
    ...owner,
    cwd: folder,
  });
  const server = spawn(
    path.join(programs, 'postgres'),
    ['-D', data, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`],
    { ...owner, cwd: folder, stdio: 'ignore' },
  );
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGINT'); // fast: it ends its clients first
    await once(server, 'exit');
  };
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await run(path.join(programs, 'pg_isready'), ['-h', folder]).then(
      () => true,
      () => false,
    );
    if (isUp) {
      return {
        url: `postgresql://bench@localhost/${DATABASE}?host=${encodeURIComponent(folder)}`,
        numbers: async (query) => {
          const asked = ['-h', folder, '-U', 'bench', '-d', DATABASE, '-AtF', ' ', '-c', query];
          const { stdout } = await run(path.join(programs, 'psql'), asked);
          return stdout.trim().split(' ').map(Number);
        },
        stop,
      };
    }
    await pause(100);
  }
  await stop();
  throw new PeerFailed('PostgreSQL does not answer.');
}

/** Debian keeps the server's programs off the path. */
function programsFolder(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  const found = folders.find(
    (folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')),
  );
  if (found === undefined) throw new PeerFailed('PostgreSQL is not here: apt-get install postgresql');
  return found;
}

/** PostgreSQL refuses to be run by root: then its Debian user has the folder. */
async function ownerOf(folder: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (what) => Number((await run('id', [what, 'postgres'])).stdout)),
  );
  if (uid === undefined || gid === undefined) throw new PeerFailed('There is no user postgres.');
  chownSync(folder, uid, gid);
  return { uid, gid };
}

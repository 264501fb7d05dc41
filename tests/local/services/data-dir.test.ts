import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DataDirInUse, FolderNotOurs, openDataDir } from '../../../local/services/data-dir.ts';
import { poll } from '../../../local/services/poll.ts';
import { processIdentity } from '../../../local/services/process-identity.ts';
import { temporaryFolder } from './temporary-folder.ts';

const MODULE = new URL('../../../local/services/data-dir.ts', import.meta.url).href;

/** A process of its own that holds the folder until it is ended. */
async function holderOf(folder: string) {
  const script = `import { openDataDir } from ${JSON.stringify(MODULE)};
    openDataDir(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  return { pid: child.pid, kill };
}

it('makes the folder and opens it again after a release', () => {
  const path = join(temporaryFolder(), 'deep', 'data');
  const first = openDataDir(path);
  writeFileSync(first.file('cases.json'), '{}');
  first.release();
  const second = openDataDir(path);
  expect(readFileSync(second.file('cases.json'), 'utf8')).toBe('{}');
  expect(existsSync(second.folder('objects'))).toBe(true);
});

it('says in one sentence which process works on the folder', async () => {
  const folder = temporaryFolder();
  const holder = await holderOf(folder);
  expect(() => openDataDir(folder)).toThrow(DataDirInUse);
  expect(() => openDataDir(folder)).toThrow(
    `Another Recourse server (process ${holder.pid}) works on ${folder}: stop it, or name another folder.`,
  );
});

it('does not let one process open the folder twice', () => {
  const folder = temporaryFolder();
  openDataDir(folder);
  expect(() => openDataDir(folder)).toThrow(DataDirInUse);
});

it('takes over from a server that was killed', async () => {
  const folder = temporaryFolder();
  const holder = await holderOf(folder);
  await holder.kill();
  openDataDir(folder);
  const lock = readdirSync(folder).filter((name) => name.includes('lock'));
  expect(lock).toHaveLength(1);
  expect(readFileSync(join(folder, String(lock[0])), 'utf8')).toContain(String(process.pid));
});

it('takes over when the pid of the dead server belongs to another process by now', () => {
  const folder = temporaryFolder();
  openDataDir(folder).release();
  const started = processIdentity(process.pid)?.startedAt;
  writeFileSync(
    join(folder, 'server.lock'),
    JSON.stringify({ pid: process.pid, startedAt: `not ${started}` }),
  );
  expect(openDataDir(folder).path).toBe(folder);
});

it('lets exactly one of several servers take a stale lock', async () => {
  const folder = temporaryFolder();
  await (await holderOf(folder)).kill();
  const script = `import { openDataDir } from ${JSON.stringify(MODULE)};
    try { openDataDir(${JSON.stringify(folder)}); console.log('mine'); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.name); }`;
  const rivals = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    onTestFinished(() => void child.kill('SIGKILL'));
    return new Promise<string>((resolve) =>
      child.stdout.once('data', (line) => resolve(String(line).trim())),
    );
  });
  const said = await Promise.all(rivals);
  expect(said.filter((line) => line === 'mine')).toHaveLength(1);
  expect(said.filter((line) => line === DataDirInUse.name)).toHaveLength(rivals.length - 1);
});

it('refuses a folder with files of someone else, and leaves them alone', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'thesis.txt'), 'years of work');
  for (const fresh of [false, true]) expect(() => openDataDir(folder, { fresh })).toThrow(FolderNotOurs);
  expect(readdirSync(folder)).toEqual(['thesis.txt']);
});

it('empties its own folder when asked for a fresh one, but keeps what leads to left processes', () => {
  const folder = temporaryFolder();
  const first = openDataDir(folder);
  mkdirSync(join(first.folder('objects'), 'a', 'b'), { recursive: true });
  writeFileSync(join(folder, 'objects', 'a', 'b', 'recording.mp3'), '');
  writeFileSync(join(first.folder('dynamodb'), 'dynamodb-local.pid'), '1');
  writeFileSync(join(folder, 'dynamodb', 'shared.db'), '');
  first.release();
  const second = openDataDir(folder, { fresh: true });
  expect(existsSync(join(folder, 'objects'))).toBe(false);
  expect(readdirSync(second.folder('dynamodb'))).toEqual(['dynamodb-local.pid']);
  expect(() => openDataDir(folder)).toThrow(DataDirInUse);
});

it('tells a process that has ended from one that runs', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const pid = Number(child.pid);
  expect(processIdentity(pid)?.parent).toBe(process.pid);
  child.kill('SIGKILL');
  await poll('its end', () => processIdentity(pid) === undefined);
});

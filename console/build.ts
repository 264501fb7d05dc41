import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { build } from 'vite';

// Builds the console into `dist/console`, with --if-stale only when a source is newer than what lies there.
const STARTED = new Date();
const HERE = import.meta.dirname;
const OUT = path.join(HERE, '..', 'dist', 'console');
/** Beside it until it is whole: nobody is served half a console. */
const UNDERWAY = `${OUT}.${process.pid}`;
const TEXT = /\.(html|js|css|svg|json)$/;

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name));
  return files.filter((file) => !path.relative(folder, file).startsWith('node_modules'));
}

const changedAt = async (file: string): Promise<number> => (await stat(file)).mtimeMs;

async function isStale(): Promise<boolean> {
  const built = await changedAt(path.join(OUT, 'index.html')).catch(() => 0);
  const sources = [...(await filesOf(HERE)), path.join(HERE, '..', 'package-lock.json')];
  return Math.max(...(await Promise.all(sources.map(changedAt)))) > built;
}

/** Once here, and not on each request: a browser gets the smallest form that it takes. */
async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

/** @throws when a source does not compile; what was built before stays */
async function buildAnew(): Promise<void> {
  try {
    await build({
      configFile: path.join(HERE, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: UNDERWAY, emptyOutDir: true },
    });
    await Promise.all((await filesOf(UNDERWAY)).filter((file) => TEXT.test(file)).map(compress));
    // What was edited meanwhile is newer than this.
    await utimes(path.join(UNDERWAY, 'index.html'), STARTED, STARTED);
    await rm(OUT, { recursive: true, force: true });
    await rename(UNDERWAY, OUT);
  } finally {
    await rm(UNDERWAY, { recursive: true, force: true });
  }
}

// Whoever calls may be a test: what is built is what is deployed, with React's production build.
process.env.NODE_ENV = 'production';

if (!process.argv.includes('--if-stale') || (await isStale())) {
  process.stdout.write('  building the console');
  try {
    await buildAnew();
    process.stdout.write(` (${((Date.now() - STARTED.getTime()) / 1000).toFixed(1)} s)\n`);
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { BUILD_OPTIONS, bundleAll, functionEntries } from '../infra/bundle.ts';
import { BenchFailed } from './local-system.ts';
import { type BenchOptions, type Figure, median, print, readable } from './report.ts';

const REPOSITORY = path.join(import.meta.dirname, '..');
const FOLDER = path.join(REPOSITORY, 'dist', 'bench');
const IMPORTS = 5;
const BASELINE = 'baseline.';

/**
 * Each Lambda bundle against one that holds nothing but its SDK clients and the commands it sends by them, as the SDK
 * ships them: built with the same options, and imported in turn, each time in a fresh process.
 *
 * Our build also leaves parts of the SDK out. What the ratios are against clients without those parts stands beside, as
 * information (decision 13). Tracing is off, as in China; with it the tracer beside the bundle loads too.
 */
export default async function bundle({ cases: imports = IMPORTS, say }: BenchOptions): Promise<Figure[]> {
  const entries = await functionEntries();
  const baselines = await writeBaselines(await sdkOf(entries));
  const built = await bundleAll({
    entries: { ...entries, ...baselines.files },
    outDir: path.join(FOLDER, 'bundles'),
  });
  const shipped = path.join(FOLDER, 'shipped');
  await build({ ...AS_SHIPPED, entryPoints: inputsOf(baselines.files), outdir: shipped });

  const rows: Row[] = [];
  for (const name of Object.keys(entries)) {
    const { key, packages } = baselines.of(name);
    const files = {
      own: built.find((one) => one.name === name)?.file ?? '',
      shipped: path.join(shipped, `${key}.mjs`),
      cut: built.find((one) => one.name === key)?.file ?? '',
    };
    rows.push({ name, packages, ...(await measured(files, imports)) });
  }
  print(
    ['bundle', 'kB', 'of SDK', 'of cut SDK', 'import ms', 'of SDK', 'of cut SDK', 'its SDK packages'],
    rows.map(({ name, packages, bytes, time }) => [
      name,
      readable(bytes.own / 1000),
      (bytes.own / bytes.shipped).toFixed(3),
      (bytes.own / bytes.cut).toFixed(3),
      time.own.toFixed(1),
      (time.own / time.shipped).toFixed(2),
      (time.own / time.cut).toFixed(2),
      packages.map((each) => each.slice('@aws-sdk/'.length)).join(' '),
    ]),
    say,
  );
  const worst = (ratio: (row: Row) => number): number => Math.max(...rows.map(ratio));
  return [
    ...rows.flatMap(({ name, bytes, time }): Figure[] => [
      { what: `${name}: size, of its SDK`, measured: bytes.own / bytes.shipped, budget: { most: 1.15 } },
      { what: `${name}: import, of its SDK`, measured: time.own / time.shipped, budget: { most: 1.5 } },
    ]),
    { what: 'largest size, of the SDK as we cut it', measured: worst(({ bytes }) => bytes.own / bytes.cut) },
    { what: 'largest import, of the SDK as we cut it', measured: worst(({ time }) => time.own / time.cut) },
  ];
}

interface Measured {
  own: number;
  /** The SDK clients alone, with nothing of them swapped or left out. */
  shipped: number;
  /** The same, built as our functions are. */
  cut: number;
}

interface Row {
  name: string;
  packages: readonly string[];
  bytes: Measured;
  time: Measured;
}

async function measured(
  files: Record<keyof Measured, string>,
  imports: number,
): Promise<Pick<Row, 'bytes' | 'time'>> {
  const names = ['own', 'shipped', 'cut'] as const;
  const times = { own: [] as number[], shipped: [] as number[], cut: [] as number[] };
  for (let at = 0; at < imports; at += 1) {
    for (const name of names) times[name].push(await importTime(files[name]));
  }
  const [own, shipped, cut] = await Promise.all(names.map(async (name) => (await stat(files[name])).size));
  return {
    bytes: { own: own ?? 0, shipped: shipped ?? 0, cut: cut ?? 0 },
    time: { own: median(times.own), shipped: median(times.shipped), cut: median(times.cut) },
  };
}

/** As `infra/bundle.ts` builds, without what it leaves out. */
const AS_SHIPPED = {
  ...BUILD_OPTIONS,
  external: ['@aws-lambda-powertools/tracer'],
} satisfies BuildOptions;

function inputsOf(files: Readonly<Record<string, string>>): { in: string; out: string }[] {
  return Object.entries(files).map(([out, file]) => ({ in: file, out }));
}

type Sdk = ReadonlyMap<string, ReadonlySet<string>>;

/** For each entry the SDK packages that are in its bundle and that our own files name, with the names they import. */
async function sdkOf(entries: Readonly<Record<string, string>>): Promise<Map<string, Sdk>> {
  const { metafile } = await build({
    ...AS_SHIPPED,
    entryPoints: inputsOf(entries),
    outdir: FOLDER,
    metafile: true,
    write: false,
  });
  const bundles = Object.entries(metafile.outputs).map(async ([file, { inputs }]) => {
    const inIt = Object.keys(inputs).filter((input) => (inputs[input]?.bytesInOutput ?? 0) > 0);
    const sdk = new Map<string, Set<string>>();
    for (const own of inIt.filter((input) => !input.includes('node_modules/'))) {
      const text = await readFile(path.join(REPOSITORY, own), 'utf8');
      for (const [, names = '', from = ''] of text.matchAll(IMPORT)) {
        if (!inIt.some((input) => input.startsWith(`node_modules/${from}/`))) continue;
        const values = names.split(',').map((name) => name.trim().replace(/ as .*/, ''));
        const known = sdk.get(from) ?? new Set();
        sdk.set(from, known);
        for (const name of values) if (name !== '' && !name.startsWith('type ')) known.add(name);
      }
    }
    return [path.basename(file, '.mjs'), sdk] as const;
  });
  return new Map(await Promise.all(bundles));
}

const IMPORT = /import \{([^}]*)\} from '(@aws-sdk\/[^']+)'/g;

/** One file for all entries with the same clients and commands. */
async function writeBaselines(sdks: ReadonlyMap<string, Sdk>) {
  const folder = path.join(FOLDER, 'baselines');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files: Record<string, string> = {};
  const keys = new Map<string, { key: string; packages: string[] }>();
  const texts = new Map<string, string>();
  for (const [name, sdk] of sdks) {
    const text = baselineOf(sdk);
    const key = texts.get(text) ?? `${BASELINE}${name}`;
    texts.set(text, key);
    files[key] = path.join(folder, `${key}.ts`);
    keys.set(name, { key, packages: [...sdk.keys()].sort() });
    await writeFile(files[key], text);
  }
  const of = (name: string) => keys.get(name) ?? { key: '', packages: [] };
  return { files, of };
}

/** Imports what the function imports of the SDK, and makes each client once, as the function does. */
function baselineOf(sdk: Sdk): string {
  const sorted = [...sdk].sort(([a], [b]) => (a < b ? -1 : 1));
  const names = sorted.flatMap(([, all]) => [...all].sort());
  const plain = names.filter((name) => /^(?!DynamoDBDocument).*Client$/.test(name));
  return [
    ...sorted.map(([from, all]) => `import { ${[...all].sort().join(', ')} } from '${from}';`),
    ...plain.map((name) => `const of${name} = new ${name}({});`),
    ...(names.includes('DynamoDBDocumentClient')
      ? ['const documents = DynamoDBDocumentClient.from(ofDynamoDBClient);']
      : []),
    `export const handler = async () => [${[...names, ...plain.map((name) => `of${name}`)].join(', ')}${
      names.includes('DynamoDBDocumentClient') ? ', documents' : ''
    }];`,
    '',
  ].join('\n');
}

const run = promisify(execFile);

/** In milliseconds, by a process that has done nothing before. */
async function importTime(file: string): Promise<number> {
  const script = `const from = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); process.stdout.write(String(performance.now() - from)); process.exit(0);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: ENVIRONMENT,
  }).catch((error: { stderr?: string }) => {
    // The rest of what Node says is the bundle itself.
    const said = error.stderr?.split('\n').find((line) => /^\w+: /.test(line));
    throw new BenchFailed(`${path.basename(path.dirname(file))} cannot be imported. ${said ?? ''}`);
  });
  const time = Number(stdout);
  if (!Number.isFinite(time)) throw new BenchFailed(`${file} says ${stdout} when it is imported.`);
  return time;
}

/** What a function finds at its start; nothing in it leads anywhere. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  POWERTOOLS_SERVICE_NAME: 'recourse',
  POWERTOOLS_METRICS_NAMESPACE: 'Recourse',
  POWERTOOLS_LOG_LEVEL: 'ERROR',
  TABLE_CASES: 'cases',
  TABLE_POLICIES: 'policies',
  TABLE_COMMISSIONS: 'commissions',
  TABLE_METRICS: 'metrics',
  TABLE_IDEMPOTENCY: 'idempotency',
  BUCKET_FILES: 'files',
  BUCKET_CONSOLE: 'console',
  CONSOLE_CONNECTS: 'https://example.invalid',
  TOPIC_CALLBACK_PROBLEMS: 'topic',
  TOPIC_HOLDS: 'topic',
  TOPIC_ESCALATIONS: 'topic',
  TOPIC_PAYOUTS: 'topic',
  MACHINE_CALLBACK: 'machine',
  MACHINE_PAYOUT: 'machine',
  MACHINE_POLICY_IMPORT: 'machine',
  LINK_BASE_URL: 'https://example.invalid',
  LINK_SECRET: 'none',
  SMS_GATEWAY: 'sns',
  SMS_SIGN_NAME: 'none',
  SMS_SECRET: '{}',
  BRANCHES: 'bj',
};

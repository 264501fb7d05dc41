import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { REPOSITORY, readCatalogue } from './catalogue.ts';
import { lambdaTrim } from './lambda-trim.ts';

export interface BundleOptions {
  /** Path of the TypeScript file of each function, by the function's name. */
  entries: Readonly<Record<string, string>>;
  /** Emptied first. Each function gets the folder of its name in it. */
  outDir: string;
}

export interface Bundle {
  name: string;
  /** The bundle; its folder is the asset. */
  file: string;
  bytes: number;
}

export const BUNDLE_FILE = 'index.mjs';
export const TRACER_FILE = 'tracer.mjs';

const TRACER = '@aws-lambda-powertools/tracer';

// Packages that are CommonJS inside call `require`, which a module does not have.
const BANNER = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** How anything of ours is bundled; the bench builds by them what it compares the bundles with. */
export const BUILD_OPTIONS = {
  absWorkingDir: REPOSITORY,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  legalComments: 'none',
  mainFields: ['module', 'main'], // CommonJS builds cannot be shaken
  banner: { js: BANNER },
  logLevel: 'silent', // what is wrong is in the error
} satisfies BuildOptions;

/** Packages that the bundles do without, and what stands in for each. The files say why. */
const STAND_INS = {
  '@aws-sdk/credential-provider-node': new URL('./lambda-credentials.ts', import.meta.url),
  '@aws-sdk/endpoint-cache': new URL('./lambda-no-endpoint-cache.ts', import.meta.url),
  '@smithy/core/event-streams': new URL('./lambda-no-event-streams.ts', import.meta.url),
  '@aws-lambda-powertools/jmespath/functions': new URL('./lambda-no-jmespath.ts', import.meta.url),
  '@aws-lambda-powertools/jmespath': new URL('./lambda-no-jmespath.ts', import.meta.url),
};

/**
 * One esbuild call for all functions: a call for each would parse the SDK each time.
 *
 * The tracer is an entry of its own, copied beside each bundle that asks for it: X-Ray's SDK is as heavy as a
 * DynamoDB client, and where tracing is off nobody loads it.
 */
export async function bundleAll({ entries, outDir }: BundleOptions): Promise<Bundle[]> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const wantsTracer = new Set<string>();
  const { metafile } = await build({
    ...BUILD_OPTIONS,
    entryPoints: [
      ...Object.entries(entries).map(([name, file]) => ({ in: path.resolve(file), out: `${name}/index` })),
      { in: TRACER, out: TRACER_OUT },
    ],
    outdir: outDir,
    metafile: true,
    alias: Object.fromEntries(
      Object.entries(STAND_INS).map(([wanted, file]) => [wanted, fileURLToPath(file)]),
    ),
    plugins: [tracerApart(), lambdaTrim()],
  });
  for (const [file, { imports, entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint !== undefined && imports.some(({ path: imported }) => imported === `./${TRACER_FILE}`)) {
      wantsTracer.add(path.basename(path.dirname(file)));
    }
  }
  const bundles = await Promise.all(
    Object.keys(entries).map(async (name) => {
      const folder = path.join(outDir, name);
      if (wantsTracer.has(name)) {
        await copyFile(path.join(outDir, `${TRACER_OUT}.mjs`), path.join(folder, TRACER_FILE));
      }
      const file = path.join(folder, BUNDLE_FILE);
      return { name, file, bytes: (await stat(file)).size };
    }),
  );
  await rm(path.dirname(path.join(outDir, TRACER_OUT)), { recursive: true });
  return bundles;
}

const TRACER_OUT = 'tracer/index';

/** `await import('@aws-lambda-powertools/tracer')` becomes the import of the file beside the bundle. */
function tracerApart(): Plugin {
  return {
    name: 'tracer-apart',
    setup({ onResolve }) {
      onResolve({ filter: /^@aws-lambda-powertools\/tracer(\/|$)/ }, ({ kind, path: wanted, importer }) => {
        if (kind === 'entry-point') return undefined;
        if (kind === 'dynamic-import' && wanted === TRACER) {
          return { path: `./${TRACER_FILE}`, external: true };
        }
        return {
          errors: [
            { text: `${importer}: import ${TRACER} dynamically, or each function carries X-Ray's SDK` },
          ],
        };
      });
    },
  };
}

export interface SystemBundleOptions {
  outDir: string;
  /** Where the console was built to. */
  consoleFolder: string;
}

/** Every function of the system, as it is deployed, and beside the customer's one what it hands out as it is. */
export async function bundleSystem({ outDir, consoleFolder }: SystemBundleOptions): Promise<Bundle[]> {
  const { functions } = readCatalogue();
  const entries = await functionEntries();
  const odd = new Set(Object.keys(functions)).symmetricDifference(new Set(Object.keys(entries)));
  if (odd.size > 0) {
    throw new Error(`functions.json and functions/entries do not agree on ${[...odd].join(', ')}.`);
  }
  const description = path.join(REPOSITORY, 'functions', 'openapi.ts');
  const bundles = await bundleAll({ entries: { ...entries, [DESCRIPTION]: description }, outDir });
  const { describeApi } = await import(path.join(outDir, DESCRIPTION, BUNDLE_FILE));
  await rm(path.join(outDir, DESCRIPTION), { recursive: true });
  const folderOf = (route: string): string => {
    const found = Object.entries(functions).find(
      ([, file]) => 'routes' in file && file.routes.includes(route),
    );
    if (found === undefined) throw new Error(`No function has the route ${route}.`);
    return path.join(outDir, found[0]);
  };
  await writeFile(path.join(folderOf(`/${DESCRIPTION}`), DESCRIPTION), JSON.stringify(describeApi()));
  await copyFile(path.join(consoleFolder, PAGE), path.join(folderOf('/c/{proxy+}'), PAGE));
  return bundles.filter(({ name }) => name !== DESCRIPTION);
}

const DESCRIPTION = 'openapi.json';
const PAGE = 'customer.html';

/** The entries that there are: `functions/entries/<name>.ts`. */
export async function functionEntries(
  folder = path.join(REPOSITORY, 'functions', 'entries'),
): Promise<Record<string, string>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  return Object.fromEntries(files.map((file) => [path.basename(file, '.ts'), path.join(folder, file)]));
}

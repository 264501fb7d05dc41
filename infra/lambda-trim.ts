import { readFile } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Takes out of the bundles what packages carry and none of our functions can reach. What is left does as before; each
 * part says why it is safe. Sizes are of a minified bundle.
 */
export function lambdaTrim(): Plugin {
  return {
    name: 'lambda-trim',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:http$/ }, ({ importer }) =>
        MIDDY.test(importer) ? { path: 'status-codes', namespace: TABLE } : undefined,
      );
      onLoad({ filter: /.*/, namespace: TABLE }, () => ({
        contents: `export const STATUS_CODES = ${JSON.stringify(STATUS_CODES)};`,
      }));
      onLoad({ filter: CLIENT_PACKAGE }, async ({ path: file }) => ({
        contents: versionOnly(await readFile(file, 'utf8')),
        loader: 'json',
      }));
      onLoad({ filter: CLIENT_SCHEMAS }, async ({ path: file }) => ({
        contents: plainKeys(await readFile(file, 'utf8')),
        resolveDir: path.dirname(file),
      }));
    },
  };
}

const TABLE = 'lambda-trim';

/**
 * Middy reads one table of `node:http`, the texts of status codes. A module that imports `node:http` makes Node load
 * all that it exports, its whole `fetch` included: 16 to 19 ms of a start. The table is copied in, 1.4 kB; the SDK gets
 * the real one, at its first request.
 */
const MIDDY = /[\\/]node_modules[\\/]@middy[\\/]/;

/** Each client carries its package.json, 2.5 kB, and reads the version for its user agent. */
const CLIENT_PACKAGE = /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/;

function versionOnly(text: string): string {
  return JSON.stringify({ version: JSON.parse(text).version });
}

/**
 * The shapes of all commands of a client stand in one file. Its objects have keys like `[_hE]`, a constant, and esbuild
 * keeps every one of them because such a key might run code. With the text of the constant in its place only the shapes
 * of the commands that are sent stay: 55 kB less in a bundle with S3.
 */
const CLIENT_SCHEMAS = /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/;

function plainKeys(text: string): string {
  const constants = new Map(
    [...text.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name, value]) => [name, value] as const),
  );
  return text.replace(/\[(\w+)\]:/g, (whole, name) => {
    const value = constants.get(name);
    return value === undefined ? whole : `${value}:`;
  });
}

import { buffer } from 'node:stream/consumers';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { NotFound } from '../../domain/errors.ts';
import type { Files } from '../../domain/ports.ts';
import { pageHeaders } from '../http/page-headers.ts';

export interface ConsoleFilesDeps {
  files: Pick<Files, 'read'>;
  /** Origins that the console calls besides its own: where staff sign in, and where documents lie. */
  connect: readonly string[];
}

type Result = APIGatewayProxyStructuredResultV2;

/** A file is stored as it is and in each of these forms, best first. */
const CODINGS = { br: '.br', gzip: '.gz' } as const;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};

/** The console's files. A path that names no file is one of the console's own screens, which index.html shows. */
export function newConsoleFiles({ files, connect }: ConsoleFilesDeps) {
  const headers = pageHeaders('console', connect);

  async function read(name: string): Promise<Buffer | undefined> {
    try {
      return await buffer(await files.read(name));
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  async function found(name: string, accepted: string): Promise<Result | undefined> {
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
    if (type === undefined) return undefined;
    const stored = {
      'content-type': type,
      // The build names an asset by its content; everything else changes under its name.
      'cache-control': name.startsWith('assets/') ? 'public,max-age=31536000,immutable' : 'no-cache',
      vary: 'accept-encoding',
    };
    for (const [coding, ending] of Object.entries(CODINGS)) {
      const bytes = takes(accepted, coding) ? await read(`${name}${ending}`) : undefined;
      if (bytes !== undefined) return answer(bytes, { ...stored, 'content-encoding': coding });
    }
    const bytes = await read(name);
    return bytes === undefined ? undefined : answer(bytes, stored);
  }

  const answer = (bytes: Buffer, own: Record<string, string>): Result => ({
    statusCode: 200,
    headers: { ...headers, ...own },
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  });

  const refuse = (statusCode: number, body: string, own: Record<string, string> = {}): Result => ({
    statusCode,
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...own },
    body,
  });

  return async ({ rawPath, headers: asked, requestContext }: APIGatewayProxyEventV2): Promise<Result> => {
    const { method } = requestContext.http;
    if (method !== 'GET' && method !== 'HEAD') {
      return refuse(405, 'Files are only read.', { allow: 'GET, HEAD' });
    }
    if (rawPath === '/') return { statusCode: 302, headers: { ...headers, location: '/console/' } };
    const name = nameOf(rawPath);
    const file = name === undefined ? undefined : await found(name, asked['accept-encoding'] ?? '');
    return file ?? refuse(404, 'There is no such file.');
  };
}

/** @returns nothing for a path that leads out of the folder, or is not well encoded */
function nameOf(path: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(path).replace(/^\/console\/?/, '');
  } catch {
    return undefined;
  }
  if (/[\\\0]|(^|\/)\.|\/\//.test(name) || name.startsWith('/')) return undefined;
  return /\.[^/]+$/.test(name) ? name : 'index.html';
}

function takes(accepted: string, coding: string): boolean {
  return accepted.split(',').some((one) => {
    const [name, ...parameters] = one.split(';').map((part) => part.trim());
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

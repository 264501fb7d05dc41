import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

const MOST_IN_ONE = 10 * 1024 * 1024; // fauxqs takes 11 MiB in one request; S3 takes 5 GB
const PART = 8 * 1024 * 1024;

/**
 * Lets a single PUT be as large as in S3: the emulator's own limit is passed by taking a larger one in parts. An
 * upload address for a file of 200 MB then works here as it does in AWS.
 */
export function takeLargeObjects(server: Server, client: S3Client): void {
  const [small] = server.listeners('request') as RequestListener[];
  if (small === undefined) return;
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const large = request.method === 'PUT' && Number(request.headers['content-length']) > MOST_IN_ONE;
    if (!large) {
      small(request, response);
      return;
    }
    putInParts(request, client).then(
      () => response.writeHead(200).end(),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.name : ''),
    );
  });
}

async function putInParts(request: IncomingMessage, client: S3Client): Promise<void> {
  const [, Bucket = '', ...path] = new URL(request.url ?? '/', 'http://s3').pathname
    .split('/')
    .map(decodeURIComponent);
  const object = { Bucket, Key: path.join('/') };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
  const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
  try {
    for await (const Body of inParts(request)) {
      const PartNumber = Parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
      Parts.push({ ETag, PartNumber });
    }
    await client.send(
      new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
    throw error;
  }
}

async function* inParts(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < PART) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

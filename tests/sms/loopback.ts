import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface Answer {
  status: number;
  type: string;
  body: string;
  location?: string;
}

/** An HTTP server on 127.0.0.1 until the test is over. Without an answer it keeps the caller waiting. */
export async function serve(
  answer: (request: IncomingMessage, body: string) => Answer | undefined,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const answered = answer(request, await text(request));
    if (answered === undefined) return;
    const { status, type, body, location } = answered;
    response
      .writeHead(status, { 'content-type': type, ...(location === undefined ? {} : { location }) })
      .end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address on which nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

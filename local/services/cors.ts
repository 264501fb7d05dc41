import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';

/** As the rules of the deployed bucket say: files are put and got, with their type and checksum, and nothing else. */
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, PUT',
  'access-control-allow-headers': 'content-type, x-amz-checksum-sha256',
  'access-control-max-age': '3000',
};

/** Lets pages of these origins, and of no others, call a server that knows nothing of browsers. */
export function allowOrigins(server: Server, origins: () => readonly string[]): void {
  const [serve] = server.listeners('request') as RequestListener[];
  if (serve === undefined) return;
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { origin } = request.headers;
    const isOurs = origin !== undefined && origins().includes(origin);
    if (isOurs) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('vary', 'origin');
    }
    if (request.method !== 'OPTIONS') serve(request, response);
    else response.writeHead(isOurs ? 204 : 403, isOurs ? PREFLIGHT : {}).end();
  });
}

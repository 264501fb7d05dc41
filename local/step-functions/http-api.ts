import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { StepFunctionsError } from './errors.ts';
import { isJsonObject, type JsonObject } from './json.ts';

const TARGET = 'AWSStepFunctions.';

/** Serves the AWS JSON 1.0 protocol: the operation in `X-Amz-Target`, its input and output as JSON bodies. */
export function createHttpApi(handle: (operation: string, input: JsonObject) => Promise<JsonObject>): Server {
  return createServer((request, response) => {
    answer(request, handle).then(
      (output) => send(response, 200, output),
      (error: Error) => {
        const known = error instanceof StepFunctionsError;
        const body = { __type: known ? error.name : 'InternalServerException', message: error.message };
        send(response, known ? 400 : 500, body);
      },
    );
  });
}

async function answer(
  request: IncomingMessage,
  handle: (operation: string, input: JsonObject) => Promise<JsonObject>,
): Promise<JsonObject> {
  const body = await text(request);
  const target = String(request.headers['x-amz-target'] ?? '');
  if (request.method !== 'POST' || !target.startsWith(TARGET)) {
    throw new StepFunctionsError(
      'UnknownOperationException',
      `no X-Amz-Target of Step Functions: '${target}'`,
    );
  }
  return handle(target.slice(TARGET.length), parse(body));
}

function parse(body: string): JsonObject {
  try {
    const input: unknown = JSON.parse(body || '{}');
    if (isJsonObject(input)) return input;
  } catch {
    // falls through: no JSON is no object either
  }
  throw new StepFunctionsError('SerializationException', 'the body is not a JSON object');
}

function send(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
}

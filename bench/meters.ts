import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Which function works, and on what: known wherever it calls AWS from. */
export const working = new AsyncLocalStorage<{ step: string }>();

/** One call of DynamoDB as it went over the wire, and what it used up. */
export interface DynamoCall {
  /** In which it was sent: what follows from a write may be done before the write is answered. */
  order: number;
  step: string;
  /** `TransactWriteItems` and the like. */
  operation: string;
  /** JSON, as it was sent. */
  body: string;
  consumed: ConsumedCapacity[];
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);

export function isWrite({ operation }: Pick<DynamoCall, 'operation'>): boolean {
  return WRITES.has(operation);
}

export function bodyOf({ body }: Pick<DynamoCall, 'body'>): Record<string, unknown> {
  return JSON.parse(body) as Record<string, unknown>;
}

/**
 * Asks for the consumed capacity of each call of a client, its indexes included, and hands it on. Clients made from
 * this one share the middleware.
 */
export function meterDynamo(client: DynamoDBDocumentClient, heard: (call: DynamoCall) => void): void {
  let sent = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as { ReturnConsumedCapacity?: string };
      input.ReturnConsumedCapacity = 'INDEXES';
      return next(args);
    },
    { step: 'initialize', name: 'askForCapacity' },
  );
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const body = new TextDecoder().decode((args.request as { body: Uint8Array }).body);
      sent += 1;
      const order = sent;
      const { step } = working.getStore() ?? { step: 'elsewhere' };
      const operation = String(context.commandName).replace(/Command$/, '');
      const done = await next(args);
      const { ConsumedCapacity } = done.output as {
        ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
      };
      heard({ order, step, operation, body, consumed: [ConsumedCapacity ?? []].flat() });
      return done;
    },
    { step: 'build', name: 'readCapacity' },
  );
}

/** Requests that this process sent, by port and by `X-Amz-Target` or method: nothing gets past it. */
export class HttpMeter {
  readonly #counts = new Map<string, number>();

  constructor() {
    subscribe('http.client.request.start', this.#heard);
  }

  readonly #heard = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    const port = new URL(`http://${request.getHeader('host')}`).port;
    const key = `${port} ${request.getHeader('x-amz-target') ?? request.method}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  };

  /** Of one endpoint, by target or method. */
  of(endpoint: string): Map<string, number> {
    const prefix = `${new URL(endpoint).port} `;
    return new Map(
      [...this.#counts].flatMap(([key, count]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), count]] : [],
      ),
    );
  }

  reset(): void {
    this.#counts.clear();
  }

  stop(): void {
    unsubscribe('http.client.request.start', this.#heard);
  }
}

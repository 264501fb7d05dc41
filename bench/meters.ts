import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { type ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';
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
  /** How often it was sent: on a busy machine a connection breaks, and the client tries again. */
  attempts: number;
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);

export function isWrite({ operation }: Pick<DynamoCall, 'operation'>): boolean {
  return WRITES.has(operation);
}

export function bodyOf({ body }: Pick<DynamoCall, 'body'>): Record<string, unknown> {
  return JSON.parse(body) as Record<string, unknown>;
}

let sent = 0;

/**
 * Asks for the consumed capacity of each call of a client, its indexes included, and hands it on; of one that fails, as
 * who loses a race does, only that it did. Clients made from this one share the middleware.
 */
export function meterDynamo(
  client: Pick<DynamoDBDocumentClient, 'middlewareStack'>,
  heard: (call: DynamoCall) => void,
  failed: () => void = () => {},
): void {
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
      const done = await next(args).catch((error: unknown) => {
        failed();
        throw error;
      });
      const { ConsumedCapacity, $metadata } = done.output as {
        ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[];
        $metadata?: { attempts?: number };
      };
      const { attempts = 1 } = $metadata ?? {};
      heard({ order, step, operation, body, consumed: [ConsumedCapacity ?? []].flat(), attempts });
      return done;
    },
    { step: 'build', name: 'readCapacity' },
  );
}

/**
 * Meters the clients too that functions make for themselves, as the one that remembers answers to commands does: each
 * from its first call in a function on.
 */
export function meterOwnClients(heard: (call: DynamoCall) => void, failed: () => void): () => void {
  const { prototype } = DynamoDBClient;
  const own = Object.getOwnPropertyDescriptor(prototype, 'send');
  const send = prototype.send as (this: DynamoDBClient, ...args: unknown[]) => unknown;
  const metered = new WeakSet<DynamoDBClient>();
  function sendMetered(this: DynamoDBClient, ...args: unknown[]): unknown {
    if (working.getStore() !== undefined && !metered.has(this)) {
      metered.add(this);
      meterDynamo(this, heard, failed);
    }
    return send.apply(this, args);
  }
  Object.defineProperty(prototype, 'send', { value: sendMetered, configurable: true, writable: true });
  return () => {
    if (own === undefined) Reflect.deleteProperty(prototype, 'send');
    else Object.defineProperty(prototype, 'send', own);
  };
}

/** Requests that this process sent, by port and by `X-Amz-Target` or method: nothing gets past it. */
export class HttpMeter {
  readonly #counts = new Map<string, number>();

  constructor() {
    subscribe('http.client.request.start', this.#heard);
    subscribe('undici:request:create', this.#fetched);
  }

  readonly #heard = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    const port = new URL(`http://${request.getHeader('host')}`).port;
    this.#count(`${port} ${request.getHeader('x-amz-target') ?? request.method}`);
  };

  /** By `fetch`, as browsers upload. */
  readonly #fetched = (message: unknown): void => {
    const { request } = message as { request: { origin: string; method: string } };
    this.#count(`${new URL(request.origin).port} ${request.method}`);
  };

  #count(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

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
    unsubscribe('undici:request:create', this.#fetched);
  }
}

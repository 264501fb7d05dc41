import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import { Invalid, InvariantBroken } from '../../domain/errors.ts';
import type { Page } from '../../domain/ports.ts';
import { translating } from './errors.ts';

export interface Key {
  pk: string;
  sk: string;
}

/** Attributes that exist for an index or a table's upkeep; a record does not know of them. */
const UPKEEP = new Set([
  'pk',
  'sk',
  'ownerKey',
  'stageKey',
  'dueKey',
  'customerKey',
  'sweepKey',
  'sweepAt',
  'brokerKey',
  'scopeKey',
  'stateKey',
  'availableKey',
  'payeeKey',
  'payeeSort',
  'expiresAt',
]);

export function recordOf(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !UPKEEP.has(name)));
}

/** Rows that we wrote ourselves are parsed as well: an old shape shows at the border, not three calls later. */
export function parsed<S extends z.ZodMiniType>(schema: S, item: Record<string, unknown>): z.output<S> {
  const result = schema.safeParse(recordOf(item));
  if (!result.success) {
    throw new InvariantBroken('A stored record does not have its shape.', {
      details: {
        pk: item.pk,
        sk: item.sk,
        paths: result.error.issues.map((issue) => issue.path.join('.')),
      },
    });
  }
  return result.data;
}

export interface Select {
  index?: string;
  partition: [name: string, value: string];
  sort?: {
    name: string;
    beginsWith?: string;
    /** Both ends are part of it. */
    upTo?: string | undefined;
    from?: string | undefined;
  };
  limit?: number | undefined;
  next?: string | undefined;
  backwards?: boolean;
}

/** One DynamoDB table: strongly consistent reads where an index is not needed, and pages with an opaque cursor. */
export class Table {
  readonly #client: DynamoDBDocumentClient;
  readonly name: string;

  constructor(client: DynamoDBDocumentClient, name: string) {
    this.#client = client;
    this.name = name;
  }

  get client(): DynamoDBDocumentClient {
    return this.#client;
  }

  async get<S extends z.ZodMiniType>(schema: S, key: Key): Promise<z.output<S> | undefined> {
    const { Item } = await translating(() =>
      this.#client.send(new GetCommand({ TableName: this.name, Key: key, ConsistentRead: true })),
    );
    return Item === undefined ? undefined : parsed(schema, Item);
  }

  /** One page of raw items. */
  async select(select: Select): Promise<Page<Record<string, unknown>>> {
    const { index, partition, sort, limit, next, backwards } = select;
    const names: Record<string, string> = { '#p': partition[0] };
    const values: Record<string, string> = { ':p': partition[1] };
    let condition = '#p = :p';
    if (sort?.beginsWith !== undefined) {
      names['#s'] = sort.name;
      values[':s'] = sort.beginsWith;
      condition += ' and begins_with(#s, :s)';
    } else if (sort?.from !== undefined && sort.upTo !== undefined) {
      names['#s'] = sort.name;
      values[':s'] = sort.from;
      values[':e'] = sort.upTo;
      condition += ' and #s between :s and :e';
    } else if (sort?.upTo !== undefined) {
      names['#s'] = sort.name;
      values[':s'] = sort.upTo;
      condition += ' and #s <= :s';
    } else if (sort?.from !== undefined) {
      names['#s'] = sort.name;
      values[':s'] = sort.from;
      condition += ' and #s >= :s';
    }
    const input: QueryCommandInput = {
      TableName: this.name,
      KeyConditionExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
      ...(limit === undefined ? {} : { Limit: limit }),
      ...(next === undefined ? {} : { ExclusiveStartKey: fromCursor(next) }),
      ScanIndexForward: backwards !== true,
    };
    const { Items = [], LastEvaluatedKey } = await withCursor(next, () =>
      this.#client.send(new QueryCommand(input)),
    );
    return { items: Items, ...(LastEvaluatedKey === undefined ? {} : { next: toCursor(LastEvaluatedKey) }) };
  }

  async query<S extends z.ZodMiniType>(schema: S, select: Select): Promise<Page<z.output<S>>> {
    const page = await this.select(select);
    return { ...page, items: page.items.map((item) => parsed(schema, item)) };
  }

  /** Every page of a partition that is small by nature, as one case's history. */
  async all<S extends z.ZodMiniType>(schema: S, select: Omit<Select, 'next'>): Promise<z.output<S>[]> {
    const found: z.output<S>[] = [];
    let next: string | undefined;
    do {
      const page: Page<z.output<S>> = await this.query(schema, { ...select, next });
      found.push(...page.items);
      next = page.next;
    } while (next !== undefined);
    return found;
  }

  /** A page of the whole table, only the rows whose sort key begins so. For proofs and replays, not for requests. */
  async scan<S extends z.ZodMiniType>(
    schema: S,
    sortBeginsWith: string,
    next?: string,
  ): Promise<Page<z.output<S>>> {
    const { Items = [], LastEvaluatedKey } = await withCursor(next, () =>
      this.#client.send(
        new ScanCommand({
          TableName: this.name,
          FilterExpression: 'begins_with(sk, :s)',
          ExpressionAttributeValues: { ':s': sortBeginsWith },
          ConsistentRead: true,
          ...(next === undefined ? {} : { ExclusiveStartKey: fromCursor(next) }),
        }),
      ),
    );
    return {
      items: Items.map((item) => parsed(schema, item)),
      ...(LastEvaluatedKey === undefined ? {} : { next: toCursor(LastEvaluatedKey) }),
    };
  }
}

export function toCursor(key: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** A key that is no key of this table, or of another list, is refused by DynamoDB: the cursor was not ours. */
async function withCursor<T>(next: string | undefined, call: () => Promise<T>): Promise<T> {
  try {
    return await translating(call);
  } catch (error) {
    if (next === undefined || !(error instanceof Error) || error.name !== 'ValidationException') throw error;
    throw notOurs(error);
  }
}

export function fromCursor(cursor: string): Record<string, unknown> {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (cause) {
    throw notOurs(cause);
  }
  // DynamoDB takes an empty key for none, and the first page would come again without end.
  if (typeof key !== 'object' || key === null || Object.keys(key).length === 0) throw notOurs();
  return key as Record<string, unknown>;
}

function notOurs(cause?: unknown): Invalid {
  return new Invalid('The cursor is not one of ours.', [{ field: 'next', reason: 'is not a cursor' }], {
    cause,
  });
}

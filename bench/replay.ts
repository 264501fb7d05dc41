import {
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { createTables, TABLE_KEYS, type TableKey } from '../local/services/create-tables.ts';
import { bodyOf, type DynamoCall, isWrite } from './meters.ts';

/** One write as it went over the wire, aimed at other tables. */
export type RawWrite =
  | { TransactWriteItems: TransactWriteItemsCommandInput }
  | { PutItem: PutItemCommandInput }
  | { UpdateItem: UpdateItemCommandInput };

const PREFIX = '"recourse-';
const RAW = '"raw-';

/** Tables like the system's own, in the same DynamoDB Local, with the same indexes and streams. */
export async function createRawTables(client: DynamoDBClient): Promise<void> {
  const names = Object.fromEntries(TABLE_KEYS.map((key) => [key, `raw-${key}`]));
  await createTables(client, names as Record<TableKey, string>);
}

/** The writes among these calls, in the order in which they were sent. */
export function rawWrites(calls: readonly DynamoCall[]): RawWrite[] {
  return calls
    .filter(isWrite)
    .toSorted((a, b) => a.order - b.order)
    .map((call) => {
      // Its token is the client's own affair: each write gets a new one.
      const { ClientRequestToken: _token, ...body } = bodyOf({ body: call.body.replaceAll(PREFIX, RAW) });
      return { [call.operation]: body } as unknown as RawWrite;
    });
}

/** Nothing but the client and the request: no port, no schema, no rule. */
export async function send(write: RawWrite, client: DynamoDBClient): Promise<void> {
  if ('TransactWriteItems' in write)
    await client.send(new TransactWriteItemsCommand(write.TransactWriteItems));
  else if ('PutItem' in write) await client.send(new PutItemCommand(write.PutItem));
  else await client.send(new UpdateItemCommand(write.UpdateItem));
}

/** Works on many things, so many at a time. */
export async function inLanes<T>(
  lanes: number,
  things: readonly T[],
  work: (thing: T) => Promise<unknown>,
): Promise<void> {
  const left = things.values();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const thing of left) await work(thing);
    }),
  );
}

import {
  type ConsumedCapacity,
  DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { createTables, TABLE_KEYS, type TableKey } from '../local/services/create-tables.ts';
import { bodyOf, type DynamoCall, isWrite } from './meters.ts';

/** Capacity units that one item of one call used up. */
export interface Units {
  step: string;
  table: string;
  write: boolean;
  /** `table`, or an index. */
  on: string;
  units: number;
}

/** A write on its way out, whole or as one item of a transaction. */
type Single = { Put: PutItemCommandInput } | { Update: UpdateItemCommandInput };

const PREFIX = 'recourse-';
const SHADOW = 'shadow-';
const AT_ONCE = 8;

/**
 * What AWS counts for these calls.
 *
 * DynamoDB Local 1.25 counts single writes as AWS does and transactions wrong (one small item 4, three 4 as well). So
 * every item of a transaction is written once more, alone and in order, into tables of the same kind, and its table's
 * part counts twice. An index's part does not: measured at AWS, an index costs in a transaction what it costs outside.
 */
export async function unitsOf(calls: readonly DynamoCall[]): Promise<Units[]> {
  const client = new DynamoDBClient({});
  try {
    const names = Object.fromEntries(TABLE_KEYS.map((key) => [key, `${SHADOW}${key}`]));
    await createTables(client, names as Record<TableKey, string>);
    const reads = calls.filter((call) => !isWrite(call)).flatMap(ofRead);
    const writes = calls
      .filter(isWrite)
      .toSorted((a, b) => a.order - b.order)
      .flatMap((call) => singlesOf(call).map((single) => ({ call, single })));
    const found: Units[] = [...reads];
    // Each row's writes in their order; rows beside each other.
    const rows = [...Map.groupBy(writes, ({ single }) => rowOf(single)).values()];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let row = rows.pop(); row !== undefined; row = rows.pop()) {
          for (const { call, single } of row) found.push(...(await ofWrite(call, single, client)));
        }
      }),
    );
    return found;
  } finally {
    client.destroy();
  }
}

function ofRead(call: DynamoCall): Units[] {
  // One that finds nothing costs as much as one small item, which DynamoDB Local leaves out.
  const { ConsistentRead, IndexName } = bodyOf(call);
  const least = ConsistentRead === true ? 1 : 0.5;
  return call.consumed.map(({ TableName = '', CapacityUnits = 0 }) => ({
    step: call.step,
    table: TableName.slice(PREFIX.length),
    write: false,
    on: typeof IndexName === 'string' ? IndexName : 'table',
    units: Math.max(least, CapacityUnits),
  }));
}

function singlesOf(call: DynamoCall): Single[] {
  const body = bodyOf(call);
  switch (call.operation) {
    case 'TransactWriteItems':
      return body.TransactItems as Single[];
    case 'PutItem':
      return [{ Put: body as unknown as PutItemCommandInput }];
    case 'UpdateItem':
      return [{ Update: body as unknown as UpdateItemCommandInput }];
    default:
      throw new RangeError(`nobody knows yet what ${call.operation} costs`);
  }
}

function rowOf(single: Single): string {
  const [input, key] = 'Put' in single ? [single.Put, single.Put.Item] : [single.Update, single.Update.Key];
  return JSON.stringify([input.TableName, key?.pk ?? key?.id, key?.sk]);
}

async function ofWrite(call: DynamoCall, single: Single, client: DynamoDBClient): Promise<Units[]> {
  const table = ('Put' in single ? single.Put : single.Update).TableName?.slice(PREFIX.length) ?? '';
  const asked = { TableName: `${SHADOW}${table}`, ReturnConsumedCapacity: 'INDEXES' as const };
  const { ConsumedCapacity = {} } =
    'Put' in single
      ? await client.send(new PutItemCommand({ ...single.Put, ...asked }))
      : await client.send(new UpdateItemCommand({ ...single.Update, ...asked }));
  const times = call.operation === 'TransactWriteItems' ? 2 : 1;
  return partsOf(ConsumedCapacity).map(({ on, units }) => ({
    step: call.step,
    table,
    write: true,
    on,
    units: on === 'table' ? units * times : units,
  }));
}

function partsOf({ Table, GlobalSecondaryIndexes = {} }: ConsumedCapacity): { on: string; units: number }[] {
  const indexes = Object.entries(GlobalSecondaryIndexes);
  return [
    { on: 'table', units: Table?.CapacityUnits ?? 0 },
    ...indexes.map(([on, { CapacityUnits = 0 }]) => ({ on, units: CapacityUnits })),
  ];
}

import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import tables from '../../adapters/dynamodb/tables.json' with { type: 'json' };

export type TableKey = keyof typeof tables;

interface TableFile {
  stream: boolean;
  /** The only key of a table that is not ours, as that of the idempotency utility. */
  key?: string;
  timeToLive?: string;
  indexes: Readonly<Record<string, { partition: string; sort: string; project: string }>>;
  summary: readonly string[];
}

export const TABLE_KEYS = Object.keys(tables) as readonly TableKey[];

/** Creates the tables of `adapters/dynamodb/tables.json` under these names. One that is there stays as it is. */
export async function createTables(
  client: DynamoDBClient,
  names: Readonly<Record<TableKey, string>>,
): Promise<void> {
  await Promise.all(TABLE_KEYS.map((key) => createTable(client, names[key], tables[key])));
}

async function createTable(client: DynamoDBClient, name: string, file: TableFile): Promise<void> {
  try {
    await client.send(new CreateTableCommand(inputOf(name, file)));
  } catch (error) {
    if (error instanceof ResourceInUseException) return;
    throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: name });
  if (file.timeToLive === undefined) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { Enabled: true, AttributeName: file.timeToLive },
    }),
  );
}

function inputOf(name: string, file: TableFile): CreateTableCommandInput {
  const indexes = Object.entries(file.indexes);
  const key = file.key === undefined ? keyOf('pk', 'sk') : keyOf(file.key);
  const attributes = new Set([
    ...key.map((part) => part.AttributeName),
    ...indexes.flatMap(([, index]) => [index.partition, index.sort]),
  ]);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: key,
    AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    ...(indexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: indexes.map(([IndexName, { partition, sort, project }]) => ({
            IndexName,
            KeySchema: keyOf(partition, sort),
            Projection:
              project === 'summary'
                ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...file.summary] }
                : { ProjectionType: 'KEYS_ONLY' },
          })),
        }),
    ...(file.stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } } : {}),
  };
}

function keyOf(partition: string, sort?: string) {
  return [
    { AttributeName: partition, KeyType: 'HASH' as const },
    ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
  ];
}

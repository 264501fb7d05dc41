import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables, TABLE_KEYS, type TableKey } from '../../local/services/create-tables.ts';

/** A client of DynamoDB Local, where any key of a caller will do. */
export function localClient(endpoint: string, maxAttempts = 3): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    maxAttempts,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

/** Tables that no other test file sees. */
export async function freshTables(client: DynamoDBClient): Promise<Record<TableKey, string>> {
  const run = randomUUID().slice(0, 8);
  const names = Object.fromEntries(TABLE_KEYS.map((key) => [key, `${run}-${key}`])) as Record<
    TableKey,
    string
  >;
  await createTables(client, names);
  return names;
}

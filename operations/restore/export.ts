import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatchWriteItemCommand, ScanCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { CannotDo } from '../place.ts';
import type { ProvenTables } from '../proof.ts';
import { type Client, createLike, RESTORED, type Row } from './tables.ts';

const Manifest = z.object({
  tables: z.record(z.string(), z.object({ table: z.string(), itemCount: z.int(), sha256: z.string() })),
});

const MANIFEST = 'manifest.json';
const fileOf = (key: string) => `${key}.json`;

/**
 * Tables as files, a line for each row as in an export of DynamoDB to S3 (`{"Item": {...}}`, DYNAMODB_JSON), with a
 * manifest of counts and sums. The system must be at rest: rows are read one page after the other.
 */
export async function exportTables(client: Client, tables: ProvenTables, folder: string): Promise<void> {
  const manifest: z.infer<typeof Manifest> = { tables: {} };
  for (const key of RESTORED) {
    const file = createWriteStream(join(folder, fileOf(key)));
    const hash = createHash('sha256');
    let itemCount = 0;
    for await (const row of rowsOf(client, tables[key])) {
      const line = `${JSON.stringify({ Item: row })}\n`;
      hash.update(line);
      itemCount += 1;
      if (!file.write(line)) await once(file, 'drain');
    }
    file.end();
    await once(file, 'finish');
    manifest.tables[key] = { table: tables[key], itemCount, sha256: hash.digest('hex') };
  }
  writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest, undefined, 2));
}

export async function* rowsOf(client: Client, TableName: string): AsyncGenerator<Row> {
  let from: Row | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName,
        ConsistentRead: true,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

/**
 * The files as tables of other names. @throws CannotDo before anything is made, when a file is not what the manifest
 * says
 */
export async function importTables(
  client: Client,
  folder: string,
  like: ProvenTables,
  to: ProvenTables,
): Promise<void> {
  const texts = readWhole(folder);
  for (const key of RESTORED) {
    await createLike(client, like[key], to[key]);
    const rows = (texts.get(key) ?? '').split('\n').filter((line) => line !== '');
    for (let from = 0; from < rows.length; from += BATCH) {
      await putAll(
        client,
        to[key],
        rows.slice(from, from + BATCH).map((line) => JSON.parse(line).Item),
      );
    }
  }
}

const BATCH = 25; // BatchWriteItem's limit

/** Puts rows as they are, again where the table asks for patience. */
export async function putAll(client: Client, table: string, rows: readonly Row[]): Promise<void> {
  let left: WriteRequest[] = rows.map((Item) => ({ PutRequest: { Item } }));
  for (let round = 0; left.length > 0; round += 1) {
    if (round > MOST_ROUNDS) throw new CannotDo(`${table} does not take the rows.`);
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
    );
    left = UnprocessedItems?.[table] ?? [];
  }
}

const MOST_ROUNDS = 50;

function readWhole(folder: string): Map<string, string> {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')));
  const texts = new Map<string, string>();
  for (const key of RESTORED) {
    const text = readFileSync(join(folder, fileOf(key)), 'utf8');
    const told = manifest.tables[key];
    const lines = text.split('\n').length - 1;
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (told === undefined || told.itemCount !== lines || told.sha256 !== sha256)
      throw new CannotDo(`${fileOf(key)} is not what was exported: ${lines} rows, SHA-256 ${sha256}.`);
    texts.set(key, text);
  }
  return texts;
}

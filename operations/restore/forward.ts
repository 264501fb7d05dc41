import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../adapters/dynamodb/keys.ts';
import { DynamoMetrics } from '../../adapters/dynamodb/metrics.ts';
import { verifyChain } from '../../domain/history.ts';
import { countersOf } from '../../domain/metrics/counters.ts';
import { sightOfCase } from '../../domain/sight.ts';
import type { ProvenTables } from '../proof.ts';
import type { Compared, Side } from './compare.ts';
import { putAll } from './export.ts';
import type { Client, Row } from './tables.ts';

export interface Forward {
  client: Client;
  documents: DynamoDBDocumentClient;
  restored: Side;
  live: Side;
  from: ProvenTables;
  to: ProvenTables;
}

export interface Brought {
  /** Cases that stand in the restore as they stand in use: what was erased of them is gone again. */
  erasedAgain: string[];
  /** Their history in use does not prove itself: contents were erased again, and what the customer said is to be entered anew. */
  toBeEnteredAnew: string[];
  markedSent: number;
}

/**
 * What may not be lost by a restore whatever else is: a customer who took a consent back has taken it back, and what was
 * erased stays erased. Such a case is brought over whole from the tables in use, with its sights and counts, when its
 * history proves itself and goes on from the restored one. And a message that has gone out since is marked as sent, so
 * that it does not go out twice.
 */
export async function bringForward({ since }: Compared, tables: Forward): Promise<Brought> {
  const brought: Brought = { erasedAgain: [], toBeEnteredAnew: [], markedSent: 0 };
  for (const caseId of since.unerased) {
    const isWhole = await bringCase(caseId, tables);
    (isWhole ? brought.erasedAgain : brought.toBeEnteredAnew).push(caseId);
  }
  for (const message of since.sent) {
    const { status, sentAt, receipt } = message;
    await tables.restored.cases.markSent(message, {
      status,
      ...(sentAt === undefined ? {} : { sentAt }),
      ...(receipt === undefined ? {} : { receipt }),
    });
    brought.markedSent += 1;
  }
  return brought;
}

/** @returns whether the case was brought over whole; otherwise only what was erased of it */
async function bringCase(caseId: string, { client, documents, restored, live, from, to }: Forward) {
  const [record, before, history] = await Promise.all([
    live.cases.byId(caseId),
    restored.cases.byId(caseId),
    live.cases.history(caseId),
  ]);
  if (record === undefined || before === undefined) return false;
  const isWhole =
    verifyChain(history, { seq: record.version, hash: record.lastHash }) === undefined &&
    history[before.version - 1]?.hash === before.lastHash;
  const rows = await rowsOfCase(client, from.cases, caseId);
  const erased = rows.filter(({ sk, erasedAt }) => sk?.S?.startsWith('CONTENT#') && erasedAt !== undefined);
  await inBatches(isWhole ? rows : erased, (batch) => putAll(client, to.cases, batch));
  if (!isWhole) return false;
  const events = history.slice(before.version);
  const sights = events.map(sightOfCase).filter((sight) => sight !== undefined);
  const told = await Promise.all(
    sights.map(async ({ at, id }) => rowAt(client, from.cases, keys.sight(at, id))),
  );
  await inBatches(told.flat(), (batch) => putAll(client, to.cases, batch));
  await new DynamoMetrics(documents, to.metrics, () => new Date()).add(
    events.map((event) => ({ id: `${event.caseId}.${event.seq}`, counters: countersOf(event) })),
  );
  return true;
}

async function rowsOfCase(client: Client, TableName: string, caseId: string): Promise<Row[]> {
  const rows: Row[] = [];
  let start: Row | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: keys.case(caseId).pk } },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    rows.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return rows;
}

async function rowAt(client: Client, TableName: string, { pk, sk }: { pk: string; sk: string }) {
  const { Item } = await client.send(
    new GetItemCommand({ TableName, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }),
  );
  return Item === undefined ? [] : [Item];
}

async function inBatches(rows: readonly Row[], put: (batch: readonly Row[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < rows.length; from += 25) await put(rows.slice(from, from + 25));
}

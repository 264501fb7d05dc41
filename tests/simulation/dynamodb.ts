import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoCases } from '../../adapters/dynamodb/cases.ts';
import { DynamoCommissions } from '../../adapters/dynamodb/commissions.ts';
import { DynamoFigureRecords } from '../../adapters/dynamodb/figure-records.ts';
import { DynamoMetrics } from '../../adapters/dynamodb/metrics.ts';
import { DynamoPeople } from '../../adapters/dynamodb/people.ts';
import { DynamoPolicies } from '../../adapters/dynamodb/policies.ts';
import { DynamoPresence } from '../../adapters/dynamodb/presence.ts';
import { DynamoSights } from '../../adapters/dynamodb/sights.ts';
import { DynamoStrayReplies } from '../../adapters/dynamodb/stray-replies.ts';
import { committedOf } from '../../adapters/dynamodb/stream-records.ts';
import type { TableNames } from '../../adapters/dynamodb/tables.ts';
import { DynamoTransactions } from '../../adapters/dynamodb/transactions.ts';
import { DynamoViews } from '../../adapters/dynamodb/views.ts';
import type { Committed } from '../../domain/ports.ts';
import { startDynamoDbLocal } from '../../local/services/dynamodb-local.ts';
import { StreamReader } from '../../local/services/stream-reader.ts';
import type { Store } from '../support/firm-parts.ts';
import { freshTables, localClient } from '../support/tables.ts';
import type { OpenedStore } from './world.ts';

const ONE_ATTEMPT = 1; // the time between two would be the virtual one

/** DynamoDB Local, in memory, with tables of its own for each run. */
export async function startDynamoDb(): Promise<{ open(): Promise<OpenedStore>; close(): Promise<void> }> {
  const { endpoint, stop } = await startDynamoDbLocal();
  const client = localClient(endpoint, ONE_ATTEMPT);
  return {
    open: () => openTables(endpoint, client),
    async close() {
      client.destroy();
      await stop();
    },
  };
}

async function openTables(endpoint: string, tables: DynamoDBClient): Promise<OpenedStore> {
  const names = await freshTables(tables);
  const { credentials } = tables.config;
  const region = 'us-east-1';
  const streams = new DynamoDBStreamsClient({ endpoint, region, credentials, maxAttempts: ONE_ATTEMPT });
  const gone = () => {
    throw new Error('the stream has a gap');
  };
  const reader = new StreamReader({
    tables,
    streams,
    tableName: names.cases,
    region,
    after: [undefined],
    onGap: gone,
  });
  await reader.open();
  const listeners: ((committed: Committed) => void)[] = [];
  return {
    store: storeOf(tables, names),
    onCommitted: (listener) => void listeners.push(listener),
    async told() {
      for (let atEnd = false; !atEnd; ) {
        const page = await reader.read();
        for (const { record } of page.records) {
          const committed = committedOf(record);
          if (committed !== undefined) for (const listener of listeners) listener(committed);
        }
        ({ atEnd } = page);
      }
    },
  };
}

function storeOf(client: DynamoDBClient, names: TableNames & { metrics: string }): Store {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    transactions: new DynamoTransactions(documents, names),
    cases: new DynamoCases(documents, names.cases),
    policies: new DynamoPolicies(documents, names.policies),
    commissions: new DynamoCommissions(documents, names.commissions),
    metrics: new DynamoMetrics(documents, names.metrics, () => new Date()),
    strays: new DynamoStrayReplies(documents, names.cases),
    figureRecords: new DynamoFigureRecords(documents, names.metrics),
    sights: new DynamoSights(documents, names.cases),
    people: new DynamoPeople(documents, names.policies),
    presence: new DynamoPresence(documents, names.cases),
    views: new DynamoViews(documents, names.policies),
  };
}

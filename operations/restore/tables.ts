import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { CannotDo } from '../place.ts';
import type { ProvenTables } from '../proof.ts';

export type Client = Pick<DynamoDBClient, 'send'>;
export type Row = Record<string, AttributeValue>;

/** Tables that hold what cannot be made again. `idempotency` remembers answers for a day, and is made empty. */
export const RESTORED = [
  'cases',
  'policies',
  'commissions',
  'metrics',
] as const satisfies readonly (keyof ProvenTables)[];

export function namesWith(tables: ProvenTables, suffix: string): ProvenTables {
  const named = (key: keyof ProvenTables) => `${tables[key]}-${suffix}`;
  return {
    cases: named('cases'),
    policies: named('policies'),
    commissions: named('commissions'),
    metrics: named('metrics'),
  };
}

export async function describe(client: Client, TableName: string): Promise<TableDescription> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (Table === undefined) throw new CannotDo(`There is no table ${TableName}.`);
  return Table;
}

/** Every table as it was at one second, under other names. They are made at the same time; see `untilActive`. */
export async function restoreAt(
  client: Client,
  from: ProvenTables,
  to: ProvenTables,
  at: Date,
): Promise<void> {
  for (const key of RESTORED) {
    await client.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: from[key],
        TargetTableName: to[key],
        RestoreDateTime: at,
      }),
    );
  }
}

const LONGEST_MS = 12 * 3_600_000; // a restore takes minutes to hours, hardly ever by size alone

/** @param every milliseconds between two looks */
export async function untilActive(
  client: Client,
  tables: ProvenTables,
  every: number,
  now: () => number = Date.now,
): Promise<void> {
  const until = now() + LONGEST_MS;
  for (const key of RESTORED) {
    for (;;) {
      const { TableStatus, RestoreSummary } = await describe(client, tables[key]);
      if (TableStatus === 'ACTIVE' && RestoreSummary?.RestoreInProgress !== true) break;
      if (now() > until) throw new CannotDo(`${tables[key]} is still ${TableStatus} after 12 hours.`);
      await sleep(every);
    }
  }
}

/**
 * What a restored table does not have of the one that it was made of: its stream, its time to live, its tags, its own
 * recovery to a point in time, its protection. @returns what was applied
 */
export async function reapply(client: Client, from: string, to: string): Promise<string[]> {
  const source = await describe(client, from);
  const done: string[] = [];
  const { StreamSpecification, DeletionProtectionEnabled, TableArn } = source;
  if (StreamSpecification?.StreamEnabled) {
    await client.send(new UpdateTableCommand({ TableName: to, StreamSpecification }));
    await untilSettled(client, to);
    done.push('stream');
  }
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: from }));
  if (TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED') {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: to,
        TimeToLiveSpecification: { Enabled: true, AttributeName: TimeToLiveDescription.AttributeName },
      }),
    );
    done.push('time to live');
  }
  const target = await describe(client, to);
  const { Tags = [] } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: TableArn }));
  const own = Tags.filter(({ Key }) => Key?.startsWith('aws:') === false);
  if (own.length > 0) {
    await client.send(new TagResourceCommand({ ResourceArn: target.TableArn, Tags: own }));
    done.push('tags');
  }
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName: to,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
    }),
  );
  done.push('point-in-time recovery');
  if (DeletionProtectionEnabled) {
    await client.send(new UpdateTableCommand({ TableName: to, DeletionProtectionEnabled: true }));
    done.push('deletion protection');
  }
  return done;
}

/** A table takes one change at a time. */
async function untilSettled(client: Client, name: string): Promise<void> {
  while ((await describe(client, name)).TableStatus !== 'ACTIVE') await sleep(SETTLE_MS);
}

const SETTLE_MS = 1000;

/** Whatever of them was made. */
export async function remove(client: Client, tables: ProvenTables): Promise<void> {
  for (const key of RESTORED) {
    const TableName = tables[key];
    try {
      await untilSettled(client, TableName);
      const { DeletionProtectionEnabled } = await describe(client, TableName);
      if (DeletionProtectionEnabled) {
        await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
        await untilSettled(client, TableName);
      }
      await client.send(new DeleteTableCommand({ TableName }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
}

/** An empty table of the same keys and indexes. */
export async function createLike(client: Client, from: string, to: string): Promise<void> {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = await describe(client, from);
  await client.send(
    new CreateTableCommand({
      TableName: to,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema,
      AttributeDefinitions,
      ...(GlobalSecondaryIndexes === undefined
        ? {}
        : {
            GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => ({
              IndexName: index.IndexName,
              KeySchema: index.KeySchema,
              Projection: index.Projection,
            })),
          }),
    }),
  );
}

import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { committedOf } from '../../adapters/dynamodb/stream-records.ts';
import type { Committed } from '../../domain/ports.ts';
import { present } from './present.ts';

/** Everything that a table's stream tells, from its beginning to its present end, in the order of each shard. */
export async function committedIn(
  endpoint: string,
  tables: DynamoDBClient,
  tableName: string,
): Promise<Committed[]> {
  const { Table } = await tables.send(new DescribeTableCommand({ TableName: tableName }));
  const StreamArn = present(Table?.LatestStreamArn);
  const { region, credentials } = tables.config;
  const streams = new DynamoDBStreamsClient({ endpoint, region, credentials });
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const told: Committed[] = [];
  for (const shard of StreamDescription?.Shards ?? []) {
    told.push(...(await committedInShard(streams, StreamArn, shard)));
  }
  return told;
}

async function committedInShard(
  streams: DynamoDBStreamsClient,
  StreamArn: string,
  { ShardId }: Shard,
): Promise<Committed[]> {
  const told: Committed[] = [];
  const start = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
  let { ShardIterator: next } = await streams.send(new GetShardIteratorCommand(start));
  for (;;) {
    const { Records = [], NextShardIterator } = await streams.send(
      new GetRecordsCommand({ ShardIterator: next }),
    );
    // The types of the client's record and of Lambda's describe the same JSON.
    told.push(...Records.flatMap((record) => committedOf(record as DynamoDBRecord) ?? []));
    if (Records.length === 0 || NextShardIterator === undefined) return told;
    next = NextShardIterator;
  }
}

import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { ProvenTables } from '../../operations/proof.ts';
import {
  type Client,
  namesWith,
  reapply,
  remove,
  restoreAt,
  untilActive,
} from '../../operations/restore/tables.ts';

const LIVE: ProvenTables = {
  cases: 'recourse-cases',
  policies: 'recourse-policies',
  commissions: 'recourse-commissions',
  metrics: 'recourse-metrics',
};
const COPY = namesWith(LIVE, 'drill-1');

interface Told {
  name: string;
  input: Record<string, unknown>;
}

/** What DynamoDB answers, by the name of the command, and everything that it was asked. */
function dynamoDb(answers: Record<string, (input: Record<string, unknown>) => unknown>) {
  const told: Told[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const { name } = command.constructor;
    told.push({ name, input: command.input });
    return answers[name]?.(command.input) ?? {};
  };
  return {
    client: { send } as unknown as Client,
    told,
    asked: (name: string) => told.filter((one) => one.name === name).map(({ input }) => input),
  };
}

const ACTIVE = { Table: { TableStatus: 'ACTIVE', TableArn: 'arn' } };

describe('a restore to a point in time', () => {
  it('asks for every table at the same second, each under a name of its own', async () => {
    const { client, asked } = dynamoDb({});
    const at = new Date('2026-11-22T03:00:00Z');
    await restoreAt(client, LIVE, COPY, at);
    const restores = asked('RestoreTableToPointInTimeCommand');
    expect(restores.map(({ SourceTableName }) => SourceTableName).toSorted()).toEqual(
      Object.values(LIVE).toSorted(),
    );
    for (const { SourceTableName, TargetTableName, RestoreDateTime } of restores) {
      expect(TargetTableName).toBe(`${SourceTableName}-drill-1`);
      expect(RestoreDateTime).toBe(at);
    }
  });

  it('waits until each table is there', async () => {
    let looks = 0;
    const { client } = dynamoDb({
      DescribeTableCommand: () => {
        looks += 1;
        return looks < 3 ? { Table: { TableStatus: 'CREATING' } } : ACTIVE;
      },
    });
    await untilActive(client, COPY, 0);
    expect(looks).toBe(2 + Object.keys(COPY).length);
  });

  it('gives up after twelve hours', async () => {
    const { client } = dynamoDb({ DescribeTableCommand: () => ({ Table: { TableStatus: 'CREATING' } }) });
    let hour = 0;
    const now = () => {
      hour += 1;
      return hour * 3_600_000;
    };
    await expect(untilActive(client, COPY, 0, now)).rejects.toThrow(/still CREATING after 12 hours/);
  });
});

describe('what a restore leaves out', () => {
  const source = {
    TableStatus: 'ACTIVE',
    TableArn: 'arn:of:the:source',
    DeletionProtectionEnabled: true,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  };
  const answers = {
    DescribeTableCommand: ({ TableName }: Record<string, unknown>) => ({
      Table: TableName === LIVE.cases ? source : { TableStatus: 'ACTIVE', TableArn: 'arn:of:the:copy' },
    }),
    DescribeTimeToLiveCommand: () => ({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
    }),
    ListTagsOfResourceCommand: () => ({
      Tags: [
        { Key: 'owner', Value: 'recourse' },
        { Key: 'aws:cloudformation:stack-name', Value: 'RecourseStateful' },
      ],
    }),
  };

  it('is applied to the restored table: stream, time to live, tags, recovery, protection', async () => {
    const { client, asked } = dynamoDb(answers);
    expect(await reapply(client, LIVE.cases, COPY.cases)).toEqual([
      'stream',
      'time to live',
      'tags',
      'point-in-time recovery',
      'deletion protection',
    ]);
    expect(asked('UpdateTableCommand')).toEqual([
      { TableName: COPY.cases, StreamSpecification: source.StreamSpecification },
      { TableName: COPY.cases, DeletionProtectionEnabled: true },
    ]);
    expect(asked('UpdateTimeToLiveCommand')[0]).toMatchObject({
      TableName: COPY.cases,
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
    });
    // A tag of AWS's own is refused.
    expect(asked('TagResourceCommand')).toEqual([
      { ResourceArn: 'arn:of:the:copy', Tags: [{ Key: 'owner', Value: 'recourse' }] },
    ]);
    expect(asked('UpdateContinuousBackupsCommand')[0]).toMatchObject({ TableName: COPY.cases });
  });

  it('changes nothing about the tables in use', async () => {
    const { client, told } = dynamoDb(answers);
    await reapply(client, LIVE.cases, COPY.cases);
    const reads = /^(Describe|List)/;
    expect(told.filter(({ name, input }) => !reads.test(name) && input.TableName === LIVE.cases)).toEqual([]);
  });
});

describe('the end of a drill', () => {
  it('takes the protection away and removes every table that was made', async () => {
    const protectedTables = new Set<unknown>([COPY.cases]);
    const { client, asked } = dynamoDb({
      DescribeTableCommand: ({ TableName }) => {
        if (TableName === COPY.metrics)
          throw new ResourceNotFoundException({ message: 'never made', $metadata: {} });
        return {
          Table: { TableStatus: 'ACTIVE', DeletionProtectionEnabled: protectedTables.has(TableName) },
        };
      },
    });
    await remove(client, COPY);
    expect(asked('UpdateTableCommand')).toEqual([
      { TableName: COPY.cases, DeletionProtectionEnabled: false },
    ]);
    expect(asked('DeleteTableCommand').map(({ TableName }) => TableName)).toEqual([
      COPY.cases,
      COPY.policies,
      COPY.commissions,
    ]);
  });
});

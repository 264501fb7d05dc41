import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Counter } from '../../domain/metrics/counters.ts';
import type { Metrics } from '../../domain/ports.ts';
import { cancellationOf, translated, translating } from './errors.ts';
import { keys } from './keys.ts';

const REMEMBERED_SECONDS = 7 * 24 * 3600; // a stream record lives 24 h, its dead letter at most a few days more

export class DynamoMetrics implements Metrics {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #now: () => Date;

  constructor(client: DynamoDBDocumentClient, tableName: string, now: () => Date) {
    this.#client = client;
    this.#tableName = tableName;
    this.#now = now;
  }

  async add(eventId: string, counters: readonly Counter[]): Promise<void> {
    if (counters.length === 0) return;
    const expiresAt = Math.floor(this.#now().getTime() / 1000) + REMEMBERED_SECONDS;
    try {
      await this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Put: {
                TableName: this.#tableName,
                Item: { ...keys.counted(eventId), expiresAt },
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
            ...rowsOf(counters).map((row) => ({ Update: { TableName: this.#tableName, ...row } })),
          ],
        }),
      );
    } catch (error) {
      if (isCountedAlready(error)) return;
      throw translated(error);
    }
  }

  async read(month: string): Promise<Counter[]> {
    const found: Counter[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page: {
        Items?: Record<string, unknown>[] | undefined;
        LastEvaluatedKey?: Record<string, unknown> | undefined;
      } = await translating(() =>
        this.#client.send(
          new QueryCommand({
            TableName: this.#tableName,
            KeyConditionExpression: 'pk = :p',
            ExpressionAttributeValues: { ':p': keys.metric(month, '', '').pk },
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
        ),
      );
      for (const item of page.Items ?? []) found.push(...countersOfRow(month, item));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  }
}

/** One update per row, whatever it adds: a transaction takes one action per item. */
function rowsOf(counters: readonly Counter[]) {
  const rows = Map.groupBy(counters, ({ month, branch, carrier }) =>
    JSON.stringify(keys.metric(month, branch, carrier)),
  );
  return [...rows].map(([key, ofRow]) => {
    const sums = new Map<string, number>();
    for (const { name, count } of ofRow) sums.set(name, (sums.get(name) ?? 0) + count);
    const added = [...sums].map(([name, sum], i) => ({ placeholder: `#c${i}`, name, value: `:n${i}`, sum }));
    return {
      Key: JSON.parse(key) as { pk: string; sk: string },
      UpdateExpression: `ADD ${added.map(({ placeholder, value }) => `${placeholder} ${value}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(
        added.map(({ placeholder, name }) => [placeholder, `count:${name}`]),
      ),
      ExpressionAttributeValues: Object.fromEntries(added.map(({ value, sum }) => [value, sum])),
    };
  });
}

function countersOfRow(month: string, item: Record<string, unknown>): Counter[] {
  const [branch = '', carrier = ''] = String(item.sk).split('#');
  return Object.entries(item)
    .filter(([name]) => name.startsWith('count:'))
    .map(([name, count]) => ({
      month,
      branch,
      carrier,
      name: name.slice('count:'.length),
      count: Number(count),
    }));
}

function isCountedAlready(error: unknown): boolean {
  return cancellationOf(error)?.[0]?.Code === 'ConditionalCheckFailed';
}

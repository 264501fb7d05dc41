import {
  type DynamoDBDocumentClient,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { brokerRow } from '../../domain/metrics/brokers.ts';
import type { Counter } from '../../domain/metrics/counters.ts';
import type { Counted, Metrics, Page } from '../../domain/ports.ts';
import { cancellationOf, isPassing, translated, translating } from './errors.ts';
import { keys } from './keys.ts';
import { fromCursor, toCursor } from './table.ts';

const REMEMBERED_SECONDS = 7 * 24 * 3600; // a stream record lives 24 h, its dead letter at most a few days more

const MOST_ITEMS = 100; // DynamoDB's limit for one transaction
const MOST_EVENTS = 90; // leaves ten rows to what is told together: two months, a few branches and carriers
const CONFLICT_TRIES = 4; // one shard writes at a time, but there are several: at most 0.7 s in all

export class DynamoMetrics implements Metrics {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #now: () => Date;

  constructor(client: DynamoDBDocumentClient, tableName: string, now: () => Date) {
    this.#client = client;
    this.#tableName = tableName;
    this.#now = now;
  }

  async add(events: readonly Counted[]): Promise<void> {
    const byId = new Map(
      events.filter(({ counters }) => counters.length > 0).map((event) => [event.id, event]),
    );
    for (const part of transactionsOf([...byId.values()])) await this.#addTogether(part);
  }

  /** Events that were counted before fall out, and the others go again without them. */
  async #addTogether(events: readonly Counted[]): Promise<void> {
    let left = events;
    for (let tried = 1; left.length > 0; ) {
      try {
        await this.#client.send(new TransactWriteCommand({ TransactItems: this.#itemsOf(left) }));
        return;
      } catch (error) {
        const reasons = cancellationOf(error);
        if (reasons === undefined) throw translated(error);
        const before = left;
        left = before.filter((_, index) => reasons[index]?.Code !== 'ConditionalCheckFailed');
        if (left.length < before.length) continue;
        if (tried === CONFLICT_TRIES || !isPassing(reasons)) throw translated(error);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** tried));
        tried += 1;
      }
    }
  }

  #itemsOf(events: readonly Counted[]) {
    const TableName = this.#tableName;
    const expiresAt = Math.floor(this.#now().getTime() / 1000) + REMEMBERED_SECONDS;
    const marks = events.map(({ id }) => ({
      Put: {
        TableName,
        Item: { ...keys.counted(id), expiresAt },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    }));
    const rows = rowsOf(events.flatMap(({ counters }) => counters));
    return [...marks, ...rows.map((row) => ({ Update: { TableName, ...row } }))];
  }

  async read(month: string): Promise<Counter[]> {
    return this.#readPartition(keys.metric(month, '', '').pk);
  }

  async readBrokers(month: string): Promise<Counter[]> {
    return this.#readPartition(keys.brokerMetric(month, '').pk);
  }

  async #readPartition(pk: string): Promise<Counter[]> {
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
            ExpressionAttributeValues: { ':p': pk },
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
        ),
      );
      for (const item of page.Items ?? []) found.push(...countersOfRow(item));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  }

  async all(next?: string): Promise<Page<Counter>> {
    const { Items = [], LastEvaluatedKey } = await translating(() =>
      this.#client.send(
        new ScanCommand({
          TableName: this.#tableName,
          FilterExpression: 'begins_with(pk, :m)',
          ExpressionAttributeValues: { ':m': MONTH },
          ConsistentRead: true,
          ...(next === undefined ? {} : { ExclusiveStartKey: fromCursor(next) }),
        }),
      ),
    );
    return {
      items: Items.flatMap(countersOfRow),
      ...(LastEvaluatedKey === undefined ? {} : { next: toCursor(LastEvaluatedKey) }),
    };
  }
}

const MONTH = keys.metric('', '', '').pk;

/** Events in their order, as many together as one transaction takes with the rows that they add to. */
function transactionsOf(events: readonly Counted[]): Counted[][] {
  const parts: Counted[][] = [];
  let part: Counted[] = [];
  let rows = new Set<string>();
  for (const event of events) {
    const own = event.counters.map(rowKeyOf);
    const together = new Set([...rows, ...own]);
    if (part.length === MOST_EVENTS || part.length + 1 + together.size > MOST_ITEMS) {
      parts.push(part);
      part = [];
      rows = new Set(own);
    } else {
      rows = together;
    }
    part.push(event);
  }
  return part.length === 0 ? parts : [...parts, part];
}

function rowKeyOf({ month, branch, carrier, broker, name }: Counter): string {
  return JSON.stringify(
    broker === undefined
      ? keys.metric(month, branch, carrier, name.startsWith('exposure-') ? 'exposure' : undefined)
      : keys.brokerMetric(month, broker),
  );
}

/** One update per row, whatever it adds: a transaction takes one action per item. */
function rowsOf(counters: readonly Counter[]) {
  return [...Map.groupBy(counters, rowKeyOf)].map(([key, ofRow]) => {
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

function countersOfRow(item: Record<string, unknown>): Counter[] {
  const [month = '', ofBrokers] = String(item.pk).slice(MONTH.length).split('#');
  const [branch = '', carrier = ''] = String(item.sk).split('#');
  const row = ofBrokers === undefined ? { branch, carrier } : brokerRow(String(item.sk));
  return Object.entries(item)
    .filter(([name]) => name.startsWith('count:'))
    .map(([name, count]) => ({
      month,
      ...row,
      name: name.slice('count:'.length),
      count: Number(count),
    }));
}

import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { isAfter, type StreamPosition, type StreamRecordInOrder, toLambdaRecord } from './stream-event.ts';

/** The table is not there, or has no stream. */
export class StreamMissing extends Error {
  override readonly name = 'StreamMissing';
}

/** Records that were written after `after` may have been removed before anyone read them. */
export interface StreamGap {
  readonly tableName: string;
  readonly after: StreamPosition;
}

export interface StreamPage {
  readonly records: readonly StreamRecordInOrder[];
  /** Nothing had been written after these records when the page was read. */
  readonly atEnd: boolean;
}

export interface StreamReaderOptions {
  readonly tables: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly tableName: string;
  readonly region: string;
  readonly after: StreamPosition | undefined;
  readonly onGap: (gap: StreamGap) => void;
}

interface Place {
  readonly shardId: string;
  /** Set when reading goes on behind this record, not at the beginning of the shard. */
  readonly after?: string;
  /** Nothing more will come from this shard. */
  readonly finished?: boolean;
}

/**
 * Reads a table's stream from one end to the other, from shard to shard.
 *
 * What DynamoDB Local 1.25 does (tried): a record can be read as soon as its write is acknowledged; an empty page
 * of an open shard is the end; every four hours the shard is closed and a child follows; records live 24 hours;
 * with `-dbPath` all of it survives the end of the JVM, with `-inMemory` nothing does. So a server that was off
 * for more than a day has lost records that it had not read. That is a gap, and the sweeper has to cover it.
 */
export class StreamReader {
  #options: StreamReaderOptions;
  #streamArn = '';
  #last: StreamPosition | undefined;
  #place: Place | undefined;
  #iterator: string | undefined;

  constructor(options: StreamReaderOptions) {
    this.#options = options;
    this.#last = options.after;
    if (options.after) this.#placeAfter(options.after);
  }

  /** @throws StreamMissing when there is no table or no stream; whatever the SDK throws when there is no answer. */
  async read(): Promise<StreamPage> {
    for (;;) {
      if (this.#iterator === undefined && !(await this.#seek())) return { records: [], atEnd: false };
      const page = await this.#page();
      if (page && (page.records.length > 0 || page.atEnd)) return page;
    }
  }

  #placeAfter(position: StreamPosition): void {
    this.#streamArn = position.streamArn;
    this.#place = { shardId: position.shardId, after: position.sequenceNumber };
  }

  /** One page; `undefined` when the iterator has become useless and the place must be sought again. */
  async #page(): Promise<StreamPage | undefined> {
    const place = this.#place;
    const iterator = this.#iterator;
    this.#iterator = undefined;
    if (!place || iterator === undefined) return undefined;
    const { streams, region } = this.#options;
    try {
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: 1000 }),
      );
      const records = Records.map((read) => {
        const sequenceNumber = read.dynamodb?.SequenceNumber ?? '';
        return {
          position: { streamArn: this.#streamArn, shardId: place.shardId, sequenceNumber },
          record: toLambdaRecord(read, this.#streamArn, region),
        };
      });
      const last = records.at(-1)?.position;
      if (last) {
        this.#last = last;
        this.#placeAfter(last);
      }
      this.#iterator = NextShardIterator;
      if (NextShardIterator === undefined) this.#finish();
      return { records, atEnd: records.length === 0 && NextShardIterator !== undefined };
    } catch (error) {
      if (named(error, 'ExpiredIteratorException')) return undefined;
      if (!isTrimmed(error)) throw error;
      this.#passTrimmed(place);
      return undefined;
    }
  }

  /** Gets an iterator for the next place to read. Says no when the next shard does not show itself yet. */
  async #seek(): Promise<boolean> {
    const streamArn = await this.#findStream();
    if (streamArn !== this.#streamArn) {
      // The table was made anew: what was read of the old one says nothing about this one.
      this.#streamArn = streamArn;
      this.#place = undefined;
      this.#last = undefined;
    }
    const shards = await this.#shards();
    for (;;) {
      const place = this.#nextPlace(shards);
      if (!place) return false;
      this.#place = place;
      try {
        const { ShardIterator } = await this.#options.streams.send(
          new GetShardIteratorCommand({
            StreamArn: streamArn,
            ShardId: place.shardId,
            ...(place.after === undefined
              ? { ShardIteratorType: 'TRIM_HORIZON' }
              : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: place.after }),
          }),
        );
        this.#iterator = ShardIterator;
        return ShardIterator !== undefined;
      } catch (error) {
        if (!isTrimmed(error)) throw error;
        this.#passTrimmed(place, endOf(shards.find(({ ShardId }) => ShardId === place.shardId)));
      }
    }
  }

  #nextPlace(shards: readonly Shard[]): Place | undefined {
    const place = this.#place;
    if (!place) return atStart(shards[0]);
    const here = shards.findIndex(({ ShardId }) => ShardId === place.shardId);
    if (here >= 0) {
      const end = endOf(shards[here]);
      const allRead = end !== undefined && place.after !== undefined && !isAfter(end, place.after);
      return place.finished || allRead ? atStart(shards[here + 1]) : place;
    }
    // The shard itself is gone. Whether it held more than what was read, no one can say any more.
    const last = this.#last;
    if (!place.finished) this.#gap();
    return atStart(shards.find((shard) => !last || isAfter(startOf(shard), last.sequenceNumber)));
  }

  /** From "behind a record" to the beginning of the shard, and from there to the next shard. */
  #passTrimmed(place: Place, end?: string): void {
    const last = this.#last;
    const nothingLost = end !== undefined && last !== undefined && !isAfter(end, last.sequenceNumber);
    if (!nothingLost) this.#gap();
    this.#place =
      place.after === undefined || nothingLost ? { ...place, finished: true } : { shardId: place.shardId };
  }

  #finish(): void {
    if (this.#place) this.#place = { ...this.#place, finished: true };
  }

  #gap(): void {
    const after = this.#last;
    if (after) this.#options.onGap({ tableName: this.#options.tableName, after });
  }

  async #findStream(): Promise<string> {
    const { tables, tableName } = this.#options;
    try {
      const { Table } = await tables.send(new DescribeTableCommand({ TableName: tableName }));
      if (Table?.StreamSpecification?.StreamEnabled && Table.LatestStreamArn) return Table.LatestStreamArn;
    } catch (cause) {
      if (!named(cause, 'ResourceNotFoundException')) throw cause;
      throw new StreamMissing(`there is no table ${tableName}`, { cause });
    }
    throw new StreamMissing(`the table ${tableName} has no stream`);
  }

  async #shards(): Promise<Shard[]> {
    const shards: Shard[] = [];
    let from: string | undefined;
    do {
      const { StreamDescription } = await this.#options.streams.send(
        new DescribeStreamCommand({ StreamArn: this.#streamArn, ExclusiveStartShardId: from }),
      );
      shards.push(...(StreamDescription?.Shards ?? []));
      from = StreamDescription?.LastEvaluatedShardId;
    } while (from !== undefined);
    return shards.sort((a, b) => (isAfter(startOf(a), startOf(b)) ? 1 : -1));
  }
}

function atStart(shard: Shard | undefined): Place | undefined {
  return shard?.ShardId === undefined ? undefined : { shardId: shard.ShardId };
}

function startOf(shard: Shard): string {
  return shard.SequenceNumberRange?.StartingSequenceNumber ?? '0';
}

function endOf(shard: Shard | undefined): string | undefined {
  return shard?.SequenceNumberRange?.EndingSequenceNumber;
}

function named(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** DynamoDB Local says it in three ways, by how long the record or the shard has been gone. */
function isTrimmed(error: unknown): boolean {
  return (
    named(error, 'TrimmedDataAccessException') ||
    (named(error, 'ResourceNotFoundException') && /ShardId/.test(String(error))) ||
    (named(error, 'ValidationException') && /SequenceNumber/.test(String(error)))
  );
}

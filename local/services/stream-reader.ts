import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import { type StreamPosition, type StreamRecordInOrder, toLambdaRecord } from './stream-event.ts';
import { hadBeenRead, inOrder, isBehind } from './stream-shards.ts';

/** The table is not there, or has no stream. */
export class StreamMissing extends Error {
  override readonly name = 'StreamMissing';
}

/**
 * Records that were written after `after` may have been removed before anyone read them. It may also be said when
 * none was: of a shard that is gone, no one can tell any more.
 */
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
  /** Where reading was broken off; for several, it begins with the one that is furthest back. */
  readonly after: readonly (StreamPosition | undefined)[];
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
 *
 * When all records have grown too old, their numbers begin at 1 again: sequence numbers may be compared within one
 * shard only, and which shard comes first is known by their parents. For the same reason a closed shard's
 * EndingSequenceNumber cannot be trusted: it may stand before records that were removed.
 */
export class StreamReader {
  #options: StreamReaderOptions;
  #streamArn = '';
  #shardsAtStart: readonly Shard[] = [];
  #last: StreamPosition | undefined;
  #place: Place | undefined;
  #iterator: string | undefined;
  /** The iterator was sought for this place, not handed on by a page before. */
  #sought = false;

  constructor(options: StreamReaderOptions) {
    this.#options = options;
  }

  /**
   * Finds where to begin, once, before the first read.
   * @throws StreamMissing
   */
  async open(): Promise<void> {
    this.#streamArn = await this.#findStream();
    this.#shardsAtStart = await this.#shards();
    const [first, ...others] = this.#options.after;
    const least = others.reduce(
      (a, b) => (a && b && isBehind(this.#shardsAtStart, b, a) ? b : b && a),
      first,
    );
    // A position in another stream is one in a table that was made anew since: this one is read from its start.
    if (least?.streamArn === this.#streamArn) {
      this.#last = least;
      this.#placeAfter(least);
    }
  }

  /** Whether a record that was read now had been read before by the one who stopped at `after`. */
  isOld(position: StreamPosition, after: StreamPosition): boolean {
    return hadBeenRead(this.#shardsAtStart, position, after);
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
    const sought = this.#sought;
    this.#iterator = undefined;
    this.#sought = false;
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
      // An iterator that an empty page handed on is called trimmed by the first write of many items (tried): the
      // records are there, so only an iterator that was just sought is believed.
      if (sought) this.#passTrimmed(place);
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
        this.#sought = true;
        return ShardIterator !== undefined;
      } catch (error) {
        if (!isTrimmed(error)) throw error;
        this.#passTrimmed(place);
      }
    }
  }

  #nextPlace(shards: readonly Shard[]): Place | undefined {
    const place = this.#place;
    if (!place) return atStart(shards[0]);
    const here = shards.findIndex(({ ShardId }) => ShardId === place.shardId);
    if (here >= 0) return place.finished ? atStart(shards[here + 1]) : place;
    // The shard itself is gone, so all that are left come after it.
    if (!place.finished) this.#gap();
    return atStart(shards[0]);
  }

  /** From "behind a record" to the beginning of the shard, and from there to the next shard. */
  #passTrimmed(place: Place): void {
    this.#gap();
    this.#place = place.after === undefined ? { ...place, finished: true } : { shardId: place.shardId };
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
    return inOrder(shards);
  }
}

function atStart(shard: Shard | undefined): Place | undefined {
  return shard?.ShardId === undefined ? undefined : { shardId: shard.ShardId };
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

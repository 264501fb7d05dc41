import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { type CheckpointStore, memoryCheckpoints } from './stream-checkpoint.ts';
import {
  type DiscardedRecord,
  type RetryRules,
  StreamDelivery,
  type StreamFunction,
} from './stream-delivery.ts';
import type { StreamRecordInOrder } from './stream-event.ts';
import { type StreamGap, StreamReader } from './stream-reader.ts';

/** So many records may wait in memory for the slowest function before reading pauses. */
const MOST_BEHIND = 10_000;

const PATIENT: RetryRules = {
  attempts: 6,
  delayMilliseconds: (attempt) => Math.min(20 * 2 ** attempt, 1_000),
};

/** The stream was stopped while someone waited for it. */
export class StreamStopped extends Error {
  override readonly name = 'StreamStopped';
}

export interface FollowStreamOptions {
  readonly endpoint: string;
  readonly region?: string;
  readonly tableName: string;
  readonly functions: readonly StreamFunction[];
  /** How often to look without being nudged. */
  readonly pollMilliseconds?: number;
  /** Where each function's position is kept; without it, every start begins with the oldest record there is. */
  readonly checkpoints?: CheckpointStore;
  readonly retry?: RetryRules;
  /** The dead-letter: a record that a function failed on to the end. It is called until it does not throw. */
  readonly onDiscard: (discarded: DiscardedRecord) => void | Promise<void>;
  /** Records may have been lost while nobody read (off for more than a day): let the sweeper run. */
  readonly onGap?: (gap: StreamGap) => void;
  readonly log?: (line: string) => void;
}

export interface StreamFollower {
  /** Looks at once, not at the next poll. */
  nudge(): void;
  /**
   * Resolves when every record whose write was acknowledged before the call is settled by every function.
   * @throws StreamStopped
   */
  caughtUp(): Promise<void>;
  /**
   * Like `caughtUp`, and also for all that the functions themselves wrote meanwhile: resolves when a look that
   * began while every function was idle finds nothing. Does not resolve while others keep writing.
   * @throws StreamStopped
   */
  quiet(): Promise<void>;
  /** Records read and not yet settled, by function. */
  behind(): Record<string, number>;
  /** Ends after the calls under way have come back, and keeps the positions. */
  stop(): Promise<void>;
}

/**
 * The event source mappings of one table: reads its stream in order and calls each function with batches of it.
 *
 * Every function has its own position, so that one that fails does not hold the others back. Delivery is at least
 * once: after a kill, the records whose position was not yet on disk come again.
 *
 * @throws StreamMissing when the table is not there or has no stream.
 */
export async function followStream(options: FollowStreamOptions): Promise<StreamFollower> {
  const { tableName, pollMilliseconds = 250, retry = PATIENT } = options;
  const { onGap = () => {}, log = () => {}, checkpoints = memoryCheckpoints() } = options;
  const region = options.region ?? 'us-east-1';
  const client = {
    endpoint: options.endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const tables = new DynamoDBClient(client);
  const streams = new DynamoDBStreamsClient(client);

  const positions = checkpoints.load();
  const saving = savesInTurn(() => checkpoints.save(positions), log);
  const startedAfter = { ...positions };
  const deliveries = options.functions.map(
    (each) =>
      new StreamDelivery(each, {
        retry,
        log,
        onDiscard: options.onDiscard,
        onSettled: (position) => {
          positions[each.name] = position;
          saving.mark();
        },
      }),
  );
  const reader = new StreamReader({
    tables,
    streams,
    tableName,
    region,
    after: deliveries.map(({ name }) => startedAfter[name]),
    onGap: (gap) => {
      log(`${tableName}: records after ${gap.after.sequenceNumber} may have been lost`);
      onGap(gap);
    },
  });

  const stopping = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    stopping.signal.addEventListener('abort', () => reject(new StreamStopped(`${tableName}: stopped`)));
  });
  stopped.catch(() => {});
  let waiting: (() => void)[] = [];
  let wake: (() => void) | undefined;
  let nudged = false;

  const nudge = () => {
    nudged = true;
    wake?.();
  };
  /** Resolves when a look that began after this call has found the end of the stream. */
  const looked = () => {
    const seen = new Promise<void>((resolve) => waiting.push(resolve));
    nudge();
    return Promise.race([seen, stopped]);
  };
  const settled = () =>
    Promise.race([Promise.all(deliveries.map((each) => each.settledUpTo(each.enqueued))), stopped]);
  const calls = () => deliveries.reduce((sum, each) => sum + each.calls, 0);

  /** Reading begins with the function that is furthest back; the others have had some of these records already. */
  const isNewTo =
    (name: string) =>
    ({ position }: StreamRecordInOrder): boolean => {
      const after = startedAfter[name];
      return !after || !reader.isOld(position, after);
    };

  const look = async (): Promise<boolean> => {
    const asked = waiting;
    waiting = [];
    let atEnd = false;
    try {
      const page = await reader.read();
      atEnd = page.atEnd;
      for (const each of deliveries) each.enqueue(page.records.filter(isNewTo(each.name)));
      return page.records.length > 0;
    } finally {
      if (atEnd) for (const resolve of asked) resolve();
      else waiting.unshift(...asked);
    }
  };
  const rest = async () => {
    if (nudged || stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMilliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wake = undefined;
  };
  const run = async () => {
    let failing = false;
    while (!stopping.signal.aborted) {
      nudged = false;
      try {
        const more = await look();
        if (failing) log(`${tableName}: the stream can be read again`);
        failing = false;
        const tooFar = deliveries.filter((each) => each.behind > MOST_BEHIND);
        const room = tooFar.map((each) => each.settledUpTo(each.enqueued - MOST_BEHIND / 2));
        await Promise.race([Promise.all(room), stopped]).catch(() => {});
        if (!more) await rest();
      } catch (cause) {
        if (!failing) log(`${tableName}: the stream cannot be read: ${cause}`);
        failing = true;
        nudged = false;
        await rest();
      }
    }
  };

  // The first look is this call's own, so that a table without a stream is an error here and not a line in a log.
  try {
    await reader.open();
    await look();
  } catch (cause) {
    tables.destroy();
    streams.destroy();
    throw cause;
  }
  const running = run();

  return {
    nudge,
    caughtUp: async () => {
      await looked();
      await settled();
    },
    quiet: async () => {
      for (;;) {
        await looked();
        await settled();
        // A call that ended while the look was under way may have written behind the look's back.
        const before = calls();
        await looked();
        if (calls() === before && deliveries.every((each) => each.behind === 0)) return;
      }
    },
    behind: () => Object.fromEntries(deliveries.map((each) => [each.name, each.behind])),
    stop: async () => {
      stopping.abort();
      wake?.();
      await Promise.all([running, ...deliveries.map((each) => each.stop())]);
      await saving.done();
      tables.destroy();
      streams.destroy();
    },
  };
}

/** One save at a time, and what changes during one is saved by the next. */
function savesInTurn(save: () => Promise<void>, log: (line: string) => void) {
  let changed = false;
  let running: Promise<void> | undefined;
  const run = async () => {
    while (changed) {
      changed = false;
      await save().catch((cause) => log(`a checkpoint could not be kept: ${cause}`));
    }
    running = undefined;
  };
  return {
    mark: () => {
      changed = true;
      running ??= run();
    },
    done: async () => {
      await running;
    },
  };
}

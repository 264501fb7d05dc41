import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { StreamPosition, StreamRecordInOrder } from './stream-event.ts';

export interface StreamFunction {
  readonly name: string;
  /** May answer with a DynamoDBBatchResponse; any other answer means that all went well, as in Lambda. */
  readonly handler: (event: DynamoDBStreamEvent) => Promise<unknown>;
  /** The most records of one call; 100 when not given, as Lambda has it. */
  readonly batchSize?: number;
  /** A record for which it says no is settled without a call. */
  readonly filter?: (record: DynamoDBRecord) => boolean;
}

export interface RetryRules {
  /** How often a failed record is tried again before it is given up. */
  readonly attempts: number;
  readonly delayMilliseconds: (attempt: number) => number;
}

/** A record that a function failed on to the end. */
export interface DiscardedRecord {
  readonly functionName: string;
  readonly record: DynamoDBRecord;
  readonly attempts: number;
  readonly cause: unknown;
}

/** The function answered, but named a record that was not in its batch. Lambda takes that as a failure of all. */
export class BatchResponseInvalid extends Error {
  override readonly name = 'BatchResponseInvalid';
}

/** The function named this record in `batchItemFailures`. */
export class BatchItemFailed extends Error {
  override readonly name = 'BatchItemFailed';
}

export interface DeliveryOptions {
  readonly retry: RetryRules;
  readonly log: (line: string) => void;
  readonly onDiscard: (discarded: DiscardedRecord) => void | Promise<void>;
  readonly onSettled: (position: StreamPosition) => void;
}

/**
 * Delivers one function's records, in their order, one batch at a time, and knows how far it has come.
 *
 * Failures go as an event source mapping with ReportBatchItemFailures and BisectBatchOnFunctionError takes them:
 * a batch that names failed items is tried again from the first of them; one that throws is cut in halves until
 * the record that makes it throw stands alone. A record that fails to the end is handed to `onDiscard` and passed.
 */
export class StreamDelivery {
  readonly name: string;
  #function: StreamFunction;
  #options: DeliveryOptions;
  #queue: StreamRecordInOrder[] = [];
  #enqueued = 0;
  #settled = 0;
  #calls = 0;
  #waiting: { upTo: number; resolve: () => void }[] = [];
  #running: Promise<void> | undefined;
  #stopping = new AbortController();

  constructor(streamFunction: StreamFunction, options: DeliveryOptions) {
    this.name = streamFunction.name;
    this.#function = streamFunction;
    this.#options = options;
  }

  /** Records taken in so far. */
  get enqueued(): number {
    return this.#enqueued;
  }

  /** Records taken in and not yet settled, those in the function's hands included. */
  get behind(): number {
    return this.#enqueued - this.#settled;
  }

  /** Calls begun so far. */
  get calls(): number {
    return this.#calls;
  }

  enqueue(records: readonly StreamRecordInOrder[]): void {
    for (const record of records) this.#queue.push(record);
    this.#enqueued += records.length;
    this.#run();
  }

  /** Resolves when so many records, counted from the start, are settled. */
  settledUpTo(count: number): Promise<void> {
    if (this.#settled >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ upTo: count, resolve }));
  }

  /** Begins no new call; resolves when the one under way has come back. What is not settled stays undelivered. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  #run(): void {
    if (this.#running || this.#stopping.signal.aborted) return;
    this.#running = this.#drain().finally(() => {
      this.#running = undefined;
      // Records that came between the last look and here would wait for the next ones.
      if (this.#queue.length > 0) this.#run();
    });
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 && !this.#stopping.signal.aborted) await this.#deliver(this.#nextBatch());
  }

  /** Up to one batch of records that the filter lets through, with those in between that it does not. */
  #nextBatch(): StreamRecordInOrder[] {
    const { batchSize = 100 } = this.#function;
    let wanted = 0;
    let taken = 0;
    for (const { record } of this.#queue) {
      if (this.#wants(record)) {
        if (wanted === batchSize) break;
        wanted += 1;
      }
      taken += 1;
    }
    return this.#queue.splice(0, taken);
  }

  #wants(record: DynamoDBRecord): boolean {
    try {
      return this.#function.filter?.(record) ?? true;
    } catch (cause) {
      this.#options.log(`${this.name}: the filter failed, so the record is delivered: ${cause}`);
      return true;
    }
  }

  async #deliver(batch: readonly StreamRecordInOrder[]): Promise<void> {
    const { retry } = this.#options;
    let rest = batch;
    let size = batch.length;
    let failures = 0;
    while (rest.length > 0) {
      const attempt = rest.slice(0, size);
      const outcome = await this.#call(attempt);
      if (outcome.passed > 0) {
        this.#settle(rest.slice(0, outcome.passed));
        rest = rest.slice(outcome.passed);
        failures = 0;
      }
      if (outcome.cause === undefined) {
        size = rest.length;
        continue;
      }
      if (this.#stopping.signal.aborted) return;
      if (!outcome.named && attempt.length > 1) {
        size = Math.ceil(attempt.length / 2);
        continue;
      }
      failures += 1;
      if (failures > retry.attempts) {
        const [first] = rest;
        if (!first) return;
        const { name: functionName } = this;
        await this.#discard({ functionName, record: first.record, attempts: failures, cause: outcome.cause });
        if (this.#stopping.signal.aborted) return;
        this.#settle([first]);
        rest = rest.slice(1);
        size = rest.length;
        failures = 0;
        continue;
      }
      await this.#rest(retry.delayMilliseconds(failures));
      if (this.#stopping.signal.aborted) return;
    }
  }

  /** The last way out must not lose a record: it is tried until it takes it. */
  async #discard(discarded: DiscardedRecord): Promise<void> {
    const { retry, onDiscard, log } = this.#options;
    const { functionName, record, attempts, cause } = discarded;
    log(`${functionName} gives up ${record.dynamodb?.SequenceNumber} after ${attempts} attempts: ${cause}`);
    for (let tries = 1; !this.#stopping.signal.aborted; tries += 1) {
      try {
        return await onDiscard(discarded);
      } catch (refused) {
        log(`${functionName}: the discarded record could not be handed on: ${refused}`);
        await this.#rest(retry.delayMilliseconds(Math.min(tries, retry.attempts)));
      }
    }
  }

  /** How many records from the front are done with, and what stopped the next one. */
  async #call(attempt: readonly StreamRecordInOrder[]): Promise<CallOutcome> {
    const wanted = attempt.filter(({ record }) => this.#wants(record));
    if (wanted.length === 0) return { passed: attempt.length };
    this.#calls += 1;
    try {
      // A copy: what one function does to its event must not reach another, nor its own next attempt.
      const response = await this.#function.handler({
        Records: structuredClone(wanted.map(({ record }) => record)),
      });
      return outcomeOf(response, attempt);
    } catch (cause) {
      return { passed: 0, cause: cause ?? new Error('the function threw nothing') };
    }
  }

  #settle(records: readonly StreamRecordInOrder[]): void {
    const last = records.at(-1);
    if (!last) return;
    this.#settled += records.length;
    this.#options.onSettled(last.position);
    const reached = this.#waiting.filter(({ upTo }) => upTo <= this.#settled);
    this.#waiting = this.#waiting.filter(({ upTo }) => upTo > this.#settled);
    for (const { resolve } of reached) resolve();
  }

  async #rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}

interface CallOutcome {
  readonly passed: number;
  readonly cause?: unknown;
  /** The function told which record failed, so nothing has to be found out by halving. */
  readonly named?: boolean;
}

function outcomeOf(response: unknown, attempt: readonly StreamRecordInOrder[]): CallOutcome {
  const failures = (response as Partial<DynamoDBBatchResponse> | null | undefined)?.batchItemFailures ?? [];
  if (failures.length === 0) return { passed: attempt.length };
  const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
  const known = attempt.filter(({ position }) => failed.has(position.sequenceNumber));
  if (known.length < failed.size) {
    return { passed: 0, cause: new BatchResponseInvalid(`unknown item in ${JSON.stringify(failures)}`) };
  }
  const first = attempt.findIndex(({ position }) => failed.has(position.sequenceNumber));
  const sequenceNumber = attempt[first]?.position.sequenceNumber;
  return { passed: first, named: true, cause: new BatchItemFailed(`the function named ${sequenceNumber}`) };
}

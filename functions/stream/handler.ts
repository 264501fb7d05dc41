import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { committedOf } from '../../adapters/dynamodb/stream-records.ts';
import type { Committed } from '../../domain/ports.ts';

export type StreamHandler = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

/** Record by record, in order; from the first that fails on the batch comes again. */
export function newStreamHandler(follow: (committed: Committed) => Promise<void>): StreamHandler {
  const processor = new BatchProcessor(EventType.DynamoDBStreams);
  const each = async (record: DynamoDBRecord): Promise<void> => {
    const committed = committedOf(record);
    if (committed !== undefined) await follow(committed);
  };
  return (event, context) =>
    processPartialResponse(event, each, processor, { context, throwOnFullBatchFailure: false });
}

import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { committedOf } from '../../adapters/dynamodb/stream-records.ts';
import type { Committed } from '../../domain/ports.ts';

export type StreamHandler = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

/**
 * Each case's records in their order, the cases of a batch beside each other. When a record fails, those behind it of
 * the same case fail with it, and the batch comes again from the first of them on.
 */
export function newStreamHandler(follow: (committed: Committed) => Promise<void>): StreamHandler {
  const processor = new BatchProcessor(EventType.DynamoDBStreams);
  return (event, context) => {
    const lastOf = new Map<string, Promise<void>>();
    const inOrder = (record: DynamoDBRecord): Promise<void> => {
      const caseId = record.dynamodb?.Keys?.pk?.S ?? '';
      const before = lastOf.get(caseId) ?? Promise.resolve();
      const done = before.then(async () => {
        const committed = committedOf(record);
        if (committed !== undefined) await follow(committed);
      });
      lastOf.set(caseId, done);
      return done;
    };
    return processPartialResponse(event, inOrder, processor, { context, throwOnFullBatchFailure: false });
  };
}

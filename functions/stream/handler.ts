import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { committedOf } from '../../adapters/dynamodb/stream-records.ts';
import type { Committed } from '../../domain/ports.ts';
import { logged } from '../logged.ts';
import { during, type Facts, type Log } from '../observe.ts';

export type StreamHandler = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

/**
 * Each case's records in their order, the cases of a batch beside each other. When a record fails, those behind it of
 * the same case fail with it, and the batch comes again from the first of them on.
 */
export function newStreamHandler(follow: (committed: Committed) => Promise<void>, log: Log): StreamHandler {
  const processor = new BatchProcessor(EventType.DynamoDBStreams);
  return (event, context) => {
    const lastOf = new Map<string, Promise<void>>();
    const inOrder = (record: DynamoDBRecord): Promise<void> => {
      const caseId = record.dynamodb?.Keys?.pk?.S ?? '';
      const before = lastOf.get(caseId) ?? Promise.resolve();
      const done = before.then(() =>
        logged('record', factsOf(record), log, async () => {
          const committed = committedOf(record);
          if (committed !== undefined) await follow(committed);
        }),
      );
      lastOf.set(caseId, done);
      return done;
    };
    return during({ correlationId: context.awsRequestId }, () =>
      processPartialResponse(event, inOrder, processor, { context, throwOnFullBatchFailure: false }),
    );
  };
}

/** Where a record stands: its case, and by its row the event, the wait or the message that it brings. */
export function factsOf({ dynamodb }: DynamoDBRecord): Facts {
  const caseId = dynamodb?.Keys?.pk?.S?.replace(/^CASE#/, '');
  return { caseId, row: dynamodb?.Keys?.sk?.S };
}

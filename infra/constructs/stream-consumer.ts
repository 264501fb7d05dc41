import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { StreamFunction } from '../catalogue.ts';
import type { DataTable } from './data-table.ts';
import type { SystemFunction } from './system-function.ts';

/**
 * Brings a table's changes to a function, in order per case. A record that fails again and again holds up its shard,
 * so after an hour its place in the stream goes to the dead letters and the rest goes on; what it should have caused
 * the sweeper mends.
 */
export class StreamConsumer extends EventSourceMapping {
  constructor(
    scope: Construct,
    id: string,
    { consumer, file, table }: { consumer: SystemFunction; file: StreamFunction; table: DataTable },
  ) {
    if (table.tableStreamArn === undefined || consumer.deadLetters === undefined) {
      throw new Error(`${consumer.name} needs a stream and a dead-letter queue.`);
    }
    super(scope, id, {
      target: consumer.lambda,
      eventSourceArn: table.tableStreamArn,
      // Never LATEST: what is written while the mapping comes up would be lost.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: file.batchSize,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 100,
      maxRecordAge: Duration.hours(1),
      onFailure: consumer.deadLetters.asDestination(),
      filters: file.follows.map(({ changes, sortKeys }) =>
        FilterCriteria.filter({
          eventName: changes,
          dynamodb: { Keys: { sk: { S: sortKeys.map((prefix) => ({ prefix })) } } },
        }),
      ),
    });
  }
}

import type { DynamoDBRecord } from 'aws-lambda';
import { committedOf } from '../../adapters/dynamodb/stream-records.ts';
import { countersOf } from '../../domain/metrics/counters.ts';
import type { Committed, Counted, Metrics } from '../../domain/ports.ts';
import { nameAndStack } from '../logged.ts';
import { during, type Log, ofCall } from '../observe.ts';
import { factsOf, type StreamHandler } from './handler.ts';

/** Adds what changes count to the figures, each once however often it is told. */
export function newCount({ metrics }: { metrics: Metrics }): (committed: Committed) => Promise<void> {
  return (committed) => metrics.add(countedOf(committed));
}

/**
 * A batch of the stream in as few writes as it takes: counts have no order, and one by one its events would meet each
 * other on the row of their month. A record that lacks what is counted fails by itself; when the store asks to slow
 * down, the whole batch comes again, and what was counted of it is not counted twice.
 */
export function newCountHandler({ metrics }: { metrics: Pick<Metrics, 'add'> }, log: Log): StreamHandler {
  const line = ofCall(log);
  return ({ Records }, { awsRequestId: correlationId }) =>
    during({ correlationId }, async () => {
      const failed: DynamoDBRecord[] = [];
      const counted = Records.flatMap((record) => {
        try {
          const committed = committedOf(record);
          return committed === undefined ? [] : countedOf(committed);
        } catch (error) {
          line.error('record failed', { ...factsOf(record), error: nameAndStack(error) });
          failed.push(record);
          return [];
        }
      });
      const cases = [...new Set(Records.map((record) => factsOf(record).caseId))];
      try {
        await metrics.add(counted);
        line.info('records done', { cases });
      } catch (error) {
        line.error('records failed', { cases, error: nameAndStack(error) });
        failed.unshift(...Records.slice(0, 1)); // from the first one on
      }
      return {
        batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
      };
    });
}

function countedOf(committed: Committed): Counted[] {
  switch (committed.is) {
    case 'event': {
      const { event } = committed;
      return [{ id: `${event.caseId}.${event.seq}`, counters: countersOf(event) }];
    }
    case 'exposure': {
      const { policyId, seq, counters } = committed.exposure;
      return [{ id: `${policyId}.${seq}`, counters }];
    }
    default:
      return [];
  }
}

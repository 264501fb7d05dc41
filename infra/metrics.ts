import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableFile } from './catalogue.ts';
import { machineArn, names } from './names.ts';

const minutes = (count: number): Duration => Duration.minutes(count);

function metric(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  { statistic = Stats.SUM, period = minutes(5) }: { statistic?: string; period?: Duration } = {},
): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period });
}

export const metrics = {
  function: (name: string, metricName: string, period?: Duration) =>
    metric(
      'AWS/Lambda',
      metricName,
      { FunctionName: names.function(name) },
      period === undefined ? {} : { period },
    ),
  iteratorAge: (name: string) =>
    metric('AWS/Lambda', 'IteratorAge', { FunctionName: names.function(name) }, { statistic: Stats.MAXIMUM }),
  machine: (workflow: string, metricName: string) =>
    metric('AWS/States', metricName, { StateMachineArn: machineArn(workflow) }),
  deadLetters: (path: string) =>
    metric(
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      { QueueName: names.deadLetters(path) },
      { statistic: Stats.MAXIMUM },
    ),
  api: (apiId: string, metricName: string, statistic: string = Stats.SUM) =>
    metric('AWS/ApiGateway', metricName, { ApiId: apiId }, { statistic }),
  /** Of a table, or of one of its indexes: CloudWatch keeps them apart. */
  table: (table: string, metricName: string, index?: string) =>
    metric('AWS/DynamoDB', metricName, {
      TableName: names.table(table),
      ...(index === undefined ? {} : { GlobalSecondaryIndexName: index }),
    }),
  /** Written by our own functions; Powertools adds the function as `service`. */
  own: (
    metricName: string,
    service: string,
    period: Duration,
    { of = {}, statistic = Stats.MAXIMUM }: { of?: Record<string, string>; statistic?: string } = {},
  ) => metric(names.metrics, metricName, { service, ...of }, { statistic, period }),
};

/** As many as CloudWatch adds up in an alarm. */
const MOST_ADDED = 10;

/** What is turned away at a table and at its indexes, which take each write as well. */
export function tableThrottles(table: string, { indexes }: TableFile): MathExpression {
  const places = [undefined, ...Object.keys(indexes)];
  const both = places.flatMap((index) => [
    metrics.table(table, 'ReadThrottleEvents', index),
    metrics.table(table, 'WriteThrottleEvents', index),
  ]);
  if (both.length > MOST_ADDED)
    throw new Error(`No alarm can add up the ${both.length} figures of ${table}.`);
  const usingMetrics = Object.fromEntries(both.map((one, at) => [`${table}${at}`, one]));
  return new MathExpression({
    // Not `a + b`: a place that throttled nothing has no figure, and the sum would have none either.
    expression: `SUM([${Object.keys(usingMetrics).join(', ')}])`,
    usingMetrics,
    label: table,
    period: minutes(5),
  });
}

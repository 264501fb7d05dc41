import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, Stats, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { alarmRules, metrics, newAlarm } from './alarms.ts';
import { type Catalogue, isAsynchronous } from './catalogue.ts';
import { NoticeTopic } from './constructs/notice-topic.ts';
import type { StatefulStack } from './stateful-stack.ts';
import type { StatelessStack } from './stateless-stack.ts';

export interface OperationsProps extends StackProps {
  catalogue: Catalogue;
  data: StatefulStack;
  code: StatelessStack;
}

/** What tells the firm that something is wrong, before a customer does. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { catalogue, data, code, ...props }: OperationsProps) {
    super(scope, id, props);
    this.addStackDependency(code);
    const topic = new NoticeTopic(this, 'Operations', { name: 'operations', key: data.messagesKey });
    topic.allowAlarms();
    const action = new SnsAction(topic);
    for (const rule of alarmRules(catalogue, code.apiId)) newAlarm(this, rule, action);
    this.#dashboard(catalogue, code.apiId);
    // Who is on call subscribes here: an alarm that nobody hears is none.
    new CfnOutput(this, 'OperationsTopic', { value: topic.topicArn });
  }

  #dashboard({ functions, workflows }: Catalogue, apiId: string): void {
    const named = Object.entries(functions);
    const all = named.map(([name]) => name);
    const asynchronous = named.filter(([, file]) => isAsynchronous(file)).map(([name]) => name);
    const consumers = named.filter(([, file]) => 'stream' in file).map(([name]) => name);
    const machines = Object.keys(workflows);
    new Dashboard(this, 'Dashboard', {
      dashboardName: 'recourse',
      defaultInterval: Duration.days(1),
      widgets: [
        [
          new TextWidget({
            markdown: '# Recourse\nEach alarm has an entry in `docs/runbook.md`.',
            width: 24,
            height: 2,
          }),
        ],
        [
          graph('Requests', [
            metrics.api(apiId, 'Count'),
            metrics.api(apiId, '4xx'),
            metrics.api(apiId, '5xx'),
          ]),
          graph('Answer time (ms)', [
            metrics.api(apiId, 'Latency', Stats.p(50)),
            metrics.api(apiId, 'Latency', Stats.p(99)),
          ]),
          graph('Customers and brokers: waits past due, policies without a callback', [
            metrics.own('OverdueWaits', 'sweeper', Duration.minutes(15)),
            metrics.own('CoverageGap', 'coverage', Duration.days(1)),
          ]),
        ],
        [
          graph(
            'Executions started',
            machines.map((name) => metrics.machine(name, 'ExecutionsStarted')),
          ),
          graph(
            'Executions failed',
            machines.map((name) => metrics.machine(name, 'ExecutionsFailed')),
          ),
          graph('Behind the stream (ms)', consumers.map(metrics.iteratorAge)),
        ],
        [
          graph(
            'Function errors',
            all.map((name) => metrics.function(name, 'Errors')),
          ),
          graph(
            'Function throttles',
            all.map((name) => metrics.function(name, 'Throttles')),
          ),
          graph('Dead letters', asynchronous.map(metrics.deadLetters)),
        ],
      ],
    });
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8, height: 6 });
}

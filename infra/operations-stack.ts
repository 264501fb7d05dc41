import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { alarmRules, newAlarm } from './alarms.ts';
import type { Catalogue } from './catalogue.ts';
import { NoticeTopic } from './constructs/notice-topic.ts';
import { dashboardOf } from './dashboard.ts';
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
    new Dashboard(this, 'Dashboard', {
      dashboardName: 'recourse',
      defaultInterval: Duration.days(1),
      widgets: dashboardOf(catalogue, code.apiId),
    });
    // Who is on call subscribes here: an alarm that nobody hears is none.
    new CfnOutput(this, 'OperationsTopic', { value: topic.topicArn });
  }
}

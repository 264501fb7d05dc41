import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSchedule, type CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { ScheduledFunction } from '../catalogue.ts';
import { names } from '../names.ts';
import { acknowledgeOwnPolicy } from './acknowledge.ts';
import type { SystemFunction } from './system-function.ts';

export interface TimedCallProps {
  callee: SystemFunction;
  file: ScheduledFunction;
  group: CfnScheduleGroup;
  messagesKey: IKey;
}

/** Calls a function at times of the business, which are Shanghai's. */
export class TimedCall extends Construct {
  constructor(scope: Construct, id: string, { callee, file, group, messagesKey }: TimedCallProps) {
    super(scope, id);
    const { deadLetters, lambda } = callee;
    if (deadLetters === undefined) throw new Error(`${callee.name} needs a dead-letter queue.`);
    const role = new Role(this, 'Role', {
      roleName: names.role(`${callee.name}-schedule`),
      description: `Calls ${callee.name} at its times`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group.attrArn } },
      }),
      inlinePolicies: {
        call: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
            new PolicyStatement({
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [messagesKey.keyArn],
              conditions: { StringEquals: { 'kms:ViaService': `sqs.${Aws.REGION}.${Aws.URL_SUFFIX}` } },
            }),
          ],
        }),
      },
    });
    acknowledgeOwnPolicy(role);
    new CfnSchedule(this, 'Schedule', {
      name: callee.name,
      groupName: group.ref,
      scheduleExpression: expressionOf(file.schedule),
      scheduleExpressionTimezone: 'Asia/Shanghai',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: lambda.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: deadLetters.queueArn },
        retryPolicy: {
          maximumRetryAttempts: 10,
          maximumEventAgeInSeconds: untilTooLate(file.schedule).toSeconds(),
        },
      },
    });
    lambda.configureAsyncInvoke({
      maxEventAge: untilTooLate(file.schedule),
      retryAttempts: 2,
      onFailure: deadLetters.asDestination(),
    });
  }
}

type Schedule = ScheduledFunction['schedule'];

export function expressionOf(schedule: Schedule): string {
  if ('everyMinutes' in schedule) return `rate(${schedule.everyMinutes} minutes)`;
  const [hour, minute] = ('daily' in schedule ? schedule.daily : schedule.at).split(':').map(Number);
  return 'daily' in schedule
    ? `cron(${minute} ${hour} * * ? *)`
    : `cron(${minute} ${hour} ${schedule.monthly} * ? *)`;
}

/** A run that could not begin before the next one is due is no use; the others may be hours late. */
function untilTooLate(schedule: Schedule): Duration {
  return 'everyMinutes' in schedule ? Duration.minutes(schedule.everyMinutes) : Duration.hours(6);
}

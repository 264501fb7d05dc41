import { Duration } from 'aws-cdk-lib';
import { type EventBus, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { EventFunction } from '../catalogue.ts';
import { names } from '../names.ts';
import type { SystemFunction } from './system-function.ts';

export interface EventSubscriptionProps {
  consumer: SystemFunction;
  file: EventFunction;
  bus: EventBus;
}

/** Brings the events of another system to a function, and loses none: what fails waits in the dead letters. */
export class EventSubscription extends Construct {
  constructor(scope: Construct, id: string, { consumer, file, bus }: EventSubscriptionProps) {
    super(scope, id);
    const { deadLetters, lambda } = consumer;
    if (deadLetters === undefined) throw new Error(`${consumer.name} needs a dead-letter queue.`);
    new Rule(this, 'Rule', {
      ruleName: names.function(consumer.name),
      description: `${file.event.detailType} of ${file.event.source}`,
      eventBus: bus as IEventBus,
      eventPattern: { source: [file.event.source], detailType: [file.event.detailType] },
      targets: [
        new LambdaFunction(lambda, {
          deadLetterQueue: deadLetters, // not delivered
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
    lambda.configureAsyncInvoke({
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
      onFailure: deadLetters.asDestination(), // delivered, and failed
    });
  }
}

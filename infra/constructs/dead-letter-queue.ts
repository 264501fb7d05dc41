import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { names } from '../names.ts';
import { acknowledge } from './acknowledge.ts';

/** Where an asynchronous path puts what it could not do. It keeps it for as long as SQS can: two weeks. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { path, key }: { path: string; key: IKey }) {
    super(scope, id, {
      queueName: names.deadLetters(path),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this, {
      'AwsSolutions-SQS3': 'It is a dead-letter queue: what it holds waits for a person.',
      'Serverless-SQSRedrivePolicy': 'It is a dead-letter queue: what it holds waits for a person.',
    });
  }

  /** For a function's failure destination, without the wildcard rights that the library's own destination grants. */
  asDestination(): { bind: () => { destination: string } } {
    return { bind: () => ({ destination: this.queueArn }) };
  }
}

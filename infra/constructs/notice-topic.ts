import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { names } from '../names.ts';

/** A topic that takes nothing over a line in the clear, and keeps it under our key. */
export class NoticeTopic extends Topic {
  constructor(scope: Construct, id: string, { name, key }: { name: string; key: IKey }) {
    super(scope, id, { topicName: names.topic(name), masterKey: key, enforceSSL: true });
  }

  /** Alarms have no role. A topic with a policy of its own has lost the default one that would let them in. */
  allowAlarms(): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}

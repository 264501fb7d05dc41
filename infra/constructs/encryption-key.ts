import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { type IPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { logGroupArn } from '../names.ts';

/** A key of our own, rotated yearly. It is kept for ever: without it everything it covers is noise. */
export class EncryptionKey extends Key {
  constructor(scope: Construct, id: string, { alias, covers }: { alias: string; covers: string }) {
    super(scope, id, {
      alias: `recourse-${alias}`,
      description: `Recourse: ${covers}`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** A service that writes by itself, with no role of ours, needs the key's own word; only on behalf of this account. */
  allowService(service: string): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'], // in a key's policy: this key
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }

  /** CloudWatch Logs is one principal per region, and in China it ends in `.cn`, unlike every other service here. */
  allowLogs(logGroupNames: readonly string[]): void {
    const logs: IPrincipal = new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`);
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [logs],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          ArnEquals: {
            'kms:EncryptionContext:aws:logs:arn': logGroupNames.map(logGroupArn),
          },
        },
      }),
    );
  }
}

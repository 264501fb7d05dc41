import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** Of every bucket: nobody outside sees it, nobody reaches it in the clear, and it outlives its stack. */
export const CLOSED = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
};

/** Who asked for which file of a bucket. */
export function newAccessLogs(scope: Construct, id: string): Bucket {
  const accessLogs = new Bucket(scope, id, {
    ...CLOSED,
    encryption: BucketEncryption.S3_MANAGED, // log delivery knows no key of ours
    lifecycleRules: [{ id: 'a-year-of-access-logs', expiration: Duration.days(365) }],
  });
  acknowledge(accessLogs, {
    'AwsSolutions-S1': 'It holds the access logs of the files; logging their delivery would never end.',
  });
  return accessLogs;
}

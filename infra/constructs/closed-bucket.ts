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
    encryption: BucketEncryption.S3_MANAGED,
    versioned: true, // a log that somebody removes is still there for a year
    lifecycleRules: [
      {
        id: 'a-year-of-access-logs',
        expiration: Duration.days(365),
        noncurrentVersionExpiration: Duration.days(365),
      },
      { id: 'markers-of-removed-logs-go', expiredObjectDeleteMarker: true },
    ],
  });
  acknowledge(accessLogs, {
    'NIST.800.53.R5-S3DefaultEncryptionKMS': 'S3 delivers access logs to no bucket with a key of ours.',
    'NIST.800.53.R5-S3BucketReplicationEnabled':
      'A log of reads in this region; it is kept for a year and no proof of a case.',
  });
  return accessLogs;
}

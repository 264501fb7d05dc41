import { Duration } from 'aws-cdk-lib';
import { Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { names } from '../names.ts';
import { acknowledge } from './acknowledge.ts';
import { CLOSED, newAccessLogs } from './closed-bucket.ts';

/** The console as it was built. Nobody reads it but CloudFront or the function that hands it out. */
export class ConsoleBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bucket = new Bucket(this, 'Files', {
      ...CLOSED,
      bucketName: names.consoleBucket,
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      serverAccessLogsBucket: newAccessLogs(this, 'AccessLogs') as IBucket,
      serverAccessLogsPrefix: 'console/',
      lifecycleRules: [
        { id: 'old-versions-go', noncurrentVersionExpiration: Duration.days(90) },
        { id: 'half-uploads-go', abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
    });
    acknowledge(bucket, {
      'NIST.800.53.R5-S3DefaultEncryptionKMS': 'No secret: whoever opens the console loads all of it.',
      'NIST.800.53.R5-S3BucketReplicationEnabled':
        'A deployment builds it anew from the code, in any region.',
    });
    this.bucket = bucket as IBucket;
  }
}

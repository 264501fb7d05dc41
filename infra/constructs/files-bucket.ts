import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption, HttpMethods, type IBucket, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { names } from '../names.ts';
import { acknowledge } from './acknowledge.ts';
import { CLOSED, newAccessLogs } from './closed-bucket.ts';

/** Imports, reports, statements, proofs; and who asked for which of them. */
export class FilesBucket extends Construct {
  readonly bucket: Bucket;

  constructor(
    scope: Construct,
    id: string,
    { key, consoleOrigin }: { key: IKey /** Whose pages put and get files. */; consoleOrigin: string },
  ) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Files', {
      ...CLOSED,
      bucketName: names.filesBucket,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: newAccessLogs(this, 'AccessLogs') as IBucket,
      serverAccessLogsPrefix: 'files/',
      cors: [
        {
          // An address is signed for one file; this only says whose pages a browser may use it from.
          allowedOrigins: [consoleOrigin],
          allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
          allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
          maxAge: 3000,
        },
      ],
      lifecycleRules: [
        {
          // An upload is a copy of what the policies table holds once it is taken in: kept to explain a bad row, then
          // gone, because it is personal data that nobody needs any more.
          id: 'imports-go-after-90-days',
          prefix: 'imports/',
          expiration: Duration.days(90),
          noncurrentVersionExpiration: Duration.days(30),
        },
        {
          // What an applicant took back is gone from the bucket within the day after; removed, it is an older version.
          id: 'removed-disclosures-go',
          prefix: 'documents/pu-',
          noncurrentVersionExpiration: Duration.days(1),
          expiredObjectDeleteMarker: true,
        },
        {
          // Longer than any applicant can agree to. Bytes that came after their case was erased are named nowhere.
          id: 'late-uploads-go',
          prefix: 'documents/pu-',
          expiration: Duration.days(760),
        },
        {
          id: 'statements-are-seldom-read-after-90-days',
          prefix: 'payouts/',
          transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(90) }],
        },
        { id: 'half-uploads-go', abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
    });
    acknowledge(this.bucket, {
      'NIST.800.53.R5-S3BucketReplicationEnabled':
        'A copy is a second place to erase health data from, and in another region it may be abroad. Versions keep what is overwritten.',
    });
  }
}

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { names } from '../names.ts';
import { acknowledge } from './acknowledge.ts';

/** Imports, reports, statements, proofs; and who asked for which of them. */
export class FilesBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key }: { key: IKey }) {
    super(scope, id);
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...CLOSED,
      encryption: BucketEncryption.S3_MANAGED, // log delivery knows no key of ours
      lifecycleRules: [{ id: 'a-year-of-access-logs', expiration: Duration.days(365) }],
    });
    acknowledge(accessLogs, {
      'AwsSolutions-S1': 'It holds the access logs of the files; logging their delivery would never end.',
    });
    this.bucket = new Bucket(this, 'Files', {
      ...CLOSED,
      bucketName: names.filesBucket,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs as IBucket,
      serverAccessLogsPrefix: 'files/',
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
  }
}

const CLOSED = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
};
